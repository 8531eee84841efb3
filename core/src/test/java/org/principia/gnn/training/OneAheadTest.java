package org.principia.gnn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class OneAheadTest {
  private final AtomicInteger made = new AtomicInteger();
  private final List<Integer> released = new ArrayList<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private Integer make() {
    threads.add(Thread.currentThread());
    return made.getAndIncrement();
  }

  @Test
  void elementsComeInOrderAndEachIsReleasedOnce() {
    try (WorkerRound.OneAhead<Integer> ahead =
        new WorkerRound.OneAhead<>(5, this::make, released::add)) {
      for (int i = 0; i < 5; i++) {
        assertThat(ahead.hasNext()).isTrue();
        assertThat(ahead.next()).isEqualTo(i);
        assertThat(released).hasSize(i);
      }
      assertThat(ahead.hasNext()).isFalse();
      assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
    }
    assertThat(released).containsExactly(0, 1, 2, 3, 4);
    assertThat(made).hasValue(5);
    assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    assertThat(threads.iterator().next().isDaemon()).isTrue();
  }

  @Test
  void theNextIsMadeWhileTheCurrentIsUsedAndNoMoreThanThat() throws Exception {
    Queue<CountDownLatch> asked = new ConcurrentLinkedQueue<>();
    List<CountDownLatch> latches = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      latches.add(new CountDownLatch(1));
    }
    asked.addAll(latches);
    Supplier<Integer> maker =
        () -> {
          asked.remove().countDown();
          return make();
        };
    try (WorkerRound.OneAhead<Integer> ahead =
        new WorkerRound.OneAhead<>(4, maker, released::add)) {
      for (int i = 0; i < 3; i++) {
        ahead.next();
        // Nobody asks for it, and it is made.
        assertThat(latches.get(i + 1).await(10, TimeUnit.SECONDS)).isTrue();
        if (i < 2) {
          // Nor is the one after it begun, given the time to.
          assertThat(latches.get(i + 2).await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(made.get()).isLessThanOrEqualTo(i + 2);
      }
    }
  }

  @Test
  void whatMakingThrowsIsThrownAndNothingIsLost() {
    IllegalStateException failure = new IllegalStateException("no memory for it");
    WorkerRound.OneAhead<Integer> ahead =
        new WorkerRound.OneAhead<>(
            5,
            () -> {
              if (made.get() == 2) {
                throw failure;
              }
              return make();
            },
            released::add);
    ahead.next();
    ahead.next();
    assertThatThrownBy(ahead::next).isSameAs(failure);
    assertThat(ahead.hasNext()).isFalse();
    ahead.close();
    assertThat(released).containsExactly(0, 1);
  }

  @Test
  void closingInTheMiddleWaitsForTheElementInTheMakingAndEndsTheThread() throws Exception {
    CountDownLatch making = new CountDownLatch(2);
    WorkerRound.OneAhead<Integer> ahead =
        new WorkerRound.OneAhead<>(
            5,
            () -> {
              making.countDown();
              if (made.get() == 1) {
                sleep();
              }
              return make();
            },
            released::add);
    ahead.next();
    making.await();
    ahead.close();
    assertThat(released).containsExactly(0, 1);
    ahead.close();
    assertThat(released).containsExactly(0, 1);
    Thread thread = threads.iterator().next();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(made).hasValue(2);
  }

  private static void sleep() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
