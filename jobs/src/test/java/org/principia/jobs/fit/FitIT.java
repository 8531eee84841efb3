package org.principia.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.jobs.CommandLineRun;
import org.principia.jobs.CommandLineRun.Outcome;
import org.principia.jobs.JsonText;
import org.principia.jobs.ParquetRows;

/** The command {@code fit} on small tables. */
final class FitIT {
  private static final List<String> TINY =
      List.of(
          "--set", "symbolic.islands=2",
          "--set", "symbolic.rounds=3",
          "--set", "symbolic.fits-per-round=300",
          "--set", "symbolic.max-complexity=11");

  @TempDir Path root;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    StringBuilder text = new StringBuilder("material,a,b,y\n");
    for (int i = 0; i < 80; i++) {
      double a = 0.5 + 0.07 * i;
      double b = 1 + (i * 37) % 11;
      boolean steel = i % 2 == 0;
      double y = steel ? 3 * a / b : a * b + 2;
      text.append(String.format(Locale.ROOT, "%s,%s,%s,%s%n", steel ? "steel" : "wood", a, b, y));
    }
    text.append("paper,1,1,1\n");
    data = Files.writeString(root.resolve("data.csv"), text);
  }

  @AfterEach
  void forgetMaster() {
    System.clearProperty("spark.master");
  }

  private List<String> arguments(String... more) {
    List<String> arguments = new ArrayList<>(List.of("fit", data.toString(), "--target", "y"));
    arguments.addAll(TINY);
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static List<String> rows(Path output) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.walk(output.resolve("front"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        rows.addAll(ParquetRows.of(file));
      }
    }
    return rows;
  }

  @Test
  void eachGroupGetsItsFormulaOnAnyNumberOfCores() throws IOException {
    Path one = root.resolve("one");
    Path two = root.resolve("two");
    Outcome first =
        CommandLineRun.of("local[1]", arguments("--group-by", "material", "--out", one.toString()));
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out().lines().map(line -> line.split(" +", 2)[0]))
        .contains("group", "steel", "wood", "paper");
    assertThat(first.out()).contains("not fitted: 1 rows, fewer than --min-rows 10");
    assertThat(Files.readAllLines(one.resolve("formula.txt")))
        .hasSize(2)
        .allMatch(line -> line.matches("(steel|wood)\t.*a.*b.*"));
    for (String file : List.of("formula.tex", "formula.sql", "formula.json")) {
      assertThat(Files.readAllLines(one.resolve(file))).as(file).hasSize(2);
    }
    // A class has many lines, and its place in the front.
    assertThat(one.resolve("Formula.java")).doesNotExist();
    assertThat(rows(one))
        .anyMatch(row -> row.matches("(?s).*snapped: [^\n]*a[^\n]*b.*chosen: true.*"))
        .anyMatch(row -> row.matches("(?s).*group: wood\n.*snapped: 2\\.0 \\+ a \\* b\n.*"))
        .allMatch(row -> row.contains("public static double value("));
    assertThat(one.resolveSibling("_search-one")).doesNotExist();
    assertThat(Files.readString(one.resolve("manifest.json")))
        .contains("--set symbolic.islands=2 ", "--group-by material --out " + one + "\"")
        .contains("\"snapped\" : \"2.0 + a * b\"");

    Outcome second =
        CommandLineRun.of("local[2]", arguments("--group-by", "material", "--out", two.toString()));
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(rows(two)).isEqualTo(rows(one)).isNotEmpty();
    assertThat(second.out()).isEqualTo(first.out());

    Outcome again =
        CommandLineRun.of("local[2]", arguments("--group-by", "material", "--out", two.toString()));
    assertThat(again.err()).contains("complete, skipped");
    assertThat(again.out().strip()).isEqualTo(second.out().strip());
    for (String options : List.of("--features a,b", "--group-by material --bootstrap 5")) {
      List<String> others = arguments(options.split(" ", -1));
      others.addAll(List.of("--out", two.toString()));
      Outcome other = CommandLineRun.of("local[2]", others);
      assertThat(other.code()).as(options).isEqualTo(2);
      assertThat(other.err().lines().filter(line -> line.contains("--overwrite"))).hasSize(1);
    }
  }

  @Test
  void columnsOfATableWithoutAHeaderAreNumberedOnRequest() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 60; i++) {
      text.append(String.format(Locale.ROOT, "%s;%s%n", i, 2 * i * i));
    }
    Path file = Files.writeString(root.resolve("none.txt"), text.toString());
    List<String> arguments = new ArrayList<>(List.of("fit", file.toString(), "--target", "c2"));
    arguments.addAll(TINY);
    Outcome refused = CommandLineRun.of("local[1]", arguments);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(
            refused.err().lines().filter(line -> line.contains("its first row is numbers: 1, 2 ")))
        .hasSize(1)
        .allMatch(line -> line.contains("--no-header"));
    arguments.add("--no-header");
    Outcome read = CommandLineRun.of("local[1]", arguments);
    assertThat(read.code()).as(read.err()).isZero();
    assertThat(read.err()).contains("fit: c2 of c1; 60 rows", "cells separated by semicolons");
    assertThat(read.out()).contains("c2 = ");
  }

  @Test
  void groupsMayShareAStructureWithCoefficientsOfTheirOwn() throws IOException {
    StringBuilder text = new StringBuilder("kind;length, m;b;y\n");
    for (int i = 0; i < 90; i++) {
      double a = 0.5 + 0.07 * i;
      double b = 1 + (i * 37) % 11;
      double y = i % 3 == 0 ? 3 * a / b : i % 3 == 1 ? 2 - 5 * a / b : 7 + a / b;
      text.append(String.format(Locale.ROOT, "%s;%s;%s;%s%n", "uvw".charAt(i % 3), a, b, y));
    }
    Path file = Files.writeString(root.resolve("kinds.csv"), text);
    Path output = root.resolve("joint");
    List<String> arguments = new ArrayList<>(List.of("fit", file.toString(), "--target", "y"));
    arguments.addAll(List.of("--features", "\"length, m\"", "--features", "b"));
    arguments.addAll(List.of("--group-by", "kind", "--joint", "--out", output.toString()));
    arguments.addAll(
        List.of("--set", "symbolic.units=[\"length, m = m\", \"b = s\", \"y = m/s\"]"));
    arguments.addAll(TINY);
    Outcome outcome = CommandLineRun.of("local[2]", arguments);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("y = shift + scale * g, g = length__m / b");
    assertThat(rows(output).stream().filter(row -> row.contains("chosen: true")))
        .hasSize(3)
        .allMatch(row -> row.contains("structure: length__m / b"))
        .anyMatch(row -> row.matches("(?s).*group: v\n.*scale: -(5\\.0|4\\.9999).*"));
    assertThat(Files.readAllLines(output.resolve("formula.sql")))
        .hasSize(3)
        .allMatch(line -> line.contains("`length, m`"));
    assertThat(Files.readString(output.resolve("manifest.json"))).contains("\"joint\"");
  }

  @Test
  void aLawWithoutAShiftIsFoundWithoutOneAndReadsBackFromTheText() throws IOException {
    StringBuilder text = new StringBuilder("enzyme,s,rate\n");
    for (int i = 0; i < 60; i++) {
      double s = 0.7 * (1 + i);
      double rate = (1 + i % 3) * s / (12.34567 + s);
      text.append(String.format(Locale.ROOT, "%s,%s,%s%n", "uvw".charAt(i % 3), s, rate));
    }
    Path file = Files.writeString(root.resolve("enzymes.csv"), text);
    List<String> arguments = new ArrayList<>(List.of("fit", file.toString(), "--target", "rate"));
    arguments.addAll(List.of("--group-by", "enzyme", "--joint"));
    arguments.addAll(TINY);
    Outcome outcome = CommandLineRun.of("local[2]", arguments);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("rate = scale * g, g = s / (12.34567 + s)")
        .contains("constants of g with standard errors: 12.3457 +- ")
        // In the table too, where four digits are enough for rows with noise.
        .containsPattern("(?m)^> .* s / \\(12\\.34567 \\+ s\\)$")
        .contains(
            "each group has a scale of its own, which describes the rows shortest; longer, in"
                + " nats");
  }

  @Test
  void aDirectoryThatIsNoFitIsNeverReplaced() throws IOException {
    Path precious = Files.createDirectory(root.resolve("precious"));
    Files.writeString(precious.resolve("thesis.tex"), "all of it");
    Outcome outcome =
        CommandLineRun.of("local[1]", arguments("--out", precious.toString(), "--overwrite"));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().lines().filter(line -> line.startsWith("Invalid --out"))).hasSize(1);
    assertThat(precious.resolve("thesis.tex")).hasContent("all of it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fit-12:30"})
  void anOutputThatIsNoPathIsRefusedBeforeTheTableIsRead(String output) {
    Outcome outcome = CommandLineRun.of("local[1]", arguments("--out", output));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err().strip())
        .startsWith("Invalid --out: " + output + " (a directory; ")
        .doesNotContain("\n");
  }

  @Test
  void withoutAnOutputTheFrontIsPrintedAndNothingWritten() throws IOException {
    Outcome outcome =
        CommandLineRun.of(
            "local[2]", arguments("--set", "symbolic.evaluation-limit=500", "--quiet"));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("complexity", "\ny = ", "evaluation limit after round")
        .contains("rows may differ by material: --group-by finds a formula for each value");
    assertThat(outcome.err()).isEmpty();
    Outcome json =
        CommandLineRun.of(
            "local[2]",
            arguments(
                "--features",
                "a,b",
                "--set",
                "symbolic.evaluation-limit=500",
                "--quiet",
                "--json"));
    assertThat(json.code()).as(json.err()).isZero();
    Map<String, Object> result = JsonText.object(json.out());
    assertThat(result).containsEntry("rows", 81).containsEntry("columns-left-out", Map.of());
    assertThat(result.get("formulas"))
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .extractingByKey("y")
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsKeys("formula", "snapped", "sql", "r2", "rows", "loss")
        .containsEntry("rows", 81);
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left).containsExactly(data);
    }
  }

  @Test
  void aMistakeIsOneLineAndNothingIsWritten() {
    Path output = root.resolve("never");
    for (List<String> mistake :
        List.of(
            List.of("--operators", "+ - %", "Invalid symbolic.operators: %"),
            List.of("--features", "a,y", "Invalid --features: y"),
            List.of("--features", "a,bb", "the nearest is b"),
            List.of("--features", "a,material", "Invalid --features: material"))) {
      Outcome outcome =
          CommandLineRun.of(
              "local[1]", arguments(mistake.get(0), mistake.get(1), "--out", output.toString()));
      assertThat(outcome.code()).isEqualTo(2);
      assertThat(outcome.err()).contains(mistake.get(2)).hasLineCount(1);
      assertThat(output).doesNotExist();
    }
  }

  @Test
  void unitsThatNoFormulaHasAreAMistake() {
    Path output = root.resolve("never");
    String units = "symbolic.units=[\"a = m\", \"b = s\", \"y = kg\", \"constant = 1\"]";
    Outcome unreachable =
        CommandLineRun.of("local[1]", arguments("--set", units, "--out", output.toString()));
    assertThat(unreachable.code()).isEqualTo(2);
    assertThat(unreachable.err()).contains("Invalid symbolic.units: target = kg (");
    assertThat(output).doesNotExist();
    String volume = "symbolic.units=[\"a = m\", \"b = m\", \"y = m^3\", \"constant = 1\"]";
    Outcome none =
        CommandLineRun.of(
            "local[1]",
            arguments("--set", volume, "--operators", "+ -", "--out", output.toString()));
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err())
        .contains(
            ": no formula of + - and at most 11 nodes was found that has the unit of y, m^3, and"
                + " explains more than a constant");
    assertThat(output).doesNotExist();
  }

  @Test
  void aMisspeltOptionOrAContradictionIsAMistake() {
    Outcome slip = CommandLineRun.of("local[1]", List.of("fit", data.toString(), "--taget", "y"));
    assertThat(slip.code()).isEqualTo(2);
    assertThat(slip.err())
        .hasLineCount(1)
        .contains("Unknown option: '--taget' (the nearest is --target)");
    Outcome unquoted =
        CommandLineRun.of("local[1]", arguments("--set", "symbolic.operators=[+,-]"));
    assertThat(unquoted.code()).isEqualTo(2);
    assertThat(unquoted.err())
        .hasLineCount(1)
        .startsWith("Invalid --set: symbolic.operators=[+,-] (a list with double quotes around");
    for (String option : List.of("--overwrite", "--joint")) {
      Outcome contradiction = CommandLineRun.of("local[1]", arguments(option));
      assertThat(contradiction.code()).isEqualTo(2);
      assertThat(contradiction.err()).contains(option).hasLineCount(1);
    }
  }

  @Test
  void aFitThatIsStoppedSaysSoAndGoesOnToTheSameFront() throws Exception {
    Path stopped = root.resolve("stopped");
    Path whole = root.resolve("whole");
    String[] longer = {
      "--features", "a,b", "--set", "symbolic.rounds=12", "--set", "symbolic.patience=40"
    };
    Path log = root.resolve("log");
    Process process = startAndStop(longer, stopped, log);
    assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(143);
    assertThat(Files.readString(log))
        .contains("Stopped; the same command goes on where it was.", "stopped after round");
    assertThat(stopped).doesNotExist();
    assertThat(rows(root.resolve("_search-stopped"))).isNotEmpty();
    anotherFitDoesNotUseTheSavedSearch();

    List<String> same = arguments(longer);
    same.addAll(List.of("--out", stopped.toString()));
    Outcome resumed = CommandLineRun.of("local[2]", same);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err())
        .containsPattern("goes on after round [1-9]")
        .doesNotContain("begins anew");
    List<String> undisturbed = arguments(longer);
    undisturbed.addAll(List.of("--out", whole.toString()));
    assertThat(CommandLineRun.of("local[2]", undisturbed).code()).isZero();
    assertThat(rows(stopped)).isEqualTo(rows(whole)).isNotEmpty();
    assertThat(root.resolve("_search-stopped")).doesNotExist();
  }

  /** A fit in a process of its own, ended by SIGTERM once it has saved its search. */
  private Process startAndStop(String[] longer, Path stopped, Path log) throws Exception {
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
    command.addAll(arguments(longer));
    command.addAll(List.of("--out", stopped.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
      while (!isSaved(root.resolve("_search-stopped"))
          && process.isAlive()
          && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
      // SIGTERM.
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return process;
  }

  private void anotherFitDoesNotUseTheSavedSearch() throws IOException {
    Path other = root.resolve("other");
    Files.createDirectory(root.resolve("_search-other"));
    try (Stream<Path> states = Files.list(root.resolve("_search-stopped"))) {
      for (Path state : states.filter(Files::isRegularFile).toList()) {
        Files.copy(state, root.resolve("_search-other").resolve(state.getFileName()));
      }
    }
    Outcome anew =
        CommandLineRun.of("local[2]", arguments("--features", "a", "--out", other.toString()));
    assertThat(anew.code()).as(anew.err()).isZero();
    assertThat(anew.err()).contains("is of other settings or rows: begins anew");
    assertThat(root.resolve("_search-other")).doesNotExist();
  }

  private static boolean isSaved(Path directory) {
    String[] names = directory.toFile().list((dir, name) -> name.startsWith("search-"));
    return names != null && names.length > 0;
  }
}
