package org.principia.gnn.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.gnn.TestGraphs;
import org.principia.gnn.layers.TrainingStrategy;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Neighbours;

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

  /** 4096 graphs that share a million edges: 2^32 of them, in lists of 4 MB. */
  @Test
  void moreEdgesThanAnArrayHasRoomForAreOneLine() {
    Neighbours shared = new Neighbours(new int[] {0, 1 << 20, 1 << 20}, new int[1 << 20]);
    int graphs = 1 << 12;
    Neighbours[] lists = new Neighbours[graphs];
    Arrays.fill(lists, shared);
    int[] starts = IntStream.rangeClosed(0, graphs).map(g -> 2 * g).toArray();
    int[] numbers = IntStream.range(0, graphs).toArray();
    GraphBlock block =
        new GraphBlock(
            GraphSchema.particles(2),
            numbers,
            numbers,
            starts,
            new float[12 * graphs],
            new float[4 * graphs],
            lists);
    String rest =
        ": an array has room for 2147483639 numbers; fewer neighbours (graphs.neighbours) or a"
            + " smaller gnn.batch-frames make it shorter";
    assertThatThrownBy(() -> block.edgeRows(0, graphs))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot lay out 4294967296 rows of 12 numbers" + rest);
    // Fewer edges than an array has room for, and more numbers.
    assertThatThrownBy(() -> block.edgeRows(0, 200))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot lay out 209715200 rows of 12 numbers" + rest);
    assertThatThrownBy(() -> Deal.of(block, numbers, 1, graphs))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot lay out 4096 rows of 1048576 numbers" + rest);
    starts[graphs]++;
    assertThatThrownBy(() -> Deal.of(block, numbers, 1, graphs))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot lay out 4294967296 rows of 1 numbers" + rest);
    TrainingStrategy strategy = TestGraphs.small("standard").trainingStrategy();
    assertThatThrownBy(() -> new GraphBatch(block, 8, 200 << 20, strategy, 5))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot lay out 209715200 rows of 12 numbers" + rest);
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
