package org.principia.jobs.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class NvidiaSmiTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static List<String> shell(String script) {
    return List.of("/bin/sh", "-c", script);
  }

  @Test
  void codeAndBothStreamsAreGivenBack() throws Exception {
    NvidiaSmi.Runner.Output output = NvidiaSmi.run(shell("echo out; echo err >&2; exit 3"), LIMIT);
    assertThat(output).isEqualTo(new NvidiaSmi.Runner.Output(3, "out\nerr\n"));
  }

  @Test
  void aCommandThatHangsIsKilledAlthoughItsChildHoldsTheOutput() {
    long start = System.nanoTime();
    assertThatThrownBy(() -> NvidiaSmi.run(shell("sleep 60 & sleep 60"), Duration.ofMillis(200)))
        .isInstanceOf(TimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aProgramThatIsNotThereFails() {
    assertThatThrownBy(() -> NvidiaSmi.run(List.of("/nowhere/nvidia-smi"), LIMIT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/nowhere/nvidia-smi");
  }
}
