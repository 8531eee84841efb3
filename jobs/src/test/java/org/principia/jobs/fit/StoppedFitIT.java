package org.principia.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.CommandLineRun;
import org.principia.jobs.CommandLineRun.Outcome;
import org.principia.jobs.JsonText;

/** A fit of groups that is stopped before it came to all of them. */
final class StoppedFitIT {
  private static final int GROUPS = 8;

  @TempDir Path root;

  @AfterEach
  void forgetMaster() {
    System.clearProperty("spark.master");
  }

  private Path data() throws IOException {
    StringBuilder text = new StringBuilder("group,a,y\n");
    for (int i = 0; i < 40 * GROUPS; i++) {
      int row = i / GROUPS;
      double a = 0.5 + 0.07 * row;
      double y = Math.sin(a * (1 + i % GROUPS)) + Math.sqrt(a);
      text.append(String.format(Locale.ROOT, "g%d,%s,%s%n", i % GROUPS, a, y));
    }
    text.append("few,1,1\n");
    return Files.writeString(root.resolve("data.csv"), text);
  }

  /** Sends a signal to this process as soon as the first group has a round behind it. */
  private Thread signalling(Path state) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!Files.exists(state)) {
                  Thread.sleep(5);
                }
                String process = String.valueOf(ProcessHandle.current().pid());
                new ProcessBuilder("kill", "-TERM", process).start().waitFor();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void groupsThatWereStoppedOrNotBegunAreMarkedInTheTextAndInJson() throws Exception {
    Outcome outcome = stoppedFit();
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(143);
    // The text is progress where the result is JSON.
    assertThat(outcome.err().lines())
        .anyMatch(line -> line.matches("g0 +40 .*\\(stopped after round [1-9]\\d*\\)"))
        .anyMatch(line -> line.matches("g7 +not begun"))
        .anyMatch(line -> line.matches("few +not fitted: 1 rows, fewer than --min-rows 10"))
        .noneMatch(line -> line.matches("g7 +40 .*"));
    Map<String, Object> result = JsonText.object(outcome.out());
    assertThat(result).containsEntry("stopped", true).containsEntry("verb", "fit");
    assertThat(root.resolve("_search-out").resolve("front")).isDirectory();
    assertThat(result.get("front").toString()).endsWith("/_search-out/front");
    assertThat(result.get("not-begun"))
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .contains("g7")
        .doesNotContain("g0", "few");
    assertThat(result.get("formulas"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .doesNotContainKeys("g7", "few")
        .extractingByKey("g0")
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsEntry("end", "stopped")
        .containsKeys("formula", "r2", "rounds");
  }

  private Outcome stoppedFit() throws Exception {
    Thread thread = signalling(root.resolve("_search-out").resolve("search-0-1"));
    try {
      return CommandLineRun.of(
          "local[1]",
          List.of(
              "fit",
              data().toString(),
              "--target",
              "y",
              "--group-by",
              "group",
              "--json",
              "--out",
              root.resolve("out").toString(),
              "--set",
              "symbolic.islands=2",
              "--set",
              "symbolic.rounds=40",
              "--set",
              "symbolic.patience=40",
              "--set",
              "symbolic.fits-per-round=10000"));
    } finally {
      thread.interrupt();
    }
  }
}
