package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
import org.principia.gnn.dl4j.OneCycleSchedule;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;

/** The gradient against differences, and what must change neither it nor the update. */
final class NetworkGradientTest {
  private static final List<Graph> FRAMES = TestGraphs.random(5, 3, 2);
  private static final GraphBlock BLOCK = GraphBlock.of(FRAMES);
  private static final int[] ORDER = TestGraphs.inOrder(5);
  private static final Translation STILL = new Translation(11, 4, 0);

  private static ComputationGraph graph(String strategy) {
    return Architecture.create(
        TestNetworks.settings(strategy, 1e-2), GraphSchema.particles(2), 50, 1);
  }

  private static ComputationGraph inDoublePrecision(String strategy) {
    return TestNetworks.of(TestNetworks.settings(strategy, 0), 6, 2, DataType.DOUBLE);
  }

  private static MultiDataSet batch(String strategy, int capacity, int count) {
    return TestGraphs.batches(BLOCK, capacity, TestNetworks.settings(strategy, 0))
        .of(ORDER, 0, count, STILL);
  }

  private static MultiDataSet inDoublePrecision(MultiDataSet batch) {
    return TestNetworks.in(DataType.DOUBLE, batch);
  }

  /** Largest difference between the gradient and that of the score by central differences. */
  private static double worstDifference(ComputationGraph graph, MultiDataSet batch) {
    TestNetworks.gradient(graph, batch);
    INDArray gradient = graph.gradient().gradient().dup();
    assertThat(gradient.norm2Number().doubleValue()).isGreaterThan(0.1);
    INDArray parameters = graph.params();
    double worst = 0;
    int trained = Architecture.vertex(graph).layout().trained();
    for (long p = 0; p < trained; p += 11) {
      double value = parameters.getDouble(p);
      double h = 1e-6;
      parameters.putScalar(p, value + h);
      double above = TestNetworks.gradient(graph, batch);
      parameters.putScalar(p, value - h);
      double below = TestNetworks.gradient(graph, batch);
      parameters.putScalar(p, value);
      worst = Math.max(worst, Math.abs((above - below) / (2 * h) - gradient.getDouble(p)));
    }
    return worst;
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void gradientIsThatOfTheScoreByCentralDifferencesInDoublePrecision(String strategy) {
    ComputationGraph graph = inDoublePrecision(strategy);
    MultiDataSet batch = inDoublePrecision(batch(strategy, 5, 4));
    // Rounding of the score, 1e-16, over h; no corner of the rectifiers lies within h.
    assertThat(worstDifference(graph, batch)).isLessThan(1e-8);
  }

  private static ComputationGraph ofChains(String strategy) {
    return TestNetworks.of(TestNetworks.settings(strategy, 0), 3, 2, DataType.DOUBLE);
  }

  /** A chain with room for two nodes and four edges more. */
  private static MultiDataSet chain(String strategy) {
    return inDoublePrecision(
        TestNetworks.batch(TestNetworks.chain(2), TestNetworks.settings(strategy, 0), 2, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void gradientIsThatOfTheScoreWhereNumbersOfNeighboursDiffer(String strategy) {
    assertThat(worstDifference(ofChains(strategy), chain(strategy))).isLessThan(1e-8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void edgesThatFillAMinibatchUpCountForNothingWhateverTheyHold(String strategy) {
    ComputationGraph graph = ofChains(strategy);
    MultiDataSet batch = chain(strategy);
    double score = TestNetworks.gradient(graph, batch);
    INDArray gradient = graph.gradient().gradient().dup();
    for (int input = 1; input < batch.getFeatures().length; input++) {
      assertThat(batch.getFeatures(input).size(0)).isEqualTo(13);
      for (int e = 9; e < 13; e++) {
        batch.getFeatures(input).getRow(e).assign(17);
      }
    }
    assertThat(TestNetworks.gradient(graph, batch)).isEqualTo(score);
    assertThat(graph.gradient().gradient().distance2(gradient)).isZero();
    batch.getFeatures(1).getRow(8).assign(17);
    assertThat(TestNetworks.gradient(graph, batch)).isNotCloseTo(score, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bottleneck", "l1", "kl"})
  void paddingChangesNeitherScoreNorUpdate(String strategy) {
    ComputationGraph padded = graph(strategy);
    ComputationGraph full = graph(strategy);
    for (int step = 0; step < 3; step++) {
      padded.fit(batch(strategy, 5, 3));
      full.fit(batch(strategy, 3, 3));
      assertThat(padded.score()).isCloseTo(full.score(), within(2e-6));
    }
    assertThat(padded.params().distance2(full.params())).isLessThan(1e-4);
  }

  @Test
  void updateIsAdamWithTheDecayInTheGradientOfWeightsAndBiases() {
    ComputationGraph graph = graph("bottleneck");
    MultiDataSet batch = batch("bottleneck", 5, 5);
    ComputationGraph without =
        Architecture.create(
            TestNetworks.settings("bottleneck", 0), GraphSchema.particles(2), 50, 1);
    TestNetworks.gradient(without, batch);
    INDArray before = graph.params().dup();
    INDArray gradient = without.gradient().gradient().dup();
    gradient.addi(before.mul(1e-2));
    graph.fit(batch);
    double rate = new OneCycleSchedule(1e-2, 50).valueAt(0, 0);
    int compared = 0;
    for (long p = 0; p < before.length(); p++) {
      double g = gradient.getDouble(p);
      // The first step of Adam: both moments, corrected, are g and g^2.
      double expected = before.getDouble(p) - rate * g / (Math.abs(g) + 1e-8);
      // Below, the rounding of g in single precision shows.
      if (Math.abs(g) > 1e-4) {
        assertThat(graph.params().getDouble(p)).isCloseTo(expected, within(2e-6));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan((int) before.length() / 2);
  }

  @Test
  void outputIsInvariantUnderPermutationOfTheNeighbours() {
    ComputationGraph graph = graph("standard");
    GraphNetwork network =
        new GraphNetwork(graph, TestNetworks.settings("standard", 1e-2), GraphSchema.particles(2));
    Graph frame = FRAMES.get(0);
    float[] straight = network.outputs(List.of(frame));
    float[] swapped = network.outputs(List.of(Loops.swapLastTwo(frame)));
    assertThat(swapped[0]).isCloseTo(straight[0], within(1e-5f));
    assertThat(swapped[2]).isCloseTo(straight[4], within(1e-5f));
    assertThat(swapped[5]).isCloseTo(straight[3], within(1e-5f));
  }

  @Test
  void maskedComponentsStayMaskedInTraining() {
    ComputationGraph graph = graph("pruned");
    INDArray kept = Architecture.vertex(graph).kept();
    kept.putScalar(2, 0);
    INDArray before = graph.params().dup();
    for (int step = 0; step < 5; step++) {
      graph.fit(batch("pruned", 5, 5));
    }
    assertThat(kept.data().asFloat()).containsExactly(1, 1, 0, 1, 1);
    assertThat(graph.params().distance2(before)).isGreaterThan(1e-3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void configurationSurvivesDl4jsJson(String strategy) {
    ComputationGraphConfiguration configuration =
        Architecture.configuration(
            TestNetworks.settings(strategy, 1e-8), GraphSchema.particles(3), 77);
    assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
        .isEqualTo(configuration);
    assertThat(configuration.clone()).isEqualTo(configuration);
  }
}
