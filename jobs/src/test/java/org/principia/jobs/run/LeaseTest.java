package org.principia.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;

final class LeaseTest {
  @TempDir Path root;
  private Workspace workspace;
  private Path file;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void open() throws IOException {
    workspace = Workspace.open(new Configuration(), root.toString(), "spring", 2, "bottleneck");
    file = root.resolve("spring-2d/_lease-frames");
    Files.createDirectories(file.getParent());
  }

  private Lease take() {
    return take(1);
  }

  private Lease take(long listening) {
    return Lease.take(
        workspace.storage(), workspace.frames(), new Lease.Timing(1, 120, listening), said::add);
  }

  private void heldBy(String host, long process, String started, long seen) throws IOException {
    heldBy(host, process, started, seen, "");
  }

  private void heldBy(String host, long process, String started, long seen, String more)
      throws IOException {
    Files.writeString(
        file,
        String.format(
            "{\"id\": \"x\", \"host\": \"%s\", \"process\": %d, \"started\": \"%s\"%s}",
            host, process, started, more));
    seen(seen);
  }

  private void seen(long seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(seconds)));
  }

  /** The number of a process of this host that has ended. */
  private static long dead() throws IOException, InterruptedException {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    return dead.pid();
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  @Test
  void oneHolderAtATimeAndNothingIsLeftBehind() throws IOException {
    try (Lease first = take()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(this::take)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " on ")
          .hasMessageContaining("is making it");
    }
    try (Lease second = take()) {
      assertThat(second).isNotNull();
    }
    try (var left = Files.list(file.getParent())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aLivingProcessOfAnotherHostHoldsIt() throws IOException {
    heldBy("elsewhere", 1, "", now() - 30);
    assertThatThrownBy(this::take)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("process 1 on elsewhere is making it");
  }

  @Test
  void oneThatWasSilentForLongIsDead() throws IOException {
    heldBy("elsewhere", 1, "", now() - 121);
    take().close();
    assertThat(file).doesNotExist();
  }

  @Test
  void aDeadProcessOfThisHostHoldsNothing() throws IOException, InterruptedException {
    heldBy(java.net.InetAddress.getLocalHost().getHostName(), dead(), "", now());
    assertThat(said).isEmpty();
    take().close();
    assertThat(file).doesNotExist();
  }

  @Test
  void aLeaseThatIsBeingWrittenIsWaitedFor() throws Exception {
    Files.writeString(file, "");
    Thread writer =
        new Thread(
            () -> {
              try {
                Thread.sleep(60);
                heldBy("elsewhere", 1, "", now());
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    assertThatThrownBy(this::take)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("process 1 on elsewhere is making it");
    writer.join();
  }

  @Test
  void aLeaseCutShortIsListenedToAndThenHoldsNothing() throws IOException {
    Files.writeString(file, "{\"id\": ");
    long before = System.nanoTime();
    take().close();
    assertThat(System.nanoTime() - before).isGreaterThan(1_000_000_000L);
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("another process is silent: waiting 1 s");
    assertThat(file).doesNotExist();
  }

  @Test
  void aHolderWhoseFileIsEmptyButWhoSpeaksKeepsIt() throws Exception {
    Files.writeString(file, "");
    seen(now() - 1000);
    Thread holder = new Thread(() -> quietly(1200, () -> seen(now())));
    holder.start();
    assertThatThrownBy(() -> take(30))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("another process is making it");
    holder.join();
    assertThat(file).exists();
  }

  /** What a thread does after a while. */
  private interface Act {
    void run() throws IOException;
  }

  private static void quietly(long after, Act act) {
    try {
      Thread.sleep(after);
      act.run();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aBeatChangesTheFilesTimeAndNothingElse() throws Exception {
    try (Lease lease = take()) {
      String text = Files.readString(file);
      seen(now() - 100);
      Instant end = Instant.now().plusSeconds(20);
      while (Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minusSeconds(50))
          && Instant.now().isBefore(end)) {
        Thread.sleep(50);
      }
      assertThat(Files.getLastModifiedTime(file).toInstant())
          .isAfter(Instant.now().minusSeconds(50));
      assertThat(file).hasContent(text);
      lease.requireHeld();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoFindsHisLeaseGoneOrAnothersHasLostItForGoodAndIsTold(boolean gone) throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (Lease lease = take()) {
      lease.whenLost(told::countDown);
      String own = Files.readString(file);
      if (gone) {
        Files.delete(file);
      } else {
        heldBy("elsewhere", 1, "", now());
      }
      assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(lease.isLost()).isTrue();
      assertThat(Files.exists(file)).as("taken back").isEqualTo(!gone);
      Files.writeString(file, own);
      assertThatThrownBy(lease::requireHeld)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("took its lease");
      heldBy("elsewhere", 1, "", now());
    }
    assertThat(file).as("the other's").exists();
  }

  @Test
  void aProcessThatWasFoundDeadIsNotListenedToAgain() throws IOException {
    heldBy("elsewhere", 4711, "then", now() - 1000);
    take().close();
    assertThat(said).singleElement().asString().contains("process 4711 on elsewhere is silent");
    heldBy("elsewhere", 4711, "then", now() - 1000);
    take(600).close();
    assertThat(said).hasSize(1);
    heldBy("elsewhere", 4711, "then", now() - 500);
    take().close();
    assertThat(said).as("it has spoken since").hasSize(2);
    heldBy("elsewhere", 4711, "then", now() - 10);
    assertThatThrownBy(this::take).as("it speaks again").isInstanceOf(InputException.class);
  }

  @Test
  void whoAsksWhetherItIsFreeListensToNobody() throws IOException {
    heldBy("elsewhere", 4712, "", now() - 1000);
    Lease.requireFree(workspace.storage(), workspace.frames());
    heldBy("elsewhere", 4712, "", now());
    assertThatThrownBy(() -> Lease.requireFree(workspace.storage(), workspace.frames()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("process 4712 on elsewhere is making it");
  }

  @Test
  void whatADeadOneHeldIsRemovedByOneAloneAndAGuardThatWasLeftDoesNotBlockForEver()
      throws Exception {
    String host = java.net.InetAddress.getLocalHost().getHostName();
    Path guard = file.resolveSibling("_lease-frames.removing");
    heldBy(host, dead(), "", now());
    Files.writeString(guard, "of one who removes");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Lease> asking = thread.submit(() -> take(3));
      Thread.sleep(500);
      assertThat(asking.isDone()).isFalse();
      assertThat(Files.readString(file)).as("removed by the other alone").contains("\"x\"");
      asking.get(60, TimeUnit.SECONDS).close();
    } finally {
      thread.shutdownNow();
    }
    assertThat(guard).doesNotExist();
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(longs = {-7200, 7200})
  void aHolderWhoseClockIsWrongIsHeard(long wrong) throws Exception {
    heldBy("elsewhere", 2, "", now() + wrong);
    Thread holder =
        new Thread(
            () -> {
              try {
                Thread.sleep(400);
                heldBy("elsewhere", 2, "", now() + wrong + 1);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    holder.start();
    assertThatThrownBy(() -> take(30))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("process 2 on elsewhere is making it");
    holder.join();
  }

  @Test
  void oneWhoseClockWasAheadAndWhoSaysNothingIsDead() throws IOException {
    heldBy("elsewhere", 1, "", now() + 7200);
    take().close();
    assertThat(file).doesNotExist();
  }

  @Test
  void anEarlierAttemptOfTheSameApplicationIsDeadAtOnce() throws IOException {
    heldBy("elsewhere", 1, "", now(), ", \"application\": \"application_1_0001\"");
    assertThatThrownBy(this::take).isInstanceOf(InputException.class);
    System.setProperty("spark.yarn.app.id", "application_1_0001");
    try {
      take().close();
    } finally {
      System.clearProperty("spark.yarn.app.id");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aNumberOfAnotherContainerOfTheSameHostSaysNothingOfItsProcess() throws IOException {
    String host = java.net.InetAddress.getLocalHost().getHostName();
    heldBy(host, 999_999_999, "", now(), ", \"space\": \"pid:[1]\"");
    assertThatThrownBy(this::take).isInstanceOf(InputException.class);
  }

  @Test
  void ofManyWhoAskAtOnceOneGetsItAlsoWhereADeadOneHadIt() throws Exception {
    String host = java.net.InetAddress.getLocalHost().getHostName();
    long dead = dead();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        heldBy(host, dead, "", now());
        List<Callable<Optional<Lease>>> asking =
            Collections.nCopies(
                8,
                () -> {
                  try {
                    return Optional.of(take(20));
                  } catch (InputException e) {
                    return Optional.empty();
                  }
                });
        List<Lease> taken = new ArrayList<>();
        for (Future<Optional<Lease>> asked : threads.invokeAll(asking)) {
          asked.get().ifPresent(taken::add);
        }
        assertThat(taken).hasSize(1);
        taken.get(0).close();
        try (var left = Files.list(file.getParent())) {
          assertThat(left).isEmpty();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
