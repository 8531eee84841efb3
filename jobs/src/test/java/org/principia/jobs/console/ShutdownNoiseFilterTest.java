package org.principia.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import scala.concurrent.ExecutionContext;

class ShutdownNoiseFilterTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream quiet =
      new ShutdownNoiseFilter(new PrintStream(written, true, StandardCharsets.UTF_16LE));

  private String written() {
    return written.toString(StandardCharsets.UTF_16LE);
  }

  @Test
  void rejectedAnswersAreNotPrinted() {
    PrintStream err = System.err;
    System.setErr(quiet);
    try {
      ExecutionContext.defaultReporter()
          .apply(
              new RejectedExecutionException(
                  "Task scala.concurrent.impl.CallbackRunnable@1 rejected"));
      System.err.println("Cannot write é");
    } finally {
      System.setErr(err);
    }
    assertThat(written()).isEqualTo("Cannot write é" + System.lineSeparator());
  }

  @Test
  void everyOtherTraceIsPrintedWhole() {
    new RejectedExecutionException("Task scala.concurrent.impl.CallbackRunnable@1")
        .printStackTrace(quiet);
    Exception another = new RejectedExecutionException("another pool is full");
    another.printStackTrace(quiet);
    Exception ours =
        new IllegalStateException("ours", new RejectedExecutionException("queue is full"));
    ours.printStackTrace(quiet);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    PrintStream direct = new PrintStream(plain, true, StandardCharsets.UTF_16LE);
    another.printStackTrace(direct);
    ours.printStackTrace(direct);
    assertThat(written()).isEqualTo(plain.toString(StandardCharsets.UTF_16LE));
  }
}
