package org.principia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.principia.common.SettingsCopy;
import org.principia.dynamics.DynamicsSettings;
import org.principia.gnn.EpochReport;
import org.principia.gnn.GnnSettings;
import org.principia.graphs.FrameSettings;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageSettings;
import org.principia.messages.NodeSample;
import org.principia.messages.NodeVariables;
import org.principia.messages.Recording;
import org.principia.parallel.LocalCluster;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.theory.Composition.LawStep;
import org.principia.theory.TheorySettings;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.search.FrontMember;
import org.principia.validation.Evaluation;
import org.principia.validation.Scorecard;
import org.principia.validation.ValidationSettings;

/** From simulation to scorecard on a tiny set, without Spark and without files. */
final class PipelineTest {
  private static final int SAMPLES = 120;

  private static final LocalPipeline PIPELINE =
      new LocalPipeline(
          SettingsCopy.of(
              DynamicsSettings.defaults(), Map.of("runs", 100, "test-runs", 20, "steps", 40)),
          new FrameSettings(4, 1, 99),
          SettingsCopy.of(
              GnnSettings.defaults(),
              Map.of(
                  "hidden",
                  24,
                  "batch-frames",
                  16,
                  "epochs",
                  24,
                  "averaging-frequency",
                  10,
                  "learning-rate",
                  5e-3)),
          SettingsCopy.of(MessageSettings.defaults(), Map.of("samples", SAMPLES)),
          SymbolicSettings.defaults()
              .with(Map.of("islands", 2, "rounds", 1, "fits-per-round", 300, "max-complexity", 9)),
          new TheorySettings(50, 50, 0),
          SettingsCopy.of(
              ValidationSettings.defaults(),
              Map.of("extrapolation-states", 50, "rollout-systems", 4)),
          1);

  private static final LocalCluster ALONE = new LocalCluster(1);
  private static final LocalCluster THREE = new LocalCluster(3);

  private static LocalPipeline.Result result;

  @BeforeAll
  static void run() {
    result = PIPELINE.run(THREE);
  }

  @AfterAll
  static void stop() {
    ALONE.close();
    THREE.close();
  }

  @Test
  void theNetworkLearnsAccelerations() {
    List<EpochReport> curve = result.trained().curve();
    double first = curve.get(0).validationError();
    assertThat(curve.get(curve.size() - 1).validationError()).isLessThan(0.7 * first);
    Scorecard card = result.evaluation().scorecard();
    assertThat(card.network().mean()).isLessThan(0.6 * card.accelerationSize());
    assertThat(card.network().frames()).isEqualTo(result.data().test().size());
    assertThat(card.networkRaw().frames()).isEqualTo(result.data().testRaw().size());
  }

  @Test
  void messagesOfTheSampledEdgesFollowTheForce() {
    Recording recording = result.recording();
    assertThat(recording.edges()).hasSize(SAMPLES);
    assertThat(recording.nodes()).hasSize(SAMPLES);
    assertThat(recording.messages()).hasNumberOfRows(2);
    assertThat(result.evaluation().scorecard().linearity().best()[0]).isGreaterThan(0.6);
  }

  @Test
  void everyOutputHasAFrontWhoseLossFalls() {
    for (String component : List.of("message_1", "message_2", "acceleration_1", "acceleration_2")) {
      List<FrontMember> front =
          result.fronts().stream()
              .filter(m -> m.component().equals(component) && m.isFree())
              .toList();
      assertThat(front).hasSizeGreaterThan(2);
      assertThat(front).filteredOn(FrontMember::chosen).hasSize(1);
      for (int i = 1; i < front.size(); i++) {
        assertThat(front.get(i).loss()).isLessThan(front.get(i - 1).loss());
        assertThat(front.get(i).complexity()).isGreaterThan(front.get(i - 1).complexity());
      }
    }
    assertThat(result.fronts()).anyMatch(m -> !m.isFree());
  }

  @Test
  void formulasSayWhatTheNetworkSaysOfTheirOwnComponent() {
    List<EdgeSample> edges = result.recording().edges();
    List<NodeSample> nodes = result.recording().nodes();
    for (int k = 0; k < 2; k++) {
      int own = k;
      Expression message = last("message_" + (k + 1), EdgeVariables.names(2));
      double[][] messages = result.recording().messages();
      double[] said = edges.stream().mapToDouble(e -> message.evaluate(e.inputs())).toArray();
      assertThat(distance(said, messages[own])).isLessThan(0.8 * distance(said, messages[1 - own]));
      Expression node = last("acceleration_" + (k + 1), NodeVariables.names(2));
      double[] moved = nodes.stream().mapToDouble(n -> node.evaluate(n.inputs())).toArray();
      assertThat(distance(moved, predicted(nodes, own)))
          .isLessThan(0.8 * distance(moved, predicted(nodes, 1 - own)));
    }
  }

  /** The free formula of the smallest loss. */
  private static Expression last(String component, List<String> names) {
    return result.fronts().stream()
        .filter(m -> m.component().equals(component) && m.isFree())
        .reduce((a, b) -> b)
        .map(m -> Expression.parse(m.formula(), names))
        .orElseThrow();
  }

  private static double[] predicted(List<NodeSample> nodes, int axis) {
    return nodes.stream().mapToDouble(n -> n.predicted()[axis]).toArray();
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  @Test
  void theLawIsRecoveredByTheAccelerations() {
    List<LawStep> steps = result.composition().steps();
    assertThat(steps)
        .extracting(LawStep::name)
        .containsExactly(
            "network",
            "message formulas for the edge function",
            "node formulas for the node function",
            "all constants fitted",
            "formulas chosen by accelerations, constants fitted");
    assertThat(steps.get(3).error()).isLessThan(steps.get(2).error());
    assertThat(steps.get(4).error()).isLessThan(1e-5 * steps.get(0).error());
    Scorecard card = result.evaluation().scorecard();
    assertThat(card.recovery().recovered()).isTrue();
    assertThat(card.fittedLaw().mean()).isLessThan(1e-5 * card.network().mean());
    assertThat(card.extrapolation()).allMatch(states -> states.ratio() > 1e4);
  }

  @Test
  void aSpoiltMessageFormulaIsNoticed() {
    ComposedLaw law = result.composition().fitted();
    double[] constants = law.constants();
    assertThat(constants).isNotEmpty();
    constants[0] *= 1.05;
    Evaluation spoilt = PIPELINE.evaluate(THREE, result, law.withConstants(constants));
    assertThat(spoilt.scorecard().recovery().recovered()).isFalse();
    assertThat(spoilt.scorecard().fittedLaw().mean())
        .isGreaterThan(1e3 * result.evaluation().scorecard().fittedLaw().mean());
    assertThat(spoilt.scorecard().network()).isEqualTo(result.evaluation().scorecard().network());
  }

  @Test
  void oneThreadAndThreeGiveTheSameBits() {
    LocalPipeline.Result alone = PIPELINE.run(ALONE);
    assertThat(alone.trained().network().parameters())
        .isEqualTo(result.trained().network().parameters());
    assertThat(alone.fronts()).isEqualTo(result.fronts());
    assertThat(alone.composition().steps()).isEqualTo(result.composition().steps());
    assertThat(alone.composition().fitted().lines(17))
        .isEqualTo(result.composition().fitted().lines(17));
    assertThat(alone.evaluation().scorecard())
        .usingRecursiveComparison()
        .isEqualTo(result.evaluation().scorecard());
    assertThat(alone.evaluation().members()).isEqualTo(result.evaluation().members());
    assertThat(alone.evaluation().tests()).isEqualTo(result.evaluation().tests());
  }
}
