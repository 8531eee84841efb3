package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.gnn.batch.GraphBlock;
import org.principia.graphs.Graph;

/** Outputs, loss and the backward pass against explicit loops, and against numbers by hand. */
final class NetworkLoopTest {
  /** Weights of minibatches are single precision: 1e-7 of numbers of about one. */
  private static final double ROUNDING = 2e-7;

  private static final double DECAY = 1e-2;

  private static void assertThatAllIsThatOfTheLoops(
      ComputationGraph network, MultiDataSet batch, NetworkLoop.Graph graph) {
    NetworkLoop loop = NetworkLoop.of(network, graph);
    double score = TestNetworks.gradient(network, batch);
    assertThat(score).isCloseTo(loop.error() + loop.penalty(), within(ROUNDING));
    assertThat(Architecture.vertex(network).penalty()).isCloseTo(loop.penalty(), within(ROUNDING));
    INDArray gradient = network.gradient().gradient();
    assertThat(gradient.reshape(gradient.length()).toDoubleVector())
        .containsExactly(loop.gradient(), within(ROUNDING));
    assertThat(gradient.sub(network.params().mul(DECAY)).norm2Number().doubleValue())
        .as("without the decay")
        .isGreaterThan(0.1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void everyParticleReceivesFromAllOthers(String strategy) {
    GnnSettings settings = TestNetworks.settings(strategy, DECAY);
    GraphBlock block = GraphBlock.of(TestGraphs.random(4, 3, 2));
    ComputationGraph network = TestNetworks.of(settings, 6, 2, DataType.DOUBLE);
    for (int padding = 0; padding <= 3; padding += 3) {
      MultiDataSet batch =
          TestNetworks.in(
              DataType.DOUBLE, TestNetworks.batch(block, settings, padding, 2 * padding));
      assertThatAllIsThatOfTheLoops(network, batch, TestNetworks.graph(block, batch));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void nodesReceiveFromDifferentNumbersOfNeighbours(String strategy) {
    GnnSettings settings = TestNetworks.settings(strategy, DECAY);
    GraphBlock chain = TestNetworks.chain(2);
    ComputationGraph network = TestNetworks.of(settings, 3, 2, DataType.DOUBLE);
    for (int padding = 0; padding <= 3; padding += 3) {
      MultiDataSet batch =
          TestNetworks.in(DataType.DOUBLE, TestNetworks.batch(chain, settings, padding, padding));
      assertThatAllIsThatOfTheLoops(network, batch, TestNetworks.graph(chain, batch));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void graphsOfDifferentSizesShareAMinibatch(String strategy) {
    GnnSettings settings = TestNetworks.settings(strategy, DECAY);
    List<Graph> graphs = new ArrayList<>();
    for (int n : new int[] {2, 5, 1, 3, 5}) {
      graphs.addAll(TestGraphs.random(1, n, 2));
    }
    GraphBlock block = GraphBlock.of(graphs);
    ComputationGraph network = TestNetworks.of(settings, 6, 2, DataType.DOUBLE);
    MultiDataSet batch =
        TestNetworks.in(DataType.DOUBLE, TestNetworks.batch(block, settings, 4, 7));
    assertThatAllIsThatOfTheLoops(network, batch, TestNetworks.graph(block, batch));
  }

  /** One unit in each layer: h1 = x + 2 x' + 1, h2 = 2 h1 - 1, m = 3 h2 + 2 ... y = a2 - 4. */
  private static ComputationGraph network() {
    GnnSettings one = new GnnSettings("standard", 1, 1, 2, 4, 1, 3, 1e-2, 0, 0, 1e-2, 1, 0.65);
    ComputationGraph network = TestNetworks.of(one, 1, 1, DataType.FLOAT);
    double[] edgeModel = {1, 2, 1, 2, -1, 3, 2};
    double[] nodeModel = {1, 1, 1, 2, 3, 1, -4};
    network.params().assign(Nd4j.create(Loops.join(edgeModel, nodeModel)));
    return network;
  }

  private static MultiDataSet threeNodes(int[][] sendersOf) {
    GraphBlock block =
        TestNetworks.block(1, new float[] {1, 2, -4}, new float[] {70, 70, 0}, sendersOf);
    return TestNetworks.batch(block, TestGraphs.small("standard"), 0, 0);
  }

  private static void assertThirds(ComputationGraph network, MultiDataSet batch, double... byHand) {
    assertThat(3 * TestNetworks.gradient(network, batch)).isCloseTo(byHand[0], within(1e-5));
    for (int p = 1; p < byHand.length; p++) {
      double found = 3 * network.gradient().gradient().getDouble(p - 1);
      assertThat(found).as("parameter %d", p - 1).isCloseTo(byHand[p], within(1e-4));
    }
  }

  /**
   * Edges {@code 0 <- 1, 1 <- 0, 1 <- 2} and none to 2: h1 = 6, 5, 0; h2 = 11, 9, 0; m = 35, 29, 2;
   * sums 35, 31, 0; a1 = 37, 34, 0; a2 = 77, 71, 3; y = 73, 67, -1, so that the signs are +, -, -.
   */
  @Test
  void gradientByHandWhereNumbersOfNeighboursDiffer() {
    MultiDataSet batch = threeNodes(new int[][] {{1}, {0, 2}, {}});
    assertThirds(network(), batch, 3 + 3 + 1, -12, 12, 0, 6, 0, 4, -2, -2, 8, 0, 3, -1, 3, -1);
  }

  /**
   * All edges: beside those, {@code 0 <- 2} and {@code 2 <- 0} with h1 = 0, m = 2, and {@code 2 <-
   * 1} with h1 = 1, h2 = 1, m = 5; sums 37, 31, 7; a1 = 39, 34, 4; a2 = 81, 71, 11; y = 77, 67, 7,
   * so that the signs are +, -, +.
   */
  @Test
  void gradientByHandWhereAllHaveAsManyNeighbours() {
    MultiDataSet batch = threeNodes(new int[][] {{1, 2}, {0, 2}, {0, 1}});
    assertThat(batch.getFeaturesMaskArrays()).isNull();
    // The same with the numbers of first and of second edges written out.
    INDArray[] sizes = {null, Nd4j.createFromArray(new float[][] {{3, 3}})};
    MultiDataSet counted =
        new MultiDataSet(
            batch.getFeatures(), batch.getLabels(), sizes, batch.getLabelsMaskArrays());
    for (MultiDataSet each : List.of(counted, batch)) {
      assertThirds(network(), each, 7 + 3 + 7, -60, 36, 12, 12, 6, 6, 4, -10, 26, 2, 9, 1, 21, 1);
    }
  }
}
