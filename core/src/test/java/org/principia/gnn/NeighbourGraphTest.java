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
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.common.RandomStream;

final class NeighbourGraphTest {
  private static final int FEATURES = 3;
  private static final int NODES = 6;

  /** A chain 0 - 1 - 2 - 3 - 4 with one more edge 3 -> 0, and a node 5 without edges. */
  private static final int[] RECEIVERS = {0, 1, 1, 2, 2, 3, 3, 4, 0};

  private static final int[] SENDERS = {1, 0, 2, 1, 3, 2, 4, 3, 3};

  private static NeighbourGraph graph(int[] receivers, int[] senders) {
    RandomGenerator random = RandomStream.of(3, "test.graph");
    float[] nodes = TestFrames.numbers(NODES * FEATURES, random);
    float[] targets = TestFrames.numbers(NODES, random);
    return new NeighbourGraph(FEATURES, 1, nodes, targets, receivers, senders);
  }

  private static NeighbourGraph chain() {
    return graph(RECEIVERS, SENDERS);
  }

  private static GnnSettings settings(String strategy) {
    return new GnnSettings(strategy, 16, 5, 2, 4, 1, 3, 1e-2, 0, 3.0, 0.3, 0.2, 0.65);
  }

  private static ComputationGraph network(String strategy) {
    return Architecture.create(
        Architecture.configuration(settings(strategy), FEATURES, 1, 50, DataType.FLOAT), 1);
  }

  private static double score(ComputationGraph network, MultiDataSet batch) {
    network.setInputs(batch.getFeatures());
    network.setLabels(batch.getLabels());
    network.setLayerMaskArrays(batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
    network.computeGradientAndScore();
    return network.score();
  }

  private static double[] features(NeighbourGraph graph, int node) {
    double[] features = new double[FEATURES];
    for (int c = 0; c < FEATURES; c++) {
      features[c] = graph.nodes()[node * FEATURES + c];
    }
    return features;
  }

  @Test
  void outputsAndScoreAreThoseOfALoopOverEdges() {
    NeighbourGraph graph = chain();
    for (String strategy : new String[] {"standard", "l1"}) {
      ComputationGraph network = network(strategy);
      double[][] sums = new double[NODES][5];
      double penalty = 0;
      for (int e = 0; e < RECEIVERS.length; e++) {
        double[] edge = Loops.join(features(graph, RECEIVERS[e]), features(graph, SENDERS[e]));
        double[] message = Loops.through(network, Loops.EDGE_MODEL, edge);
        for (int c = 0; c < 5; c++) {
          sums[RECEIVERS[e]][c] += message[c];
          penalty += 0.3 * Math.abs(message[c]) / RECEIVERS.length;
        }
      }
      float[] outputs = GraphNetwork.of(network, settings(strategy), 1).outputs(graph);
      double error = 0;
      for (int i = 0; i < NODES; i++) {
        double[] row = Loops.join(features(graph, i), sums[i]);
        double expected = Loops.through(network, Loops.NODE_MODEL, row)[0];
        assertThat(outputs[i]).isCloseTo((float) expected, within(1e-5f));
        error += Math.abs(expected - graph.targets()[i]) / NODES;
      }
      double expected = strategy.charAt(0) == 'l' ? error + penalty : error;
      double found = score(network, graph.batch(settings(strategy), null));
      assertThat(found).isCloseTo(expected, within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "bottleneck", "l1", "pruned"})
  void orderOfTheEdgesDoesNotMatter(String strategy) {
    int[] receivers = RECEIVERS.clone();
    int[] senders = SENDERS.clone();
    for (int e = 0; e < receivers.length / 2; e++) {
      int other = receivers.length - 1 - e;
      receivers[e] = RECEIVERS[other];
      receivers[other] = RECEIVERS[e];
      senders[e] = SENDERS[other];
      senders[other] = SENDERS[e];
    }
    ComputationGraph network = network(strategy);
    double straight = score(network, chain().batch(settings(strategy), null));
    double reversed = score(network, graph(receivers, senders).batch(settings(strategy), null));
    assertThat(reversed).isCloseTo(straight, within(1e-6));
    double fewer =
        score(
            network,
            graph(Arrays.copyOf(receivers, 8), Arrays.copyOf(senders, 8))
                .batch(settings(strategy), null));
    assertThat(fewer).isNotCloseTo(straight, within(1e-5));
  }

  @Test
  void trainingOnAMaskedGraphLowersItsScore() {
    for (String strategy : TrainingStrategy.WORDS) {
      ComputationGraph network = network(strategy);
      MultiDataSet batch = chain().batch(settings(strategy), RandomStream.of(1, "test.noise"));
      double before = score(network, batch);
      for (int step = 0; step < 40; step++) {
        network.fit(batch);
      }
      assertThat(score(network, batch)).as(strategy).isLessThan(0.7 * before);
    }
  }

  @Test
  void shapesAreThoseOfTheLargestNumberOfNeighbours() {
    MultiDataSet batch = chain().batch(settings("kl"), RandomStream.of(1, "test.noise"));
    assertThat(chain().neighbours()).isEqualTo(2);
    assertThat(batch.getFeatures(1).shape()).containsExactly(2 * NODES, 2 * FEATURES);
    assertThat(batch.getFeatures(2).shape()).containsExactly(2 * NODES, 5);
    assertThat(batch.getFeaturesMaskArray(1).sumNumber().intValue()).isEqualTo(RECEIVERS.length);
  }

  @Test
  void edgesOfNodesThatAreNotThereAreRefused() {
    assertThatThrownBy(() -> graph(new int[] {0}, new int[] {6}))
        .hasMessage("Invalid edge: node 6 (0 to 5)");
    assertThatThrownBy(() -> graph(new int[] {0, 1}, new int[] {5}))
        .hasMessage("Invalid graph: 2 receivers of 1 senders");
  }
}
