package org.principia.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.CommandLineRun;
import org.principia.jobs.CommandLineRun.Outcome;
import org.principia.jobs.DownstreamQueries;
import org.principia.jobs.ParquetRows;

/** A sweep of tiny cells through the command line: killed, taken up, watched, spoilt. */
final class SweepIT {
  private static final String TINY =
      """
      dynamics { runs = 60, test-runs = 40, steps = 12 }
      frames { stride = 4, lower-percentile = 1, upper-percentile = 99 }
      gnn { hidden = 8, messages = 6, batch-frames = 8, workers = 1, epochs = 12 }
      messages.samples = 80
      symbolic {
        islands = 1, rounds = 1, fits-per-round = 60, max-complexity = 7,
        structure = both, first-pass = none
      }
      theory.fit-frames = 10
      validation { extrapolation-states = 20, rollout-systems = 2 }
      sweep {
        at-once = 2
        grids = [ { laws = [spring], dimensions = [2], strategies = [bottleneck, l1], seeds = [3] } ]
      }
      """;

  private static final List<String> LABELS =
      List.of("seed-3/spring-2d/bottleneck", "seed-3/spring-2d/l1");

  @TempDir Path root;

  @AfterEach
  void forgetMaster() {
    System.clearProperty("spark.master");
  }

  private List<String> arguments(String verb, Path output, String... more) throws IOException {
    Path file = root.resolve("tiny.conf");
    if (!Files.exists(file)) {
      Files.writeString(file, TINY);
    }
    List<String> arguments =
        new ArrayList<>(List.of(verb, file.toString(), "--out", output.toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Outcome run(String master, String verb, Path output, String... more) throws IOException {
    return CommandLineRun.of(master, arguments(verb, output, more));
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-D"))
        .filter(option -> !option.contains("surefire") && !option.contains("failsafe"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dspark.master=local[2]",
            "-cp",
            System.getProperty("java.class.path"),
            "org.principia.jobs.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(root.resolve("process.log").toFile())
        .start();
  }

  private static void signal(String name, Process process)
      throws IOException, InterruptedException {
    String number = String.valueOf(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, number).start().waitFor()).isZero();
  }

  private static void await(Path directory, String part, Process process)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (Files.exists(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          if (files.anyMatch(f -> f.getFileName().toString().startsWith(part))) {
            return;
          }
        }
      }
      Thread.sleep(20);
    }
  }

  @Test
  void aSweepKilledAndStartedAgainEndsTheSameAndDoesNothingTwice() throws Exception {
    Path killed = root.resolve("killed");
    Path whole = root.resolve("whole");
    killedInTheMiddleOfATraining(killed);
    Outcome stopped = CommandLineRun.of("local[1]", List.of("status", killed.toString()));
    assertThat(stopped.code()).as(stopped.err()).isZero();
    assertThat(stopped.out())
        .containsPattern("seed-3/spring-2d/l1 .* stopped .* train .*epoch [1-9]")
        .doesNotContain("working");

    Outcome resumed = run("local[2]", "sweep", killed);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err())
        .contains("seed-3/spring-2d/l1  simulate: complete, skipped")
        .containsPattern("seed-3/spring-2d/l1 +goes on after epoch [1-9]");
    Outcome undisturbed = run("local[2]", "sweep", whole, "--set", "checkpoints=1", "--quiet");
    assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
    assertThat(undisturbed.err()).isEmpty();
    assertThat(undisturbed.out()).contains("2 cells: ", " 0 failed, 0 missing", "published");
    for (String label : LABELS) {
      assertThat(Files.readString(killed.resolve(label + "/law/law.json")))
          .isEqualTo(Files.readString(whole.resolve(label + "/law/law.json")));
      assertThat(rows(killed.resolve(label + "/scorecard/row")))
          .isEqualTo(rows(whole.resolve(label + "/scorecard/row")));
    }
    resultsHaveARowForEachCell(killed);
    Map<String, Long> before = manifests(killed);
    Outcome again = run("local[2]", "sweep", killed);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(manifests(killed)).isEqualTo(before).hasSize(13);
    DownstreamQueries.run(whole, 3);
    aSpoiltCellFailsAloneAndIsMadeAgain(killed);
  }

  /** Another sweep is refused meanwhile, and the status shows the running one. */
  private void killedInTheMiddleOfATraining(Path killed) throws Exception {
    Process process = start(arguments("sweep", killed));
    try {
      await(killed.resolve("seed-3/spring-2d/l1/_checkpoints"), "epoch-", process);
      assertThat(process.isAlive()).as(Files.readString(root.resolve("process.log"))).isTrue();
      // It stands still, so that what others see of it does not depend on who is faster.
      signal("STOP", process);
      Outcome second = run("local[1]", "sweep", killed);
      assertThat(second.code()).isEqualTo(2);
      assertThat(lastLine(second.err()))
          .contains("Cannot make ", "results: process " + process.pid() + " on ", "is making it");
      Outcome watched = CommandLineRun.of("local[1]", List.of("status", killed.toString()));
      assertThat(watched.out())
          .contains("2 cells: ", "process " + process.pid() + " on ")
          .containsPattern("seed-3/spring-2d/l1 .* working .* train ");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void resultsHaveARowForEachCell(Path output) throws IOException {
    List<String> rows = rows(output.resolve("results/cells"));
    assertThat(rows).hasSize(2);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).lines())
          .contains("law: spring", "dimension: 2", "seed: 3", "epochs: 12")
          .contains("strategy: " + List.of("bottleneck", "l1").get(i))
          .anyMatch(line -> line.startsWith("status: ") && line.endsWith("recovered"))
          .anyMatch(line -> line.startsWith("network_error_mean: "))
          .anyMatch(line -> line.startsWith("law_error_mean: "))
          .anyMatch(line -> line.startsWith("commit: "));
    }
    assertThat(Files.readString(output.resolve("results/results.md")))
        .contains("| seed-3/spring-2d/bottleneck | ", "| seed-3/spring-2d/l1 | ", "| 2/2 |");
  }

  private void aSpoiltCellFailsAloneAndIsMadeAgain(Path output) throws IOException {
    Path model = output.resolve(LABELS.get(1) + "/model/model.zip");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);
    deleteAll(output.resolve(LABELS.get(0) + "/scorecard"));
    Outcome spoilt = run("local[2]", "sweep", output);
    assertThat(spoilt.code()).as(spoilt.err()).isEqualTo(1);
    assertThat(spoilt.out())
        .contains("1 failed, 0 missing", "failed: seed-3/spring-2d/l1: train: Cannot use ")
        .contains("model.zip was changed after it was written");
    assertThat(output.resolve(LABELS.get(0) + "/scorecard/manifest.json")).exists();
    assertThat(Files.readString(output.resolve(LABELS.get(1) + "/failure.json")))
        .contains("model.zip was changed");
    assertThat(rows(output.resolve("results/cells")).get(1)).contains("status: failed");
    // A verb of a single cell says the same of what it reads.
    List<String> record =
        arguments("record", output.resolve("seed-3"), "--strategy", "l1", "--seed", "3");
    Outcome single = CommandLineRun.of("local[1]", record);
    assertThat(single.code()).isEqualTo(2);
    assertThat(lastLine(single.err()))
        .contains("model.zip was changed", "principia train --overwrite makes it again");
    Outcome mended = run("local[2]", "sweep", output, "--overwrite");
    assertThat(mended.code()).as(mended.err()).isZero();
    assertThat(output.resolve(LABELS.get(1) + "/failure.json")).doesNotExist();
    Outcome status = CommandLineRun.of("local[1]", List.of("status", output.toString(), "--json"));
    assertThat(status.out()).contains("\"sweeping\":false", "\"state\":\"complete\"");
  }

  /** A logger that begins in this process may have something to say before. */
  private static String lastLine(String text) {
    return text.lines().reduce((before, line) -> line).orElse("");
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** When each manifest of a stage was written. */
  private static Map<String, Long> manifests(Path output) throws IOException {
    Map<String, Long> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output.resolve("seed-3"))) {
      for (Path file : files.filter(f -> f.endsWith("manifest.json")).toList()) {
        times.put(output.relativize(file).toString(), Files.getLastModifiedTime(file).toMillis());
      }
    }
    return times;
  }

  private static List<String> rows(Path directory) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).sorted().toList()) {
        rows.addAll(ParquetRows.of(file));
      }
    }
    return rows.stream()
        .map(
            row ->
                Arrays.stream(row.split("\n", 0))
                    .filter(line -> !line.contains("seconds"))
                    .collect(Collectors.joining("\n")))
        .toList();
  }
}
