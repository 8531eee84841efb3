package org.principia.jobs.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    return Lease.take(workspace.storage(), workspace.frames());
  }

  private void heldBy(String host, long process, String started, long seen) throws IOException {
    Files.writeString(
        file,
        String.format(
            "{\"id\": \"x\", \"host\": \"%s\", \"process\": %d, \"started\": \"%s\", \"seen\": %d}",
            host, process, started, seen));
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
}
