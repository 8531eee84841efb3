package org.principia.gnn.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.gnn.TestGraphs;
import org.principia.gnn.batch.Deal;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;

final class ShardOrderTest {
  @Test
  void isAPermutationThatDependsOnSeedEpochAndWorker() {
    int[] order = ShardOrder.of("one", 100, 1, 2, 3);
    assertThat(order).isNotEqualTo(ShardOrder.of("one", 100, 2, 2, 3));
    assertThat(order).isNotEqualTo(ShardOrder.of("one", 100, 1, 3, 3));
    assertThat(order).isNotEqualTo(ShardOrder.of("one", 100, 1, 2, 4));
    assertThat(order)
        .containsExactlyInAnyOrder(IntStream.range(0, 100).toArray())
        .isEqualTo(ShardOrder.of("one", 100, 1, 2, 3));
  }

  @Test
  void isShuffledOnceForAllRoundsOfAnEpoch() {
    int[] first = ShardOrder.of("one", 100, 1, 2, 3);
    int[] other = ShardOrder.of("one", 99, 1, 2, 4);
    assertThat(ShardOrder.of("one", 100, 1, 2, 3)).isSameAs(first);
    assertThat(ShardOrder.of("one", 99, 1, 2, 4)).isSameAs(other);
  }

  @Test
  void graphsAreDealtOnceForAllRoundsOfAnEpoch() {
    GraphBlock block = GraphBlock.of(TestGraphs.random(20, 3, 2));
    EpochPlan plan = new EpochPlan(1, 5, 4, 2);
    Deal first = ShardOrder.deal("dealt", block, plan, new Translation(3, 0, 1), 0);
    assertThat(ShardOrder.deal("dealt", block, plan, new Translation(3, 0, 1), 0)).isSameAs(first);
    Deal later = ShardOrder.deal("dealt", block, plan, new Translation(3, 1, 1), 0);
    assertThat(later.order()).isNotEqualTo(first.order());
  }

  @Test
  void ordersOfOtherEpochsSeedsAndSizesAreNotKept() {
    for (int worker = 0; worker < 4; worker++) {
      ShardOrder.of("one", 100, 7, 2, worker);
    }
    assertThat(ShardOrder.kept("one")).isEqualTo(4);
    ShardOrder.of("one", 90, 7, 2, 0);
    assertThat(ShardOrder.kept("one")).isEqualTo(4);
    ShardOrder.of("one", 90, 7, 3, 0);
    assertThat(ShardOrder.kept("one")).isEqualTo(1);
    ShardOrder.of("one", 90, 8, 3, 1);
    assertThat(ShardOrder.kept("one")).isEqualTo(1);
  }

  @Test
  void trainingsAtATimeKeepTheirOwnAndThoseThatEndedGo() {
    int[] one = ShardOrder.of("one", 100, 1, 2, 0);
    int[] other = ShardOrder.of("other", 100, 1, 7, 0);
    assertThat(ShardOrder.of("one", 100, 1, 2, 0)).isSameAs(one);
    assertThat(ShardOrder.of("other", 100, 1, 7, 0)).isSameAs(other);
    for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++) {
      assertThat(ShardOrder.of("later " + i, 100, 1, 7, 0)).isEqualTo(other);
    }
    assertThat(ShardOrder.kept("one")).isZero();
    assertThat(ShardOrder.of("one", 100, 1, 2, 0)).isEqualTo(one).isNotSameAs(one);
  }

  @Test
  void tasksOfSeveralThreadsShareOneOrder() {
    List<int[]> orders =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> ShardOrder.of("one", 10_000, 5, 6, i % 2))
            .toList();
    for (int i = 2; i < orders.size(); i++) {
      assertThat(orders.get(i)).isSameAs(orders.get(i - 2));
    }
  }
}
