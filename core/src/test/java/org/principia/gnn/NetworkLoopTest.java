package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
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
    List<Graph> frames = TestGraphs.random(4, 3, 2);
    ComputationGraph network = TestNetworks.of(settings, 6, 2, DataType.DOUBLE);
    for (int capacity = 4; capacity <= 5; capacity++) {
      MultiDataSet batch =
          TestNetworks.in(
              DataType.DOUBLE,
              new GraphBatch(GraphBlock.of(frames), capacity, settings)
                  .of(TestGraphs.inOrder(4), 0, 4, new Translation(11, 4, 0)));
      assertThatAllIsThatOfTheLoops(network, batch, TestNetworks.graph(frames, batch));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void nodesReceiveFromDifferentNumbersOfNeighbours(String strategy) {
    GnnSettings settings = TestNetworks.settings(strategy, DECAY);
    NeighbourGraph graph = TestNetworks.chain(2);
    ComputationGraph network = TestNetworks.of(settings, graph.features(), 2, DataType.DOUBLE);
    MultiDataSet batch =
        TestNetworks.in(DataType.DOUBLE, graph.batch(settings, TestNetworks.noise()));
    // The loops draw theirs from the same stream, edge by edge.
    assertThatAllIsThatOfTheLoops(network, batch, TestNetworks.graph(graph));
  }

  /** One unit in each layer: h1 = x + 2 x' + 1, h2 = 2 h1 - 1, m = 3 h2 + 2 ... y = a2 - 4. */
  private static ComputationGraph network() {
    GnnSettings one = new GnnSettings("standard", 1, 1, 2, 4, 1, 3, 1e-2, 0, 0);
    ComputationGraph network = TestNetworks.of(one, 1, 1, DataType.FLOAT);
    double[] edgeModel = {1, 2, 1, 2, -1, 3, 2};
    double[] nodeModel = {1, 1, 1, 2, 3, 1, -4};
    network.params().assign(Nd4j.create(Loops.join(edgeModel, nodeModel)));
    return network;
  }

  private static NeighbourGraph threeNodes(int[] receivers, int[] senders) {
    return new NeighbourGraph(
        1, 1, new float[] {1, 2, -4}, new float[] {70, 70, 0}, receivers, senders);
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
    MultiDataSet batch =
        threeNodes(new int[] {0, 1, 1}, new int[] {1, 0, 2})
            .batch(TestGraphs.small("standard"), TestNetworks.noise());
    assertThirds(network(), batch, 3 + 3 + 1, -12, 12, 0, 6, 0, 4, -2, -2, 8, 0, 3, -1, 3, -1);
  }

  /**
   * All edges: beside those, {@code 0 <- 2} and {@code 2 <- 0} with h1 = 0, m = 2, and {@code 2 <-
   * 1} with h1 = 1, h2 = 1, m = 5; sums 37, 31, 7; a1 = 39, 34, 4; a2 = 81, 71, 11; y = 77, 67, 7,
   * so that the signs are +, -, +.
   */
  @Test
  void gradientByHandWhereAllHaveAsManyNeighbours() {
    MultiDataSet masked =
        threeNodes(new int[] {0, 0, 1, 1, 2, 2}, new int[] {1, 2, 0, 2, 0, 1})
            .batch(TestGraphs.small("standard"), TestNetworks.noise());
    MultiDataSet batch =
        new MultiDataSet(
            masked.getFeatures(), masked.getLabels(), null, masked.getLabelsMaskArrays());
    for (MultiDataSet each : List.of(masked, batch)) {
      assertThirds(network(), each, 7 + 3 + 7, -60, 36, 12, 12, 6, 6, 4, -10, 26, 2, 9, 1, 21, 1);
    }
  }
}
