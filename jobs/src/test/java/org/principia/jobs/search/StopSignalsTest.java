package org.principia.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StopSignalsTest {

  @Test
  @SuppressWarnings("try") // Handlers are in force by being there.
  void theFirstSignalIsCaughtAndTheSecondGoesToWhoeverWasThereBefore() throws Exception {
    BlockingQueue<String> caught = new LinkedBlockingQueue<>();
    // What is outside would end the process; here it is one that tells.
    try (StopSignals outer = new StopSignals(signal -> caught.add("outer " + signal));
        StopSignals inner = new StopSignals(signal -> caught.add("inner " + signal))) {
      raise();
      assertThat(caught.poll(20, TimeUnit.SECONDS)).isEqualTo("inner SIGTERM");
      raise();
      assertThat(caught.poll(20, TimeUnit.SECONDS)).isEqualTo("outer SIGTERM");
    }
    assertThat(caught).isEmpty();
  }

  @Test
  void theExitCodeTellsTheSignal() {
    assertThat(StopSignal.INT.exitCode()).isEqualTo(130);
    assertThat(StopSignal.TERM.exitCode()).isEqualTo(143);
  }

  private static void raise() throws Exception {
    String process = String.valueOf(ProcessHandle.current().pid());
    assertThat(new ProcessBuilder("kill", "-TERM", process).start().waitFor()).isZero();
  }
}
