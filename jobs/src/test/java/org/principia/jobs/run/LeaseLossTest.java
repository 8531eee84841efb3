package org.principia.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Storage;

/** How a lease is kept, lost and fenced. */
final class LeaseLossTest extends LeaseFixture {
  @Test
  void aHeartbeatRenewsTheModificationTimeAndNothingElse() throws IOException {
    try (Lease lease = take()) {
      String text = Files.readString(file);
      Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(100)));
      lease.heartbeat();
      assertThat(modified()).isEqualTo(NOW);
      assertThat(file).hasContent(text);
      lease.requireHeld();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoFindsTheLeaseGoneOrAnothersHasLostItForGoodAndIsTold(boolean gone) throws IOException {
    AtomicInteger told = new AtomicInteger();
    try (Lease lease = take()) {
      lease.whenLost(told::incrementAndGet);
      String own = Files.readString(file);
      lease.heartbeat();
      assertThat(told).hasValue(0);
      if (gone) {
        Files.delete(file);
      } else {
        held(OTHERS, 0);
      }
      lease.heartbeat();
      assertThat(lease.isLost()).isTrue();
      assertThat(Files.exists(file)).as("taken back").isEqualTo(!gone);
      Files.writeString(file, own);
      lease.heartbeat();
      assertThat(told).as("at each heartbeat").hasValue(2);
      assertThatThrownBy(lease::requireHeld)
          .isInstanceOf(InputException.class)
          .hasMessageEndingWith("its lease expired and another process took it")
          .matches(Lease::isLoss);
      held(OTHERS, 0);
    }
    assertThat(file).as("the other's").hasContent(OTHERS);
  }

  @Test
  void theFencingCheckFindsALossBeforeAnyHeartbeat() {
    try (Lease lease = take()) {
      held(OTHERS, 0);
      assertThatThrownBy(lease::requireHeld).matches(Lease::isLoss);
    }
    assertThat(file).hasContent(OTHERS);
  }

  @Test
  void ofTwoWhoTakeOverTheLastWriterHasIt() {
    held(OTHERS, EXPIRY);
    String faster = OTHERS.replace("7", "8");
    assertThatThrownBy(
            () ->
                take(
                    duration -> {
                      if (duration.equals(Lease.SETTLE)) {
                        held(faster, 0);
                      }
                    }))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("process 8 on elsewhere is making it");
    assertThat(file).hasContent(faster);
  }

  @Test
  void onAStoreTheLastWriterHasItAndAHeartbeatPutsTheFileAgain() throws IOException {
    Storage store = store(root);
    assertThatThrownBy(() -> take(store, settling -> held(OTHERS, 0)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("process 7 on elsewhere is making it");
    Files.delete(file);
    try (Lease lease = take(store, slept::add)) {
      assertThat(slept).containsExactly(Lease.SETTLE);
      String text = Files.readString(file);
      Files.setLastModifiedTime(file, FileTime.from(NOW));
      lease.heartbeat();
      assertThat(modified()).isAfter(NOW.plus(Lease.EXPIRY));
      assertThat(file).hasContent(text);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatAFailedHeartbeatEmptiedIsWrittenAgain() throws IOException {
    try (Lease lease = take(store(root), slept::add)) {
      String text = Files.readString(file);
      Store.BEFORE_CREATION.set(
          () -> {
            Files.writeString(file, "");
            throw new IOException("a full disk");
          });
      lease.heartbeat();
      lease.heartbeat();
      assertThat(file).isEmptyFile();
      Store.BEFORE_CREATION.set(null);
      lease.heartbeat();
      assertThat(file).hasContent(text);
      lease.requireHeld();
      Files.writeString(file, "");
      lease.heartbeat();
      assertThat(lease.isLost()).as("emptied by another").isTrue();
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aHeartbeatThatHangsKeepsNobodyFromTheLease() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    Lease lease = take(store(root), slept::add);
    Store.BEFORE_CREATION.set(
        () -> {
          hangs.countDown();
          try {
            answers.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    CompletableFuture<Void> heartbeat = CompletableFuture.runAsync(lease::heartbeat);
    hangs.await();
    lease.requireHeld();
    lease.close();
    assertThat(file).doesNotExist();
    answers.countDown();
    heartbeat.get();
    assertThat(file).as("written too late").doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofManyWhoAskAtOnceOneMayCommit(boolean expired) throws Exception {
    int asking = 8;
    ExecutorService threads = Executors.newFixedThreadPool(asking);
    try {
      for (int round = 0; round < 20; round++) {
        if (expired) {
          held(OTHERS, EXPIRY);
        }
        // Who settles goes on when all others settle too or have been refused.
        Phaser settled = new Phaser(asking);
        Callable<List<Lease>> one =
            () -> {
              try {
                return List.of(take(settling -> settled.arriveAndAwaitAdvance()));
              } catch (InputException e) {
                return List.of();
              } finally {
                settled.arriveAndDeregister();
              }
            };
        List<Lease> taken = new ArrayList<>();
        for (Future<List<Lease>> lease : threads.invokeAll(Collections.nCopies(asking, one))) {
          taken.addAll(lease.get());
        }
        assertThat(taken.stream().filter(LeaseTest::isHeld)).hasSize(1);
        assertThat(taken).as("created exclusively").hasSizeLessThanOrEqualTo(expired ? asking : 1);
        taken.forEach(Lease::close);
        assertThat(root).isEmptyDirectory();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
