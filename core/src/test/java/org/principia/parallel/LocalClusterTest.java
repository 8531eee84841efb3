package org.principia.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LocalClusterTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 10).boxed().toList();

  private final LocalCluster cluster = new LocalCluster(3);

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void resultsComeInTheOrderOfTheItemsWithTheSharedValue() {
    List<String> results =
        cluster.map(
            "x",
            ITEMS,
            (shared, item) -> {
              pause(10 - item);
              return shared + item;
            });
    assertThat(results).isEqualTo(ITEMS.stream().map(i -> "x" + i).toList());
    assertThat(cluster.map("x", List.<Integer>of(), (shared, item) -> item)).isEmpty();
  }

  private static void pause(int milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void partsHoldConsecutiveItemsAndKnowTheirNumbers() {
    Distributed<Integer> parts = cluster.distribute(ITEMS, 4);
    List<List<Integer>> found = parts.collect(0, (shared, part) -> numbered(part));
    assertThat(found)
        .containsExactly(
            List.of(0, 0, 1), List.of(1, 2, 3, 4), List.of(2, 5, 6), List.of(3, 7, 8, 9));
  }

  private static List<Integer> numbered(Distributed.Part<Integer> part) {
    List<Integer> all = new ArrayList<>(List.of(part.index()));
    part.items().forEachRemaining(all::add);
    return all;
  }

  @Test
  void whatIsDerivedLiesInTheSameParts() {
    Distributed<Integer> parts = cluster.distribute(ITEMS, 4);
    Distributed<Integer> doubled =
        parts.derive(
            2, (factor, part) -> numbered(part).stream().skip(1).map(i -> factor * i).iterator());
    assertThat(doubled.<Integer, List<Integer>>collect(0, (shared, part) -> numbered(part)).get(1))
        .containsExactly(1, 4, 6, 8);
  }

  @Test
  void tasksRunAtTheSameTime() {
    CountDownLatch all = new CountDownLatch(3);
    List<Boolean> met =
        cluster.map(
            all,
            List.of(1, 2, 3),
            (latch, item) -> {
              latch.countDown();
              try {
                return latch.await(30, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                return false;
              }
            });
    assertThat(met).containsOnly(true);
  }

  @Test
  void whatATaskThrowsTheCallerGets() {
    assertThatThrownBy(
            () ->
                cluster.map(
                    0,
                    ITEMS,
                    (shared, item) -> {
                      if (item == 3) {
                        throw new IllegalStateException("item 3");
                      }
                      return item;
                    }))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("item 3");
  }
}
