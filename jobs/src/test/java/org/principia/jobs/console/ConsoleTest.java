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

  private long now;

  private Console console(Console.Detail detail) {
    return console(detail, false);
  }

  private Console console(Console.Detail detail, boolean terminal) {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new Terminal(new PrintStream(err, true, StandardCharsets.UTF_8), terminal, false),
        detail,
        Console.Format.TEXT,
        () -> now,
        "");
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
    Console console = console(Console.Detail.FULL, true);
    console.start();
    console.progress("train", 4, 4, "");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("[" + "#".repeat(20) + "] 100 %");
  }

  @Test
  void onATerminalABlockIsRewrittenWithTheLineBelowIt() {
    Console console = console(Console.Detail.FULL, true);
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
  void betweenStartAndEndALineIsShownEveryTenSecondsWithTheTimeLeft() {
    Console console = console(Console.Detail.FULL);
    console.start();
    now = 9_999_999_999L;
    console.progress("train", 1, 4, "");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    now = 20_000_000_000L;
    console.progress("train", 2, 4, "");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(" 50 %  20 s, 20 s left");
  }

  @Test
  void whatAnEarlierAttemptDidTookNoneOfThisOnesTime() {
    Console console = console(Console.Detail.FULL);
    console.startAt(6);
    now = 20_000_000_000L;
    console.progress("train", 8, 10, "");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(" 80 %  20 s, 20 s left");
  }

  @Test
  void quietKeepsResultsAlone() {
    Console console = console(Console.Detail.QUIET);
    console.start();
    console.progress("train", 2, 2, "");
    console.info("what is going on");
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

  @Test
  void linesOfWorksAtATimeBearTheirNames() {
    Console console = console(Console.Detail.FULL);
    Console one = console.part("one");
    Console two = console.part("two");
    one.start();
    one.info("begins");
    two.print("first\n\nsecond");
    one.progress("train", 4, 4, "error 1");
    one.clear();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .startsWith("one  begins", "two  first", "two  second")
        .hasSize(4)
        .last()
        .asString()
        .startsWith("one  train")
        .contains("100 %", "error 1");
  }

  @Test
  void onATerminalWorksAtATimeHaveALineEachUntilTheyEnd() {
    Console console = console(Console.Detail.FULL, true);
    console.foot("foot");
    Console one = console.part("one");
    Console two = console.part("two");
    one.progress("train", 4, 4, "");
    err.reset();
    two.progress("fit", 4, 4, "");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .containsSubsequence("one  train", "\n", "two  fit", "\n", "foot");
    one.clear();
    err.reset();
    two.start();
    two.progress("fit", 4, 4, "");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("two  fit").doesNotContain("one");
  }

  @Test
  void aWatcherIsToldOfProgressThatIsNotShown() {
    List<String> told = new java.util.ArrayList<>();
    Console console = console(Console.Detail.QUIET);
    console.watch((step, done, total, note) -> told.add(step + done + total + note));
    console.progress("train", 1, 2, "note");
    console.part("one").progress("train", 1, 2, "its own watcher");
    assertThat(told).containsExactly("train1.02.0note");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
