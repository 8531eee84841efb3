package org.principia.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.CommandLineRun;
import org.principia.jobs.CommandLineRun.Outcome;

/** A sweep whose leases another host takes, as from a machine that slept. */
final class LeaseLossIT {
  private static final String TINY =
      """
      dynamics { runs = 60, test-runs = 40, steps = 12 }
      frames { stride = 4, lower-percentile = 1, upper-percentile = 99 }
      gnn { hidden = 8, messages = 6, batch-frames = 8, workers = 1, epochs = 12 }
      messages.samples = 80
      symbolic {
        islands = 1, rounds = 1, fits-per-round = 60, max-complexity = 7,
        structure = free, first-pass = none
      }
      theory.fit-frames = 10
      validation { extrapolation-states = 20, rollout-systems = 2 }
      sweep {
        at-once = 1
        grids = [ { laws = [spring], dimensions = [2], strategies = [bottleneck, l1], seeds = [3] } ]
      }
      """;

  private static final String OTHERS =
      "{\"id\": \"x\", \"host\": \"elsewhere\", \"process\": 1, \"started\": \"\"}";

  @TempDir Path root;
  private Path output;

  @AfterEach
  void forgetMaster() {
    System.clearProperty("spark.master");
  }

  /** A sweep; as soon as one lease is there, another host has the other. */
  private Outcome sweep(String there, String lost, String... more) throws Exception {
    output = root.resolve("out");
    Path file = Files.writeString(root.resolve("tiny.conf"), TINY + String.join("\n", more));
    CompletableFuture<Outcome> sweep =
        CompletableFuture.supplyAsync(
            () ->
                CommandLineRun.of(
                    "local[2]", List.of("sweep", file.toString(), "--out", output.toString())));
    Path taken = output.resolve(there);
    while (!sweep.isDone() && !(Files.exists(taken) && Files.size(taken) > 0)) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    Files.writeString(output.resolve(lost), OTHERS);
    return sweep.get(10, TimeUnit.MINUTES);
  }

  private boolean isThere(String name) throws IOException {
    try (var files = Files.walk(output)) {
      return files.anyMatch(file -> file.getFileName().toString().equals(name));
    }
  }

  @Test
  void aCellThatAnotherTookOverIsGivenUpAndNothingIsWrittenAboutIt() throws Exception {
    String model = "seed-3/spring-2d/bottleneck/_lease-model";
    Outcome outcome = sweep(model, model);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err())
        .containsPattern(
            "seed-3/spring-2d/bottleneck +given up: train: Cannot write .*/model: its lease"
                + " expired and another process took it");
    assertThat(outcome.out()).contains("0 failed, 1 missing");
    assertThat(isThere("failure.json")).isFalse();
    Path cell = output.resolve("seed-3/spring-2d/bottleneck");
    assertThat(cell.resolve("_lease-model")).hasContent(OTHERS);
    assertThat(cell.resolve("_progress-model")).exists();
    assertThat(cell.resolve("model")).doesNotExist();
    assertThat(output.resolve("seed-3/spring-2d/l1/scorecard/manifest.json")).exists();
    assertThat(outcome.err().lines())
        .as("the scorecard of the cell that was made, once")
        .filteredOn(line -> line.matches("seed-3/spring-2d/l1 +recovered .*"))
        .hasSize(1);
  }

  @Test
  void aSearchOfHoursEndsWhenAnotherTookOver() throws Exception {
    String fronts = "seed-3/spring-2d/bottleneck/_lease-fronts";
    Outcome outcome =
        sweep(
            fronts,
            fronts,
            "symbolic.rounds = 100000",
            "sweep.grids = [",
            "  { laws = [spring], dimensions = [2], strategies = [bottleneck], seeds = [3] } ]");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err())
        .containsPattern("given up: regress: Cannot write .*/fronts: its lease expired");
    assertThat(isThere("failure.json")).isFalse();
  }

  @Test
  void aSweepWhoseTableAnotherTookOverBeginsNothingMore() throws Exception {
    Outcome outcome = sweep("seed-3/spring-2d/_lease-frames", "_lease-results");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err().strip())
        .endsWith("/results: its lease expired and another process took it");
    assertThat(isThere("failure.json")).isFalse();
    assertThat(output.resolve("_lease-results")).hasContent(OTHERS);
    assertThat(output.resolve("seed-3/spring-2d/bottleneck")).doesNotExist();
  }
}
