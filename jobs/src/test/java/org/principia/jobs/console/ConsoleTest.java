package org.principia.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console(Console.Detail detail) {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        detail,
        false);
  }

  @Test
  void resultsGoToStandardOutputAndProgressToStandardError() {
    Console console = console(Console.Detail.FULL);
    console.start();
    console.progress("train", 2, 2, "loss 0.1");
    console.print("law");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("law" + System.lineSeparator());
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("train", "100 %", "loss 0.1");
  }

  @Test
  void theBarIsAsFullAsTheStepIsDone() {
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Console.Detail.FULL,
            true);
    console.start();
    console.progress("train", 4, 4, "");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("[" + "#".repeat(20) + "] 100 %");
  }

  @Test
  void onATerminalABlockIsRewrittenWithTheLineBelowIt() {
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Console.Detail.FULL,
            true);
    console.start();
    console.block(List.of("one", "two"));
    console.progress("fit", 4, 4, "");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("one\ntwo\n  fit");
    err.reset();
    console.print("law");
    // Two lines up, and everything below is gone before the result comes.
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r\033[2A\033[J");
    console.start();
    console.progress("next", 4, 4, "");
    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("one\ntwo");
  }

  @Test
  void theEndOfAStepIsSaidOnce() {
    Console console = console(Console.Detail.FULL);
    console.start();
    console.progress("train", 2, 2, "");
    console.progress("train", 2, 2, "");
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void quietKeepsResultsAlone() {
    Console console = console(Console.Detail.QUIET);
    console.start();
    console.progress("train", 2, 2, "");
    console.say("what is going on");
    console.print("law");
    assertThat(err.size()).isZero();
    assertThat(out.size()).isPositive();
  }

  @Test
  void timesAreSaidAsAPersonSaysThem() {
    assertThat(Console.time(41.6)).isEqualTo("42 s");
    assertThat(Console.time(185)).isEqualTo("3 min 05 s");
    assertThat(Console.time(7_260)).isEqualTo("2 h 01 min");
  }
}
