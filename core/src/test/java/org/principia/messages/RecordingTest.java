package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.gnn.Architecture;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.TestGraphs;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.messages.MessageSettings.Selection;

final class RecordingTest {
  private static final int D = 2;
  private static final int N = 3;
  private static final List<Graph> GRAPHS = TestGraphs.random(30, N, D);
  private static final GnnSettings SETTINGS = TestGraphs.small("standard");
  private static final GraphNetwork NETWORK =
      new GraphNetwork(
          Architecture.create(SETTINGS, GraphSchema.particles(D), 10, 3),
          SETTINGS,
          GraphSchema.particles(D));

  private static List<SampleKey> edges() {
    return GRAPHS.stream().flatMap(g -> Recording.edgesOf(1, g).stream()).toList();
  }

  private static List<SampleKey> nodes() {
    return GRAPHS.stream().flatMap(g -> Recording.nodesOf(1, g).stream()).toList();
  }

  private static Recording recording(Selection selection) {
    return Recording.record(NETWORK, edges(), nodes(), new MessageSettings(100, selection));
  }

  @Test
  void everyOrderedPairIsACandidateAndEveryNode() {
    List<SampleKey> edges = Recording.edgesOf(1, GRAPHS.get(0));
    assertThat(edges).hasSize(N * (N - 1)).allMatch(e -> e.receiver() != e.sender());
    assertThat(edges.stream().map(e -> e.receiver() * N + e.sender()).distinct())
        .hasSize(N * (N - 1));
    assertThat(Recording.nodesOf(1, GRAPHS.get(0)))
        .extracting(SampleKey::receiver)
        .containsExactly(0, 1, 2);
  }

  @Test
  void dataWithoutEdgesAreRefusedInOneLine() {
    assertThatThrownBy(
            () ->
                Recording.record(
                    NETWORK, List.of(), nodes(), new MessageSettings(100, Selection.AUTO)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot record messages: no particle has a neighbour (raise the radius of"
                + " graphs.neighbours)");
  }

  @Test
  void theSmallestKeysAreDrawnInAnyOrderOfTheCandidates() {
    List<SampleKey> drawn = smallest(edges(), 20);
    assertThat(drawn).hasSize(20).isSortedAccordingTo(SampleKey.ORDER);
    long largest = drawn.get(19).key();
    assertThat(edges().stream().filter(e -> e.key() <= largest)).hasSize(20);
    List<SampleKey> reversed = new ArrayList<>(edges());
    Collections.reverse(reversed);
    assertThat(smallest(reversed, 20))
        .extracting(SampleKey::key)
        .isEqualTo(drawn.stream().map(SampleKey::key).toList());
  }

  @Test
  void nodesHaveTheSumsOfTheProjectedMessagesOfTheirNeighbours() {
    Recording recording = recording(Selection.DEVIATION);
    assertThat(recording.edges()).hasSize(GRAPHS.size() * N * (N - 1));
    for (int v = 0; v < recording.nodes().size(); v++) {
      NodeSample node = recording.nodes().get(v);
      double[] sums = new double[D];
      for (EdgeSample edge : recording.edges()) {
        if (edge.simulation() == node.simulation()
            && edge.step() == node.step()
            && edge.receiver() == node.particle()) {
          double[] message = recording.projection().of(edge.message());
          for (int k = 0; k < D; k++) {
            sums[k] += message[k];
          }
        }
      }
      for (int k = 0; k < D; k++) {
        assertThat(node.inputs()[node.inputs().length - D + k]).isCloseTo(sums[k], within(1e-5));
      }
    }
  }

  @Test
  void messagesAreTheComponentsOfLargestDeviation() {
    Recording recording = recording(Selection.DEVIATION);
    double[] deviations = recording.projection().deviations();
    double[][] messages = recording.messages();
    assertThat(messages).hasNumberOfRows(D);
    double largest = 0;
    for (double deviation : deviations) {
      largest = Math.max(largest, deviation);
    }
    double[] kept = {deviation(messages[0]), deviation(messages[1])};
    assertThat(Math.max(kept[0], kept[1])).isCloseTo(largest, within(1e-4 * largest));
  }

  private static double deviation(double[] values) {
    double mean = 0;
    double square = 0;
    for (double value : values) {
      mean += value / values.length;
      square += value * value / values.length;
    }
    return Math.sqrt(square - mean * mean);
  }

  /** Bottom-k sampling. */
  private static List<SampleKey> smallest(Collection<SampleKey> candidates, int count) {
    return candidates.stream().sorted(SampleKey.ORDER).limit(count).toList();
  }
}
