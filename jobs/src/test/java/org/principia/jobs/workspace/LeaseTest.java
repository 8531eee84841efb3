package org.principia.jobs.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    return Lease.take(workspace.storage(), workspace.frames(), new Lease.Timing(1, 120, listening));
  }

  private void heldBy(String host, long process, String started, long seen) throws IOException {
    heldBy(host, process, started, seen, "");
  }

  private void heldBy(String host, long process, String started, long seen, String more)
      throws IOException {
    Files.writeString(
        file,
        String.format(
            "{\"id\": \"x\", \"host\": \"%s\", \"process\": %d, \"started\": \"%s\", \"seen\":"
                + " %d%s}",
            host, process, started, seen, more));
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
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    heldBy(java.net.InetAddress.getLocalHost().getHostName(), dead.pid(), "", now());
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
  void aLeaseCutShortHoldsNothing() throws IOException {
    Files.writeString(file, "{\"id\": ");
    take().close();
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(longs = {-7200, 7200})
  void aHolderWhoseClockIsWrongIsHeard(long wrong) throws Exception {
    heldBy("elsewhere", 1, "", now() + wrong);
    Thread holder =
        new Thread(
            () -> {
              try {
                Thread.sleep(400);
                heldBy("elsewhere", 1, "", now() + wrong + 1);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    holder.start();
    assertThatThrownBy(() -> take(30))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("process 1 on elsewhere is making it");
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
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        heldBy("elsewhere", 1, "", 0);
        List<Callable<Optional<Lease>>> asking =
            Collections.nCopies(
                8,
                () -> {
                  try {
                    return Optional.of(take(0));
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
