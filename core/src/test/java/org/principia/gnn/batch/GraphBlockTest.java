package org.principia.gnn.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.gnn.TestGraphs;
import org.principia.graphs.Graph;

final class GraphBlockTest {
  private static final List<Graph> FRAMES = TestGraphs.random(5, 3, 2);

  @Test
  void holdsTheFramesInTheirOrder() {
    GraphBlock block = GraphBlock.of(FRAMES);
    assertThat(block.size()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      Graph frame = FRAMES.get(i);
      assertThat(block.simulation()[i]).isEqualTo(frame.simulation());
      assertThat(block.step()[i]).isEqualTo(frame.step());
      assertThat(Arrays.copyOfRange(block.features(), i * 18, (i + 1) * 18))
          .isEqualTo(frame.features());
      assertThat(Arrays.copyOfRange(block.targets(), i * 6, (i + 1) * 6))
          .isEqualTo(frame.target("acceleration"));
    }
  }

  @Test
  void graphsOfDifferentSizesLieOneAfterAnother() {
    List<Graph> graphs = new ArrayList<>(TestGraphs.random(2, 3, 2));
    graphs.addAll(TestGraphs.random(2, 5, 2));
    GraphBlock block = GraphBlock.of(graphs);
    assertThat(block.starts()).containsExactly(0, 3, 6, 11, 16);
    assertThat(block.features()).hasSize(16 * 6);
    assertThat(Arrays.copyOfRange(block.features(), 6 * 6, 11 * 6))
        .isEqualTo(graphs.get(2).features());
    assertThat(block.targets()).hasSize(16 * 2);
    assertThat(block.edges(1)).isEqualTo(6);
    assertThat(block.edges(2)).isEqualTo(20);
    assertThat(block.uniform()).isFalse();
    // Those alike share their lists.
    assertThat(block.neighbours()[3]).isSameAs(block.neighbours()[2]);
    float[] edges = block.edgeRows(1, 3);
    assertThat(edges).hasSize((6 + 20) * 12);
    assertThat(Arrays.copyOfRange(edges, 6 * 12, 26 * 12)).isEqualTo(graphs.get(2).edgeRows());
  }

  @Test
  void lostAndSurplusGraphsAreNoticed() {
    GraphBlock.Filler filler = new GraphBlock.Filler(2);
    filler.add(FRAMES.get(1));
    assertThatThrownBy(filler::block)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot fill a block: 1 of 2 graphs came");
    filler.add(FRAMES.get(0));
    assertThatThrownBy(() -> filler.add(FRAMES.get(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot fill a block: more than 2 graphs came");
  }

  @Test
  void graphsOfAnotherSchemaAreTheUsersMistake() {
    assertThatThrownBy(
            () -> GraphBlock.of(List.of(FRAMES.get(0), TestGraphs.random(1, 3, 3).get(0))))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid graph of run 0, step 0: dimension 3; ")
        .hasMessageContaining("(as of the other graphs: dimension 2; ");
  }

  @Test
  void blocksThatNoArrayHoldsAreTheUsersMistake() {
    GraphBlock.Filler filler = new GraphBlock.Filler(120_000_000);
    assertThatThrownBy(() -> filler.add(FRAMES.get(0)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot keep 120000000 graphs of 2160000000 numbers in one shard: it has room for"
                + " 2147483639; more gnn.workers make shards smaller");
  }
}
