package org.principia.gnn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.gnn.batch.GraphBlock;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;

final class ShardLayoutTest {
  private static final List<Graph> FRAMES = IntStream.range(0, 75).mapToObj(i -> frame(i)).toList();

  private static Graph frame(int number) {
    return new Particles(
            2, new float[] {number, 1}, new float[2], new float[4], new float[4], new float[4])
        .graph(number / 4, number % 4, 0);
  }

  @Test
  void upToEightWorkersTakeTurns() {
    for (int workers : new int[] {1, 2, 4, 8}) {
      List<GraphBlock> blocks = Local.blocks(FRAMES, workers);
      assertThat(blocks).hasSize(workers);
      for (int worker = 0; worker < workers; worker++) {
        List<Graph> hand = new ArrayList<>();
        for (int i = worker; i < FRAMES.size(); i += workers) {
          hand.add(FRAMES.get(i));
        }
        assertThat(blocks.get(worker)).usingRecursiveComparison().isEqualTo(GraphBlock.of(hand));
      }
    }
  }

  @Test
  void teamsShareOutConsecutiveFramesEvenly() {
    for (int workers : new int[] {9, 16, 20, 75, 80}) {
      List<GraphBlock> blocks = Local.blocks(FRAMES, workers);
      assertThat(blocks).hasSize(Math.min(workers, FRAMES.size()));
      List<Integer> numbers = new ArrayList<>();
      int smallest = FRAMES.size() / workers;
      for (GraphBlock block : blocks) {
        assertThat(block.size()).isBetween(Math.max(1, smallest), smallest + 1);
        int first = number(block, 0);
        int last = number(block, block.size() - 1);
        assertThat(last - first).isLessThan(ShardLayout.TEAM * block.size());
        for (int i = 0; i < block.size(); i++) {
          numbers.add(number(block, i));
        }
      }
      Collections.sort(numbers);
      assertThat(numbers).isEqualTo(IntStream.range(0, FRAMES.size()).boxed().toList());
    }
    // Workers of two teams have nothing of each other's.
    assertThat(ShardLayout.team(7, 16)).isZero();
    assertThat(ShardLayout.team(8, 16)).isEqualTo(1);
    assertThat(ShardLayout.team(4, 9)).isEqualTo(1);
    assertThat(ShardLayout.team(3, 9)).isZero();
  }

  /** Number of a frame in the order of all. */
  private static int number(GraphBlock block, int place) {
    return 4 * block.simulation()[place] + block.step()[place];
  }

  @Test
  void framesOutOfOrderAreRefused() {
    List<Graph> swapped = new ArrayList<>(FRAMES);
    Collections.swap(swapped, 3, 4);
    assertThatThrownBy(() -> Local.blocks(swapped, 2))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid order of the frames: simulation 0, step 3 after simulation 1, step 0"
                + " (by simulation, then step, each once)");
  }
}
