package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.frames.Frame;

final class FrameBlockTest {
  private static final List<Frame> FRAMES = TestFrames.random(5, 3, 2);

  @Test
  void holdsTheFramesInTheirOrder() {
    FrameBlock block = FrameBlock.of(FRAMES);
    assertThat(block.size()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      Frame frame = FRAMES.get(i);
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
    FrameBlockFiller filler = new FrameBlockFiller(5);
    for (int i : new int[] {3, 0, 4, 2, 1}) {
      filler.put(i, FRAMES.get(i));
    }
    assertThat(filler.block()).usingRecursiveComparison().isEqualTo(FrameBlock.of(FRAMES));
  }

  @Test
  void lostAndRepeatedFramesAreNoticed() {
    FrameBlockFiller filler = new FrameBlockFiller(2);
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
            () -> FrameBlock.of(List.of(FRAMES.get(0), TestFrames.random(1, 4, 2).get(0))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid frame of run 0, step 0: 4 particles in 2 dimensions"
                + " (as in the other frames: 3 in 2)");
  }

  @Test
  void blocksThatNoArrayHoldsAreTheUsersMistake() {
    FrameBlockFiller filler = new FrameBlockFiller(120_000_000);
    assertThatThrownBy(() -> filler.put(0, FRAMES.get(0)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot keep 120000000 frames of 3 particles in one shard: it has room for 119304646;"
                + " more gnn.workers make shards smaller");
  }
}
