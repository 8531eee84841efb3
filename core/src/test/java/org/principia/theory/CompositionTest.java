package org.principia.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.principia.gnn.Architecture;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.NodeModel;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.training.Local;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageProjection;
import org.principia.messages.MessageSettings;
import org.principia.messages.MessageSettings.Selection;
import org.principia.messages.Recording;
import org.principia.parallel.Distributed;
import org.principia.parallel.LocalCluster;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.settings.SymbolicSettings;
import org.principia.theory.Composition.LawStep;
import org.principia.theory.fit.LawFit;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.search.FrontMember;
import org.principia.theory.search.LocalSearches;
import org.principia.theory.search.SyntheticRecording;

final class CompositionTest {
  private static final List<Graph> GRAPHS = SyntheticRecording.graphs(120);
  private static final Recording RECORDING = SyntheticRecording.of(GRAPHS);
  private static final GnnSettings SETTINGS =
      new GnnSettings("bottleneck", 16, 2, 2, 8, 2, 5, 1e-2, 0, 0, 1e-2, 1, 0.65);
  private static final GraphNetwork NETWORK =
      new GraphNetwork(
          Architecture.create(SETTINGS, GraphSchema.particles(2), 10, 3),
          SETTINGS,
          GraphSchema.particles(2));
  private static final LocalCluster CLUSTER = new LocalCluster(2);

  /** The true law, its messages mixed between the axes. */
  private static final List<FrontMember> TRUE =
      List.of(
          free("message_1", "(1 - 1/r)*(dx + 0.5*dy)", true),
          free("message_2", "(1 - 1/r)*(dy - 0.25*dx)", true),
          free("acceleration_1", "(s1 - 0.5*s2)/(1.125*m)", true),
          free("acceleration_2", "(0.25*s1 + s2)/(1.125*m)", true));

  /** The fronts' rule chose wrong formulas; the true ones stand beside them. */
  private static final List<FrontMember> WRONG =
      List.of(
          free("message_1", "0.9*dx", true),
          free("message_1", "(0.9 - 1.1/r)*dx", false),
          free("message_2", "1.1*dy", true),
          free("message_2", "(1.1 - 0.9/r)*dy", false),
          free("acceleration_1", "0.8*s1", true),
          free("acceleration_1", "s1/m", false),
          free("acceleration_2", "0.8*s2", true),
          free("acceleration_2", "s2/m", false));

  private static final List<FrontMember> MASSLESS =
      List.of(
          free("message_1", "(0.9 - 1.1/r)*dx", true),
          free("message_2", "(1.1 - 0.9/r)*dy", true),
          free("acceleration_1", "s1", true),
          free("acceleration_2", "1.5*s2", true));

  @AfterAll
  static void stop() {
    CLUSTER.close();
  }

  private static FrontMember free(String component, String formula, boolean chosen) {
    return new FrontMember(component, 5, 0, 0, formula, "", chosen, "free", "", formula, 0);
  }

  private static Composition.Inputs inputs(List<FrontMember> fronts) {
    return new Composition.Inputs(
        NETWORK, RECORDING, fronts, GRAPHS.subList(0, 80), GRAPHS.subList(80, 120));
  }

  private static double error(Composition composition, int step) {
    return composition.steps().get(step).error();
  }

  @Test
  void theFormulasOfTheFrontsComposeToTheLaw() {
    Composition law =
        Composition.compose(inputs(TRUE), new TheorySettings(80, 0, 0), Optional.empty());
    assertThat(law.steps())
        .extracting(LawStep::name)
        .containsExactly(
            "network",
            "message formulas for the edge function",
            "node formulas for the node function",
            "all constants fitted",
            "formulas chosen by accelerations, constants fitted");
    // The network has learnt nothing; the formulas are exact to the precision of a float.
    assertThat(error(law, 0)).isGreaterThan(0.1);
    assertThat(error(law, 2)).isLessThan(1e-6);
    assertThat(law.fitted()).isSameAs(law.chosen());
  }

  @Test
  void theMessagesAreAnAffineMapOfTheForce() {
    Composition law =
        Composition.compose(inputs(TRUE), new TheorySettings(80, 80, 0), Optional.empty());
    assertThat(law.messages()).isPresent();
    assertThat(law.messages().get().determination()).hasSize(2);
    for (double r2 : law.messages().get().determination()) {
      assertThat(r2).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void constantsAreFittedToTheTrainingGraphs() {
    Composition law =
        Composition.compose(inputs(WRONG), new TheorySettings(80, 0, 0), Optional.empty());
    assertThat(error(law, 3)).isLessThan(error(law, 2));
    assertThat(error(law, 4)).isEqualTo(error(law, 3));
    List<State> states = GRAPHS.subList(80, 120).stream().map(State::of).toList();
    assertThat(error(law, 2)).isEqualTo(LawFit.meanError(law.composed(), states));
    assertThat(error(law, 3)).isEqualTo(LawFit.meanError(law.chosen(), states));
  }

  @Test
  void membersOfTheFrontsThatServeTheAccelerationsBestTakeThePlaceOfThoseChosen() {
    Composition law =
        Composition.compose(inputs(WRONG), new TheorySettings(80, 80, 0), Optional.empty());
    assertThat(error(law, 4)).isLessThan(1e-6);
    assertThat(error(law, 3)).isGreaterThan(0.05);
  }

  @Test
  void theNodeFunctionIsTrainedOnTheSumsOfFormulasAndFormulasAreSearchedForIt() {
    AtomicReference<double[]> errors = new AtomicReference<>();
    List<Integer> epochs = new ArrayList<>();
    Function<Distillation, NodeModel> trainer =
        distillation -> {
          NodeModel model =
              distillation.retrained(
                  shards(GRAPHS.subList(0, 80)), 80, 30, 1, WorkerListener.NONE, epochs::add);
          errors.set(
              new double[] {
                distillation.error(distillation.own(), GRAPHS.subList(80, 120)),
                distillation.error(model, GRAPHS.subList(80, 120))
              });
          return model;
        };
    SymbolicSettings symbolic =
        SymbolicSettings.defaults().with(Map.of("islands", 1, "rounds", 1, "fits-per-round", 40));
    Composition law =
        Composition.compose(
            inputs(TRUE),
            new TheorySettings(80, 0, 30),
            Optional.of(
                new Composition.Retraining(trainer, new LocalSearches(CLUSTER, 1), symbolic)));
    assertThat(law.steps().get(2).name()).isEqualTo("node function trained on the formulas' sums");
    assertThat(law.steps()).hasSize(6);
    assertThat(epochs).hasSize(30).startsWith(1).endsWith(30);
    assertThat(error(law, 1)).isEqualTo(errors.get()[0]);
    assertThat(error(law, 2)).isEqualTo(errors.get()[1]).isLessThan(0.5 * error(law, 1));
    // Formulas of a network that approximates are not the law: the fronts' own are.
    assertThat(error(law, 3)).isGreaterThan(1e-6);
    assertThat(error(law, 5)).isLessThan(1e-6);
  }

  /** Springs that pull twice as strongly along y: no one function of both axes is their law. */
  @Test
  void formulasOfTheFunctionTrainedFurtherMayTakeThePlaceOfThoseOfTheFronts() {
    List<Graph> graphs = GRAPHS.stream().map(CompositionTest::stretched).toList();
    Composition.Inputs inputs =
        new Composition.Inputs(
            NETWORK, RECORDING, MASSLESS, graphs.subList(0, 80), graphs.subList(80, 120));
    TheorySettings settings = new TheorySettings(80, 80, 30);
    Composition without = Composition.compose(inputs, settings, Optional.empty());
    assertThat(without.steps().get(4).error()).isGreaterThan(0.01);
    Composition with =
        Composition.compose(
            inputs,
            settings,
            Optional.of(
                new Composition.Retraining(
                    distillation ->
                        distillation.retrained(
                            shards(graphs.subList(0, 80)),
                            80,
                            30,
                            1,
                            WorkerListener.NONE,
                            epoch -> {}),
                    CompositionTest::findMass,
                    SymbolicSettings.defaults())));
    assertThat(with.steps().get(5).error()).isLessThan(1e-6);
  }

  /** Finds, for any node function, that the accelerations have the factor 1/m. */
  private static Map<String, ParetoFront> findMass(
      String step, SymbolicSettings settings, Map<String, ? extends Problem> problems) {
    JointTable table = (JointTable) problems.get(step);
    Expression factor = Expression.parse("1/m", table.inputs().names());
    ParetoMember member = new ParetoMember(factor.complexity(), 0, 0, Double.NaN, factor);
    return Map.of(
        step,
        new ParetoFront(List.of(member), List.of(), settings.loss(), 1, 1, 1, settings.choice()));
  }

  private static Graph stretched(Graph graph) {
    float[] targets = graph.targets().clone();
    for (int i = 1; i < targets.length; i += 2) {
      targets[i] *= 2;
    }
    return new Graph(
        graph.schema(), graph.simulation(), graph.step(), graph.time(), graph.features(), targets);
  }

  @Test
  void whatAMessageIsExpectedToBeIsExactWhereNothingIsLeftOut() {
    NodeModel.SumMap sums = Distillation.sums(RECORDING.projection(), RECORDING.edges(), 3);
    // As many components as axes: each is its own projection.
    assertThat(sums.back()[0]).containsExactly(new double[] {1, 0}, within(1e-9));
    assertThat(sums.back()[1]).containsExactly(new double[] {0, 1}, within(1e-9));
    assertThat(sums.rest()).containsExactly(new double[2], within(1e-6));
  }

  @Test
  void whatIsLeftOutIsExpectedOnceForEachNeighbour() {
    List<EdgeSample> edges = RECORDING.edges().stream().map(e -> withThird(e, 0.7f)).toList();
    MessageProjection projection =
        MessageProjection.of(
            edges, 2, new MessageSettings(100, Selection.DEVIATION), none -> new double[3][3]);
    assertThat(Distillation.sums(projection, edges, 3).rest()[2]).isCloseTo(2.1, within(1e-5));
  }

  private static EdgeSample withThird(EdgeSample edge, float constant) {
    float[] message = {edge.message()[0], edge.message()[1], constant};
    return new EdgeSample(edge.simulation(), 0, 0, 1, edge.inputs(), message);
  }

  private static Distributed<GraphBlock> shards(List<Graph> graphs) {
    return CLUSTER.distribute(Local.blocks(graphs, 2), 2);
  }
}
