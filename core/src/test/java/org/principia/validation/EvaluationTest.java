package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.principia.common.SettingsCopy;
import org.principia.dynamics.DynamicsSettings;
import org.principia.gnn.Architecture;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.PruningBounds;
import org.principia.messages.MessageQuantity;
import org.principia.messages.Recording;
import org.principia.parallel.LocalCluster;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.search.FrontMember;
import org.principia.theory.search.SyntheticRecording;
import org.principia.validation.Verification.MemberVerdict;
import org.principia.validation.error.ModelSource;
import org.principia.validation.error.TestSetErrors;
import org.principia.validation.rollout.Extrapolation;
import org.principia.validation.rollout.StateSet;

/** A perfect network's messages, an untrained network, and laws right and wrong. */
final class EvaluationTest {
  private static final List<Graph> GRAPHS = SyntheticRecording.graphs(120);
  private static final Recording RECORDING = SyntheticRecording.of(GRAPHS);
  private static final DynamicsSettings SPRING = DynamicsSettings.defaults();
  private static final ValidationSettings SETTINGS =
      SettingsCopy.of(
          ValidationSettings.defaults(), Map.of("extrapolation-states", 20, "rollout-systems", 3));
  private static final ComposedLaw TRUE = law("s1/m", "s2/m");
  private static final ComposedLaw WRONG = law("s1", "s2");
  private static final LocalCluster CLUSTER = new LocalCluster(2);

  private static final List<FrontMember> FRONTS =
      List.of(
          member("message_1", "dx", true),
          member("message_1", "(1 - 1/r)*(dx + 0.5*dy)", false),
          member("message_2", "dy", true),
          member("acceleration_1", "(s1 - 0.5*s2)/(1.125*m)", true),
          member("acceleration_2", "s2", true));

  private static byte[] network;

  @BeforeAll
  static void model() throws IOException {
    GnnSettings settings =
        new GnnSettings("bottleneck", 8, 2, 2, 8, 2, 5, 1e-2, 0, 0, 1e-2, 1, 0.65);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    new GraphNetwork(
            Architecture.create(settings, GraphSchema.particles(2), 10, 3),
            settings,
            GraphSchema.particles(2))
        .save(file);
    network = file.toByteArray();
  }

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  private static ComposedLaw law(String ax, String ay) {
    return ComposedLaw.parse(2, List.of("dx - dx/r", "dy - dy/r"), List.of(ax, ay));
  }

  private static FrontMember member(String component, String formula, boolean chosen) {
    return new FrontMember(
        component, 5, 0, 0, formula, "", chosen, FrontMember.FREE, "", formula, 0);
  }

  private static Evaluation evaluate(ComposedLaw law, List<Evaluation.Phase> phases) {
    return evaluate(law, (Evaluation.Listener) phases::add);
  }

  private static Evaluation evaluate(ComposedLaw law, Evaluation.Listener listener) {
    float[] wide = {1e9f, 1e9f, 1e9f, 1e9f};
    float[] low = {-1e9f, -1e9f, -1e9f, -1e9f};
    return Evaluation.evaluate(
        new Evaluation.Inputs(
            SPRING,
            "bottleneck",
            RECORDING,
            FRONTS,
            WRONG,
            new ModelSource(network, ModelSource::load, law)),
        new Evaluation.TestData(CLUSTER.distribute(GRAPHS, 3), new PruningBounds(low, wide)),
        SETTINGS,
        1,
        CLUSTER,
        listener);
  }

  @Test
  void testSetsThatAreRefusedEndTheEvaluationBeforeFreshStates() {
    List<Evaluation.Phase> phases = new ArrayList<>();
    Evaluation.Listener refusing =
        new Evaluation.Listener() {
          @Override
          public void accept(Evaluation.Phase phase) {
            phases.add(phase);
          }

          @Override
          public void tested(List<TestSetErrors> tests) {
            throw new IllegalStateException(tests.get(0).network().frames() + " frames");
          }
        };
    assertThatThrownBy(() -> evaluate(TRUE, refusing)).hasMessage("120 frames");
    assertThat(phases).containsExactly(Evaluation.Phase.MESSAGES, Evaluation.Phase.TESTS);
  }

  @Test
  void theTrueLawIsRecoveredAndTheChosenOneIsJudgedByItself() {
    List<Evaluation.Phase> phases = new ArrayList<>();
    Scorecard card = evaluate(TRUE, phases).scorecard();
    assertThat(card.recovery().recovered()).isTrue();
    assertThat(card.chosenRecovered()).isFalse();
    assertThat(card.fittedLaw().mean()).isLessThan(1e-6);
    assertThat(card.network().mean()).isGreaterThan(0.1);
    assertThat(phases).containsExactly(Evaluation.Phase.values());
  }

  @Test
  void aLawWithoutTheMassIsNotRecovered() {
    Scorecard card = evaluate(WRONG, new ArrayList<>()).scorecard();
    assertThat(card.recovery().recovered()).isFalse();
    assertThat(card.fittedLaw().mean()).isGreaterThan(0.1);
  }

  @Test
  void messagesThatAreTheForceAreSaidToBe() {
    Scorecard card = evaluate(TRUE, new ArrayList<>()).scorecard();
    assertThat(card.linearity().quantity()).isEqualTo(MessageQuantity.FORCE);
    assertThat(card.linearity().best()[0]).isGreaterThan(0.999);
    assertThat(card.linearity().best()[1]).isGreaterThan(0.999);
  }

  @Test
  void everyMemberIsJudgedWhetherItWasChosenOrNot() {
    Evaluation evaluation = evaluate(TRUE, new ArrayList<>());
    assertThat(evaluation.members())
        .extracting(MemberVerdict::formula)
        .isEqualTo(FRONTS.stream().map(FrontMember::formula).toList());
    assertThat(evaluation.members())
        .extracting(MemberVerdict::recovered)
        .containsExactly(false, true, false, true, false);
    // Of message 1 a member is the force, though another one was chosen.
    assertThat(evaluation.scorecard().onFront()).containsExactly(true, false);
  }

  @Test
  void freshStatesOfEveryKindAndSystemsAreFollowed() {
    Scorecard card = evaluate(TRUE, new ArrayList<>()).scorecard();
    assertThat(card.extrapolation()).hasSize(StateSet.values().length);
    for (Extrapolation states : card.extrapolation()) {
      assertThat(states.law().frames()).isEqualTo(20);
      assertThat(states.ratio()).isGreaterThan(1e3);
    }
    assertThat(card.rollout().end()).isPresent();
  }
}
