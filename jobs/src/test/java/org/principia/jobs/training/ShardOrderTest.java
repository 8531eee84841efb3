package org.principia.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShardOrderTest {
  @Test
  void isAPermutationThatDependsOnSeedEpochAndWorker() {
    int[] order = ShardOrder.of(100, 1, 2, 3);
    assertThat(order).isNotEqualTo(ShardOrder.of(100, 2, 2, 3));
    assertThat(order).isNotEqualTo(ShardOrder.of(100, 1, 3, 3));
    assertThat(order).isNotEqualTo(ShardOrder.of(100, 1, 2, 4));
    assertThat(order)
        .containsExactlyInAnyOrder(IntStream.range(0, 100).toArray())
        .isEqualTo(ShardOrder.of(100, 1, 2, 3));
  }

  @Test
  void isShuffledOnceForAllRoundsOfAnEpoch() {
    int[] first = ShardOrder.of(100, 1, 2, 3);
    int[] other = ShardOrder.of(99, 1, 2, 4);
    assertThat(ShardOrder.of(100, 1, 2, 3)).isSameAs(first);
    assertThat(ShardOrder.of(99, 1, 2, 4)).isSameAs(other);
  }

  @Test
  void ordersOfOtherEpochsSeedsAndSizesAreNotKept() {
    for (int worker = 0; worker < 4; worker++) {
      ShardOrder.of(100, 7, 2, worker);
    }
    assertThat(ShardOrder.kept()).isEqualTo(4);
    ShardOrder.of(90, 7, 2, 0);
    assertThat(ShardOrder.kept()).isEqualTo(4);
    ShardOrder.of(90, 7, 3, 0);
    assertThat(ShardOrder.kept()).isEqualTo(1);
    ShardOrder.of(90, 8, 3, 1);
    assertThat(ShardOrder.kept()).isEqualTo(1);
  }

  @Test
  void tasksOfSeveralThreadsShareOneOrder() {
    List<int[]> orders =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> ShardOrder.of(10_000, 5, 6, i % 2))
            .toList();
    for (int i = 2; i < orders.size(); i++) {
      assertThat(orders.get(i)).isSameAs(orders.get(i - 2));
    }
  }
}
