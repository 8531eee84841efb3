package org.principia.gnn.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
      assertThat(Arrays.copyOfRange(block.nodes(), i * 18, (i + 1) * 18))
          .isEqualTo(GraphRows.nodeRows(frame));
      assertThat(Arrays.copyOfRange(block.accelerations(), i * 6, (i + 1) * 6))
          .isEqualTo(frame.acceleration());
    }
  }

  @Test
  void isTheSameWhateverTheOrderInWhichFramesArrive() {
    GraphBlockFiller filler = new GraphBlockFiller(5);
    for (int i : new int[] {3, 0, 4, 2, 1}) {
      filler.put(i, FRAMES.get(i));
    }
    assertThat(filler.block()).usingRecursiveComparison().isEqualTo(GraphBlock.of(FRAMES));
  }

  @Test
  void lostAndRepeatedFramesAreNoticed() {
    GraphBlockFiller filler = new GraphBlockFiller(2);
    filler.put(1, FRAMES.get(1));
    assertThatThrownBy(filler::block)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot fill a block: 1 of 2 frames came");
    assertThatThrownBy(() -> filler.put(1, FRAMES.get(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot fill a block: two frames in place 1");
  }

  @Test
  void framesOfAnotherSizeAreTheUsersMistake() {
    assertThatThrownBy(
            () -> GraphBlock.of(List.of(FRAMES.get(0), TestGraphs.random(1, 4, 2).get(0))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid frame of run 0, step 0: 4 particles in 2 dimensions"
                + " (as in the other frames: 3 in 2)");
  }

  @Test
  void blocksThatNoArrayHoldsAreTheUsersMistake() {
    GraphBlockFiller filler = new GraphBlockFiller(120_000_000);
    assertThatThrownBy(() -> filler.put(0, FRAMES.get(0)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot keep 120000000 frames of 3 particles in one shard: it has room for 119304646;"
                + " more gnn.workers make shards smaller");
  }
}
