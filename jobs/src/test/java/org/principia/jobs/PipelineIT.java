package org.principia.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.jobs.CommandLineRun.Outcome;

/** All verbs on a tiny set, through the command line. */
final class PipelineIT {
  private static final List<String> TINY =
      List.of(
          "--set", "dynamics.runs=230",
          "--set", "dynamics.test-runs=120",
          "--set", "dynamics.steps=12",
          "--set", "frames.stride=4",
          "--set", "frames.lower-percentile=1",
          "--set", "frames.upper-percentile=99",
          "--set", "gnn.hidden=16",
          "--set", "gnn.batch-frames=16",
          "--set", "gnn.averaging-frequency=2",
          "--set", "messages.samples=200",
          "--set", "symbolic.islands=2",
          "--set", "symbolic.rounds=2",
          "--set", "symbolic.fits-per-round=200",
          "--set", "symbolic.max-complexity=9",
          "--set", "theory.fit-frames=20",
          "--set", "theory.retrain-epochs=1",
          "--set", "seed=11");

  @TempDir Path root;

  @AfterEach
  void forgetMaster() {
    System.clearProperty("spark.master");
  }

  private static List<String> arguments(String verb, Path output, String... more) {
    List<String> arguments = new ArrayList<>(List.of(verb));
    arguments.addAll(TINY);
    arguments.addAll(List.of("--out", output.toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static Outcome run(String master, List<String> arguments) {
    return CommandLineRun.of(master, arguments);
  }

  @Test
  void runDoesAllStagesOnceAndTheResultDoesNotDependOnTheCores() throws IOException {
    Path one = root.resolve("one");
    Path two = root.resolve("two");
    Outcome first = run("local[1]", arguments("run", one, "--set", "gnn.epochs=2"));
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("Law found (spring-2d-bottleneck)", "message_1 = ", "recovered: ", "report: ");
    Path page = one.resolve("report/spring-2d-bottleneck/index.html");
    assertThat(Files.readString(page)).contains("<svg", "Message 1", "Learning curve");
    assertThat(Files.readString(page))
        .contains(
            "id=\"motion\"", "id=\"extrapolation\"", "id=\"front-message-1\"", "id=\"errors\"");
    assertThat(Files.size(page)).isLessThan(3_000_000);
    assertThat(Files.readAllLines(page.resolveSibling("data/extrapolation.csv")))
        .contains("series,x,y")
        .anyMatch(line -> line.startsWith("network,"));

    Outcome again = run("local[1]", arguments("run", one, "--set", "gnn.epochs=2"));
    assertThat(again.code()).isZero();
    assertThat(again.err().lines().filter(line -> line.contains("complete, skipped"))).hasSize(7);

    Outcome told =
        run("local[1]", arguments("run", one, "--set", "gnn.epochs=2", "--json", "--quiet"));
    assertThat(told.code()).isZero();
    assertThat(told.out().lines()).hasSize(1);
    assertThat(JsonText.object(told.out()))
        .containsEntry("verb", "run")
        .containsEntry("cell", "spring-2d-bottleneck")
        .containsEntry("recovered", first.out().contains("recovered: yes"))
        .hasEntrySatisfying("stages", stages -> assertThat((List<?>) stages).hasSize(7))
        .hasEntrySatisfying("law", law -> assertThat((Map<?, ?>) law).hasSize(4));

    for (String verb :
        List.of("simulate", "train", "record", "regress", "compose", "evaluate", "report")) {
      Outcome stage = run("local[2]", arguments(verb, two, "--set", "gnn.epochs=2"));
      assertThat(stage.code()).as(verb + stage.err()).isZero();
    }
    for (String stage : List.of("frames", "model", "messages", "fronts", "law", "scorecard")) {
      assertThat(content(two, stage)).as(stage).isEqualTo(content(one, stage));
    }
    assertThat(Files.readString(two.resolve("spring-2d/bottleneck/law/law.json")))
        .isEqualTo(Files.readString(one.resolve("spring-2d/bottleneck/law/law.json")));
  }

  /** Rows of every Parquet file of a stage by file, read without Spark. */
  private static Map<String, List<String>> content(Path output, String stage) throws IOException {
    Path directory =
        output.resolve(
            "frames".equals(stage) ? "spring-2d/frames" : "spring-2d/bottleneck/" + stage);
    Map<String, List<String>> rows = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        String name = directory.relativize(file.getParent()) + " " + part(file);
        rows.put(name, ParquetRows.of(file).stream().map(PipelineIT::withoutTimes).toList());
      }
    }
    return rows;
  }

  /** The number of the partition in a file's name, which has a random part too. */
  private static String part(Path file) {
    return file.getFileName().toString().substring(0, "part-00000".length());
  }

  /** A row without what a clock measured. */
  private static String withoutTimes(String row) {
    return row.lines()
        .filter(line -> !line.matches("(training_)?seconds: .*|frames_per_second: .*"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aTrainingKilledInTheMiddleGoesOnFromItsLastEpochToTheSameLaw() throws Exception {
    Path killed = root.resolve("killed");
    Path whole = root.resolve("whole");
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
    command.addAll(arguments("run", killed, "--set", "gnn.epochs=30"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("killed.log").toFile())
            .start();
    Path checkpoints = killed.resolve("spring-2d/bottleneck/_checkpoints");
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
      while (countFiles(checkpoints) < 2 && process.isAlive() && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(countFiles(checkpoints))
        .as(Files.readString(root.resolve("killed.log")))
        .isGreaterThanOrEqualTo(2);
    assertThat(killed.resolve("spring-2d/bottleneck/model")).doesNotExist();

    Outcome resumed = run("local[2]", arguments("run", killed, "--set", "gnn.epochs=30"));
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err())
        .contains("simulate: complete, skipped")
        .containsPattern("goes on after epoch [1-9]");
    Outcome undisturbed = run("local[2]", arguments("run", whole, "--set", "gnn.epochs=30"));
    assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
    assertThat(content(killed, "messages")).isEqualTo(content(whole, "messages"));
    assertThat(Files.readString(killed.resolve("spring-2d/bottleneck/law/law.json")))
        .isEqualTo(Files.readString(whole.resolve("spring-2d/bottleneck/law/law.json")));
  }

  private static long countFiles(Path directory) throws IOException {
    File[] files = directory.toFile().listFiles((dir, name) -> !name.startsWith("."));
    return files == null ? 0 : Stream.of(files).filter(f -> !f.getName().startsWith("_")).count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dynamics.rums=5 | Invalid key dynamics.rums: 5 (no such key; the nearest is"
            + " dynamics.runs)",
        "dynamics.law=sprong | Invalid dynamics.law: sprong (one of spring, inverse-distance,"
            + " inverse-square, charge, damped, superposition, discontinuous, string; nearest:"
            + " spring)",
        "dynamics.runs=-1 | Invalid dynamics.runs: -1 (a whole number from 1 to 10000000)",
        "dynamics.runs=3 | Invalid dynamics.runs: 3 (a whole number of at least 4)",
        "dynamics.drag=0.5 | Cannot simulate graphs of dynamics.drag: they hold the forces of a law"
            + " alone, at exact states; principia tracks writes such a world as a table",
        "symbolic.units=[\"r = m\"] | Invalid symbolic.units: [r = m] (nothing: the searches of"
            + " regress have other columns each; fit takes it)"
      })
  void aMistakeIsOneLineAndNothingIsWritten(String pair, String message) throws IOException {
    Path output = root.resolve("never");
    Outcome outcome = run("local[1]", arguments("run", output, "--set", pair));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).isEqualTo(message + System.lineSeparator());
    assertThat(output).doesNotExist();
  }

  @Test
  void aLawOfTheUsersGoesThroughAllStages() throws IOException {
    Path output = root.resolve("formula");
    String[] law = {
      "--set", "laws.stiff.force=3*(r - 1)",
      "--set", "laws.stiff.time-step=0.01",
      "--law", "stiff",
      "--set", "gnn.epochs=1"
    };
    Outcome outcome = run("local[2]", arguments("run", output, law));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("Law found (stiff-2d-bottleneck)", "recovered: ");
    assertThat(Files.readString(output.resolve("stiff-2d/frames/manifest.json")))
        .contains("3*(r - 1)");
    Outcome changed =
        run(
            "local[2]",
            arguments(
                "train",
                output,
                "--set",
                "laws.stiff.force=4*(r - 1)",
                law[2],
                law[3],
                law[4],
                law[5]));
    assertThat(changed.code()).isEqualTo(2);
    assertThat(changed.err()).contains("was made with other settings").hasLineCount(1);
  }

  @Test
  void aLawOnAChainGoesThroughAllStagesByItsOwnNeighbours() throws IOException {
    Path output = root.resolve("chain-law");
    Outcome outcome =
        run("local[2]", arguments("run", output, "--law", "string", "--set", "gnn.translation=0"));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("the messages summed over the neighbours", "recovered: ");
    assertThat(Files.readString(output.resolve("string-2d/frames/manifest.json")))
        .contains("neighbours chain; feature position position 2 length;");
  }

  @Test
  void neighboursWithinARadiusInAPeriodicBoxAreTrainedOn() {
    Path output = root.resolve("box");
    Outcome outcome =
        run(
            "local[2]",
            arguments(
                "run",
                output,
                "--set",
                "graphs.neighbours=radius:1.5",
                "--set",
                "graphs.box=4",
                "--set",
                "dynamics.particles=6"));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("the simulator knows no box");
    assertThat(outcome.out()).contains("the messages summed over the neighbours", "recovered: ");
  }

  @Test
  void aDamagedFileOfFramesIsOneLineAndNothingIsLost() throws IOException {
    Path output = root.resolve("damaged");
    assertThat(run("local[2]", arguments("simulate", output)).code()).isZero();
    Path file = output.resolve("spring-2d/frames/law=spring/dim=2/split=train/part-00000.parquet");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 100));
    Outcome cut = run("local[2]", arguments("train", output, "--set", "gnn.epochs=1"));
    assertThat(cut.code()).as(cut.err()).isEqualTo(2);
    // The first line says which stage runs, the second what is wrong.
    assertThat(cut.err()).hasLineCount(2);
    assertThat(lastLine(cut.err()))
        .startsWith("Cannot read ")
        .contains("part-00000.parquet: it", "principia simulate --overwrite makes it again");
    Files.delete(file);
    Outcome missing = run("local[2]", arguments("train", output, "--set", "gnn.epochs=1"));
    assertThat(missing.code()).isEqualTo(2);
    assertThat(lastLine(missing.err())).contains("Parquet files where 2 belong");
    Files.write(file, whole);
    assertThat(run("local[2]", arguments("train", output, "--set", "gnn.epochs=1")).code())
        .isZero();
    try (Stream<Path> left = Files.list(output.resolve("spring-2d/bottleneck"))) {
      assertThat(left.map(p -> p.getFileName().toString())).containsExactly("model");
    }
  }

  @Test
  void overwriteMakesDamagedFramesAgainAndNoOthers() throws IOException {
    Path output = root.resolve("mended");
    Path manifest = output.resolve("spring-2d/frames/manifest.json");
    assertThat(run("local[2]", arguments("simulate", output)).code()).isZero();
    Map<String, List<String>> rows = content(output, "frames");
    byte[] first = Files.readAllBytes(manifest);
    Outcome sound = run("local[2]", arguments("simulate", output, "--overwrite"));
    assertThat(sound.code()).isZero();
    assertThat(sound.err()).contains("simulate: complete, skipped");
    assertThat(Files.readAllBytes(manifest)).isEqualTo(first);

    Path file = output.resolve("spring-2d/frames/law=spring/dim=2/split=test-raw");
    file = file.resolve("part-00000.parquet");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 3] ^= 4;
    Files.write(file, bytes);
    // Without Hadoop's own checksum, which other file systems do not have.
    Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));
    Outcome counted = run("local[2]", arguments("simulate", output));
    assertThat(counted.err()).contains("simulate: complete, skipped");
    Outcome mended = run("local[2]", arguments("simulate", output, "--overwrite"));
    assertThat(mended.code()).as(mended.err()).isZero();
    assertThat(mended.err()).contains("simulate: made again: Cannot read ", "simulate: done in ");
    assertThat(content(output, "frames")).isEqualTo(rows);
    assertThat(Files.readAllBytes(file)).isNotEqualTo(bytes);
  }

  private static String lastLine(String text) {
    List<String> lines = text.lines().toList();
    return lines.get(lines.size() - 1);
  }

  @Test
  void anOutputThatCannotBeWrittenIsOneLine() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");
    Outcome outcome = run("local[1]", arguments("run", file.resolve("below")));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().lines()).hasSize(1);
    assertThat(outcome.err()).startsWith("Invalid output: " + file.resolve("below") + " (");
  }

  @Test
  void aStageWhoseInputIsMissingSaysWhichVerbMakesIt() {
    Outcome outcome = run("local[1]", arguments("regress", root.resolve("empty")));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("Cannot regress", "principia record makes it");
    assertThat(outcome.err().lines()).hasSize(1);
  }

  @Test
  void aStageRefusesAnInputOfOtherSettingsSeveralStagesBack() {
    Path output = root.resolve("chain");
    for (String verb : List.of("simulate", "train", "record")) {
      assertThat(run("local[2]", arguments(verb, output, "--set", "gnn.epochs=1")).code()).isZero();
    }
    List<String> again = arguments("simulate", output, "--set", "dynamics.steps=13", "--overwrite");
    assertThat(run("local[2]", again).code()).isZero();
    Outcome outcome = run("local[2]", arguments("record", output, "--set", "gnn.epochs=1"));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "was made with other settings (dynamics.steps = 13 there, 12 here)",
            "principia simulate --overwrite")
        .hasLineCount(1);
  }

  @Test
  void otherSettingsOverExistingResultsAreRefused() throws IOException {
    Path output = root.resolve("other");
    assertThat(run("local[1]", arguments("simulate", output)).code()).isZero();
    Outcome outcome = run("local[1]", arguments("simulate", output, "--set", "dynamics.runs=25"));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("Cannot write", "--overwrite").hasLineCount(1);
    Outcome replaced =
        run("local[1]", arguments("simulate", output, "--set", "dynamics.runs=25", "--overwrite"));
    assertThat(replaced.code()).as(replaced.err()).isZero();
    try (Stream<Path> left = Files.list(output.resolve("spring-2d"))) {
      assertThat(left.sorted(Comparator.naturalOrder()).map(p -> p.getFileName().toString()))
          .containsExactly("frames");
    }
  }
}
