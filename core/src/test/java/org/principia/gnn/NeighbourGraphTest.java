package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.gnn.layers.TrainingStrategy;

final class NeighbourGraphTest {
  private static final int NODES = 6;
  private static final NeighbourGraph CHAIN = TestNetworks.chain(1);

  private static NeighbourGraph withEdges(int[] receivers, int[] senders) {
    return new NeighbourGraph(3, 1, CHAIN.nodes(), CHAIN.targets(), receivers, senders);
  }

  private static GnnSettings settings(String strategy) {
    return TestNetworks.settings(strategy, 0);
  }

  private static ComputationGraph network(String strategy) {
    return TestNetworks.of(settings(strategy), 3, 1, DataType.FLOAT);
  }

  private static MultiDataSet batch(NeighbourGraph graph, String strategy) {
    return graph.batch(settings(strategy), TestNetworks.noise());
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "kl", "pruned"})
  void outputsOfAMaskedGraphAreThoseOfALoopOverEdgesWithoutNoise(String strategy) {
    ComputationGraph network = network(strategy);
    NetworkLoop.Graph graph = TestNetworks.graph(CHAIN);
    NetworkLoop.Graph silent =
        new NetworkLoop.Graph(
            graph.nodes(),
            graph.targets(),
            graph.receivers(),
            graph.senders(),
            new double[graph.receivers().length][5]);
    double[][] expected = NetworkLoop.of(network, silent).outputs();
    float[] outputs = GraphNetwork.of(network, settings(strategy), 1).outputs(CHAIN);
    MultiDataSet batch = batch(CHAIN, strategy);
    INDArray byDl4j = network.output(false, batch.getFeatures(), batch.getFeaturesMaskArrays())[0];
    for (int i = 0; i < NODES; i++) {
      assertThat(outputs[i]).isCloseTo((float) expected[i][0], within(1e-5f));
      assertThat(byDl4j.getFloat(i, 0)).isCloseTo((float) expected[i][0], within(1e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "pruned"})
  void orderOfTheEdgesDoesNotMatter(String strategy) {
    int[] receivers = CHAIN.receivers().clone();
    int[] senders = CHAIN.senders().clone();
    for (int e = 0; e < receivers.length / 2; e++) {
      int other = receivers.length - 1 - e;
      receivers[e] = CHAIN.receivers()[other];
      receivers[other] = CHAIN.receivers()[e];
      senders[e] = CHAIN.senders()[other];
      senders[other] = CHAIN.senders()[e];
    }
    ComputationGraph network = network(strategy);
    double straight = TestNetworks.gradient(network, batch(CHAIN, strategy));
    NeighbourGraph turned = withEdges(receivers, senders);
    assertThat(TestNetworks.gradient(network, batch(turned, strategy)))
        .isCloseTo(straight, within(1e-6));
    NeighbourGraph fewer = withEdges(Arrays.copyOf(receivers, 8), Arrays.copyOf(senders, 8));
    assertThat(TestNetworks.gradient(network, batch(fewer, strategy)))
        .isNotCloseTo(straight, within(1e-5));
  }

  @Test
  void trainingOnAMaskedGraphLowersItsScore() {
    for (String strategy : TrainingStrategy.WORDS) {
      ComputationGraph network = network(strategy);
      MultiDataSet batch = batch(CHAIN, strategy);
      double before = TestNetworks.gradient(network, batch);
      for (int step = 0; step < 40; step++) {
        network.fit(batch);
      }
      assertThat(TestNetworks.gradient(network, batch)).as(strategy).isLessThan(0.7 * before);
    }
  }

  @Test
  void shapesAreThoseOfTheLargestNumberOfNeighbours() {
    MultiDataSet batch = batch(CHAIN, "kl");
    assertThat(CHAIN.neighbours()).isEqualTo(2);
    assertThat(batch.getFeatures(1).shape()).containsExactly(2 * NODES, 2 * 3);
    assertThat(batch.getFeatures(2).shape()).containsExactly(2 * NODES, 5);
    assertThat(batch.getFeaturesMaskArray(1).sumNumber().intValue()).isEqualTo(9);
  }

  @Test
  void edgesOfNodesThatAreNotThereAreRefused() {
    assertThatThrownBy(() -> withEdges(new int[] {0}, new int[] {6}))
        .hasMessage("Invalid edge: node 6 (0 to 5)");
    assertThatThrownBy(() -> withEdges(new int[] {0, 1}, new int[] {5}))
        .hasMessage("Invalid graph: 2 receivers of 1 senders");
  }

  @Test
  void noiseLiesWhereItsEdgeDoesAndIsZeroWhereThereIsNone() {
    INDArray noise = batch(CHAIN, "kl").getFeatures(2);
    RandomGenerator random = TestNetworks.noise();
    // Of the receivers 0 1 1 2 2 3 3 4 0: which of its node's edges an edge is.
    int[] numbers = {0, 0, 1, 0, 1, 0, 1, 0, 1};
    INDArray expected = Nd4j.zeros(DataType.FLOAT, 2 * NODES, 5);
    for (int e = 0; e < numbers.length; e++) {
      int row = numbers[e] * NODES + CHAIN.receivers()[e];
      expected.putRow(row, Nd4j.create(TestGraphs.numbers(5, random)));
    }
    assertThat(noise).isEqualTo(expected);
    // The second places of node 4 and both of node 5 are left.
    for (int row : new int[] {NODES + 4, 5, NODES + 5}) {
      assertThat(noise.getRow(row).amaxNumber().doubleValue()).isZero();
    }
  }

  @Test
  void noiseThatIsMissingIsRefused() {
    assertThatThrownBy(() -> CHAIN.batch(settings("standard"), null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("noise");
  }

  @Test
  void nodesWithoutFeaturesOrOutputsAreRefused() {
    float[] none = {};
    assertThatThrownBy(() -> new NeighbourGraph(0, 1, none, none, new int[0], new int[0]))
        .hasMessage("Invalid graph: 0 features and 1 outputs (at least 1 each)");
    assertThatThrownBy(() -> new NeighbourGraph(3, 0, CHAIN.nodes(), none, new int[0], new int[0]))
        .hasMessage("Invalid graph: 3 features and 0 outputs (at least 1 each)");
  }
}
