package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;

final class SampleKeyTest {
  private static Graph graph(int simulation, int step) {
    return new Particles(
            2, new float[] {1, 1, 1}, new float[3], new float[6], new float[6], new float[6])
        .graph(simulation, step, 0);
  }

  private static List<SampleKey> edges(long seed) {
    List<SampleKey> edges = new ArrayList<>();
    for (int run = 0; run < 40; run++) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          if (i != j) {
            edges.add(SampleKey.edge(seed, graph(run, 2), i, j));
          }
        }
      }
    }
    return edges;
  }

  private static List<String> drawn(List<SampleKey> candidates, int count) {
    return candidates.stream()
        .sorted(SampleKey.ORDER)
        .limit(count)
        .map(k -> k.frame().simulation() + " " + k.receiver() + " " + k.sender())
        .toList();
  }

  @Test
  void theOrderOfTheCandidatesDoesNotMatter() {
    List<SampleKey> reversed = new ArrayList<>(edges(1));
    Collections.reverse(reversed);
    assertThat(drawn(reversed, 30)).isEqualTo(drawn(edges(1), 30));
  }

  @Test
  void anotherSeedDrawsOthers() {
    assertThat(drawn(edges(2), 30)).isNotEqualTo(drawn(edges(1), 30));
  }

  @Test
  void keysTellEdgesStepsAndNodesApart() {
    Set<Long> keys = new HashSet<>();
    edges(1).forEach(k -> keys.add(k.key()));
    keys.add(SampleKey.edge(1, graph(0, 3), 0, 1).key());
    keys.add(SampleKey.node(1, graph(0, 2), 0).key());
    keys.add(SampleKey.node(1, graph(0, 2), 1).key());
    assertThat(keys).hasSize(240 + 3);
  }

  @Test
  void aNodeIsItsOwnSender() {
    SampleKey node = SampleKey.node(1, graph(0, 2), 2);
    assertThat(node.receiver()).isEqualTo(2);
    assertThat(node.sender()).isEqualTo(2);
  }

  @Test
  void equalKeysFallToTheIdentity() {
    SampleKey first = new SampleKey(7, graph(0, 2), 0, 1);
    assertThat(SampleKey.ORDER.compare(first, new SampleKey(8, graph(0, 0), 0, 1))).isNegative();
    assertThat(SampleKey.ORDER.compare(first, new SampleKey(7, graph(1, 0), 0, 1))).isNegative();
    assertThat(SampleKey.ORDER.compare(first, new SampleKey(7, graph(0, 3), 0, 1))).isNegative();
    assertThat(SampleKey.ORDER.compare(first, new SampleKey(7, graph(0, 2), 1, 0))).isNegative();
    assertThat(SampleKey.ORDER.compare(first, new SampleKey(7, graph(0, 2), 0, 2))).isNegative();
    assertThat(SampleKey.ORDER.compare(first, new SampleKey(7, graph(0, 2), 0, 1))).isZero();
  }
}
