package org.principia.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.table.ObservedTable;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.cluster.observation.Observation;
import org.principia.jobs.cluster.observation.ObservedData;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.run.Runner.Overwrite;
import org.principia.observed.ObservedSettings;
import org.principia.observed.ObservedSplit;
import org.principia.observed.ObservedSplits;
import org.principia.observed.Track;
import org.principia.observed.TrackedRun;

/** From a table of particles to files of tracks, and what is refused in one line. */
final class ObserveStageIT {
  private static final int INSTANTS = 40;
  private static final double STEP = 0.1;
  private static final String HEAD = "run,particle,time,x,y,mass";

  private static SparkSession spark;

  @TempDir Path root;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("observe")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Three particles on circles of one frequency, in so many runs; the header first. */
  private static List<String> circles(int runs, int instants) {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    for (int run = 0; run < runs; run++) {
      for (int i = 0; i < instants; i++) {
        for (int p = 0; p < 3; p++) {
          double phase = STEP * i + 2 * p + 0.3 * run;
          lines.add(
              String.format(
                  Locale.ROOT,
                  "r%d,p%d,%s,%s,%s,%d",
                  run,
                  p,
                  STEP * i,
                  (1 + p) * Math.cos(phase),
                  (1 + p) * Math.sin(phase),
                  1 + p));
        }
      }
    }
    return lines;
  }

  private Path table(List<String> lines) throws IOException {
    return Files.write(root.resolve("beads.csv"), lines);
  }

  private Pipeline pipeline(Path table, String... settings) {
    List<String> all =
        new ArrayList<>(List.of("observed.table=" + table, "output=" + root + "/out"));
    all.addAll(List.of(settings));
    Directory output = new SparkApplication(spark).directory("output", root + "/out");
    return new Pipeline(
        Configuration.parse("", "test.conf", all),
        output,
        new Console(Console.Detail.QUIET),
        Overwrite.REPLACE);
  }

  private Pipeline observed(Path table, String... settings) {
    Pipeline pipeline = pipeline(table, settings);
    pipeline.run("observe");
    return pipeline;
  }

  /** The files of tracks by their path, as hashes. */
  private static Map<String, String> files(Path observations) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(observations)) {
      for (Path file : all.filter(f -> f.toString().matches(".*split=.*/part-.*")).toList()) {
        if (!file.getFileName().toString().startsWith(".")) {
          hashes.put(
              observations.relativize(file).toString(),
              DigestUtils.sha256Hex(Files.readAllBytes(file)));
        }
      }
    }
    return hashes;
  }

  private static List<TrackedRun> runs(Pipeline cell, ObservedSplit split) {
    return cell.observations().runs(split).collect();
  }

  /**
   * A table, or settings, with one mistake.
   *
   * @param change of the good table
   * @param settings besides it
   * @param message with TABLE for the table's path
   */
  private record Mistake(
      UnaryOperator<List<String>> change, List<String> settings, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  private static Mistake table(
      UnaryOperator<List<String>> change, String message, String... settings) {
    return new Mistake(change, List.of(settings), message);
  }

  private static Mistake settings(String message, String... settings) {
    return new Mistake(lines -> lines, List.of(settings), message);
  }

  /** Another text in the cell of a row, counted from 1, and column. */
  private static UnaryOperator<List<String>> cell(int row, int column, String text) {
    return lines -> {
      String[] cells = lines.get(row).split(",", -1);
      cells[column] = text;
      List<String> changed = new ArrayList<>(lines);
      changed.set(row, String.join(",", cells));
      return changed;
    };
  }

  /** Another text in a column of all rows. */
  private static UnaryOperator<List<String>> column(int column, UnaryOperator<String> change) {
    return lines -> {
      List<String> changed = new ArrayList<>(lines.subList(0, 1));
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        cells[column] = change.apply(cells[column]);
        changed.add(String.join(",", cells));
      }
      return changed;
    };
  }

  private static UnaryOperator<List<String>> head(String head) {
    return lines -> {
      List<String> changed = new ArrayList<>(lines);
      changed.set(0, head);
      return changed;
    };
  }

  private static UnaryOperator<List<String>> keep(String regex) {
    return lines ->
        lines.stream().filter(line -> line.equals(HEAD) || line.matches(regex)).toList();
  }

  /** A column more, by the number of the row. */
  private static UnaryOperator<List<String>> more(String name, UnaryOperator<String> value) {
    return lines -> {
      List<String> changed = new ArrayList<>(List.of(lines.get(0) + "," + name));
      lines.stream().skip(1).forEach(line -> changed.add(line + "," + value.apply(line)));
      return changed;
    };
  }

  static List<Mistake> mistakes() {
    String drop = "; observed.invalid-rows = drop leaves those rows out";
    return List.of(
        // What the table is.
        table(lines -> List.of(), "Cannot read TABLE: it has no rows"),
        table(lines -> List.of(HEAD), "Cannot read TABLE: it has no rows"),
        table(
            lines -> lines.subList(1, lines.size()),
            "Cannot read TABLE: it has no header, its first row is mostly numbers: r0, p0, 0.0,"
                + " 1.0, 0.0, 1 (write the columns' names above it)"),
        table(
            lines -> List.of("<html><body>404</body></html>"),
            "Cannot read TABLE: it is a web page; copy its table into a CSV file"),
        table(cell(5, 5, "2,7"), "Cannot read TABLE: row 5 has 7 cells, the header 6: r0,p1,0.1,"),
        // Columns.
        table(
            head("run,particle,when,x,y,mass"),
            "Cannot find the time in TABLE: it has no column time, t, frame, timestamp, jd, date;"
                + " observed.time names another; columns: run, particle, when, x, y, mass"),
        table(
            head("run,bead,time,x,y,mass"),
            "Cannot find the particle in TABLE: it has no column particle, particle_id, id,"),
        table(
            head("run,particle,time,lon,lat,mass"),
            "Cannot find the position in TABLE: it has no column x and y; observed.position names"),
        settings(
            "Invalid observed.time: tme (no such column; the nearest is time; columns: run,",
            "observed.time=tme"),
        settings(
            "Invalid observed.position: z (no such column;", "observed.position=[\"x\", \"z\"]"),
        settings(
            "Invalid observed.properties: weight (no such column;",
            "observed.properties.mass=weight"),
        settings(
            "Invalid observed.velocity: [\"vx\"] (as many columns as observed.position names, 2)"
                .replace("\"", ""),
            "observed.position=[\"x\", \"y\"]",
            "observed.velocity=[\"vx\"]"),
        settings("Invalid observed.position: [x] (2 or 3 columns)", "observed.position=[\"x\"]"),
        settings(
            "Invalid observed.columns: x (each column for one purpose)",
            "observed.position=[\"x\", \"x\"]"),
        settings(
            "Invalid observed.properties: mass (another column; this one is observed.sigma)",
            "observed.sigma=mass"),
        // Numbers.
        table(
            cell(7, 3, "here"),
            "Cannot read TABLE: 1 of 480 rows have no finite number in x (1 not a number; first"
                + " here in row 7)"
                + drop),
        table(
            column(3, x -> "left"),
            "Invalid observed.position: x (a numeric column; this one is of type string: left)"),
        table(
            column(2, t -> "2026-01-0" + (1 + t.length() % 9)),
            "Invalid observed.time: time (a numeric column; this one: dates: 2026-01-0"),
        table(
            cell(4, 4, "NaN"),
            "Cannot read TABLE: 1 of 480 rows have no finite number in y (1 not a"),
        table(
            cell(4, 4, "inf"),
            "Cannot read TABLE: 1 of 480 rows have no finite number in y (1 inf"),
        table(
            cell(4, 4, ""),
            "Cannot read TABLE: 1 of 480 rows have no finite number in y (1 empty;"),
        table(
            cell(9, 2, ""),
            "Cannot read TABLE: 1 of 480 rows have no finite number in time (1 empty"),
        table(
            cell(9, 1, ""),
            "Cannot read TABLE: 1 of 480 rows have no finite number in particle (1"),
        table(
            more("z", line -> line.startsWith("r1") ? "" : "0.5"),
            "Cannot read TABLE: 120 of 480 rows have no finite number in z (120 empty; first in row"
                + " 121)"
                + drop),
        // Particles and times.
        table(
            cell(8, 2, "0.1"),
            "Cannot read TABLE: particle p1 of run r0 is twice at time 0.1 (rows 5 and 8)"),
        table(
            column(2, t -> "3"),
            "Cannot read TABLE: particle p0 of run r0 has all its 40 rows at one time, 3.0"),
        table(keep(".*,p1,.*"), "Cannot find a law in TABLE: no run has two particles,"),
        table(
            keep("r.,p.,0\\.[0-5].*"),
            "Cannot find a law in TABLE: its longest track has 6 instants, and 12 are needed"),
        table(
            keep("r0,.*"),
            "Cannot find a law in TABLE: its longest track has 40 instants, and 71 are needed to"
                + " divide less than three runs by time"),
        table(
            column(3, x -> "1.5").andThen(column(4, y -> "2"))::apply,
            "Cannot find a law in TABLE: no particle moves"),
        table(
            lines -> coarse(lines, 25),
            "Cannot find a law in TABLE: it is sampled too coarsely, or its noise is larger than"
                + " the motion: of "),
        table(
            lines -> coarse(circles(4, 900), 15),
            "Cannot find a law in TABLE: it is sampled too coarsely"),
        table(
            ObserveStageIT::boxed, "Cannot find a law in TABLE: 24 times a position jumps by 1.8"),
        table(
            more("vx", line -> line.split(",")[4])
                    .andThen(more("vy", line -> line.split(",")[3] + "e1"))
                ::apply,
            "Cannot find a law in TABLE: positions change "),
        // Properties.
        table(
            column(5, m -> "0"),
            "Cannot read TABLE: particle p0 of run r0 has the mass 0.0; masses are positive"),
        table(
            cell(4, 5, "7"),
            "Cannot read TABLE: particle p0 of run r0 changes its mass from 1.0 to 7.0 (rows 1 and"
                + " 4); what changes in time is no property"),
        table(
            more("type", line -> line.contains(",0.3") ? "a" : "b"),
            "Cannot read TABLE: particle p0 of run r0 has the types a (row 10) and b (row 1)"),
        table(
            more("sigma", line -> line.contains(",p1,") ? "-1" : "0.1"),
            "Cannot read TABLE: particle p1 of run r0 has the position error -1.0 (row 2); errors"
                + " are positive"),
        settings(
            "Invalid observed.unknown: \"charge\" (each name once, none empty)",
            "observed.unknown=[\"charge\", \"charge\"]"),
        settings(
            "Invalid observed.unknown: mass (a property without a column; observed.properties has",
            "observed.properties=[\"mass = mass\"]",
            "observed.unknown=[\"mass\"]"),
        settings(
            "Invalid observed.unknown: x (a name of letters, digits and _, none of ax,",
            "observed.unknown=[\"x\"]"),
        settings(
            "Invalid observed.properties: mass (name = value)", "observed.properties=[\"mass\"]"),
        settings(
            "Invalid observed.properties: mass (each name once)",
            "observed.properties=[\"mass = a\", \"mass = b\"]"),
        settings("Invalid observed.units: km (name = value)", "observed.units=[\"km\"]"),
        // Senders and the rest.
        settings(
            "Cannot find a law in TABLE: it has no particle wall of observed.senders; the nearest"
                + " is p0",
            "observed.senders=[\"wall\"]"),
        settings(
            "Cannot find a law in TABLE: every particle is a sender,",
            "observed.senders=[\"p0\", \"p1\", \"p2\"]"),
        table(
            more("fixed", line -> line.contains(",0.3") ? "true" : "false"),
            "Cannot read TABLE: particle p0 of run r0 changes its fixed from 0.0 to 1.0 (rows 1 and"
                + " 10); what changes",
            "observed.sender-column=fixed"),
        settings("Invalid observed.frame: sun (one of auto, inertial, free)", "observed.frame=sun"),
        settings("Invalid observed.max-gap: 1.0 (a number greater than 1)", "observed.max-gap=1"),
        settings("Invalid key observed.clock: t (no such key; the nearest is", "observed.clock=t"));
  }

  /** Every so manyth instant alone. */
  private static List<String> coarse(List<String> lines, int every) {
    List<String> long_ = lines.size() < 2000 ? circles(4, 1000) : lines;
    List<String> kept = new ArrayList<>(List.of(HEAD));
    for (String line : long_.subList(1, long_.size())) {
      long instant = Math.round(Double.parseDouble(line.split(",")[2]) / STEP);
      if (instant % every == 0) {
        kept.add(line);
      }
    }
    return kept;
  }

  /** Particles that fly straight through a box of 2, whose positions are folded into it. */
  private static List<String> boxed(List<String> lines) {
    List<String> folded = new ArrayList<>(List.of(HEAD));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      double t = Double.parseDouble(cells[2]);
      int p = cells[1].charAt(1) - '0';
      double x = ((0.9 + 0.3 * p) * t + 0.2 * t * t * 0.1) % 2;
      folded.add(String.join(",", cells[0], cells[1], cells[2], "" + x, "" + p, cells[5]));
    }
    return folded;
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsOneLineAndNothingIsWritten(Mistake mistake) throws IOException {
    Path table = table(mistake.change().apply(circles(4, INSTANTS)));
    Files.createDirectories(root.resolve("out"));
    assertThatThrownBy(() -> observed(table, mistake.settings().toArray(String[]::new)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(mistake.message().replace("TABLE", table.toString()))
        .message()
        .doesNotContain("\n");
    try (Stream<Path> left = Files.walk(root.resolve("out"))) {
      assertThat(
              left.filter(Files::isRegularFile)
                  .map(Path::toString)
                  .filter(f -> !f.contains("_lease")))
          .isEmpty();
    }
  }

  @Test
  void tracksAreTheNumbersOfTheTableSortedByTime() throws IOException {
    List<String> lines = circles(1, 100);
    List<String> body = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.shuffle(body, new Random(3));
    body.add(0, HEAD);
    Pipeline cell = observed(table(body));
    List<Track> tracks = runs(cell, ObservedSplit.TRAIN).get(0).tracks();
    assertThat(tracks).extracting(Track::particle).containsExactly("p0", "p1", "p2");
    Track track = tracks.get(1);
    assertThat(track.properties()).isEqualTo(Map.of("mass", 2.0));
    // The train block of one run is three fifths of its instants.
    assertThat(track.size()).isEqualTo(60);
    for (int i = 0; i < track.size(); i++) {
      assertThat(track.times()[i]).isEqualTo(STEP * i);
      assertThat(track.positions()[2 * i]).isEqualTo(2 * Math.cos(STEP * i + 2));
      assertThat(track.positions()[2 * i + 1]).isEqualTo(2 * Math.sin(STEP * i + 2));
    }
  }

  @Test
  void blocksOfOneRunAreApartByAGapThatNoneHas() throws IOException {
    Pipeline cell = observed(table(circles(1, 200)));
    double end = Double.NEGATIVE_INFINITY;
    for (ObservedSplit split : ObservedSplit.values()) {
      double[] times = runs(cell, split).get(0).tracks().get(0).times();
      assertThat(times[0]).isGreaterThan(end + 3 * STEP);
      end = times[times.length - 1];
    }
    assertThat(end).isEqualTo(199 * STEP);
  }

  @Test
  void filesAreTheSameForAnyOrderAndPartitioningOfTheRows() throws IOException {
    List<String> lines = circles(5, INSTANTS);
    observed(table(lines));
    Map<String, String> of = files(root.resolve("out/beads/observations"));
    assertThat(of).hasSize(3);
    List<String> body = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.shuffle(body, new Random(5));
    Path parts = Files.createDirectories(root.resolve("parts/beads"));
    for (int part = 0; part < 7; part++) {
      List<String> some = new ArrayList<>(List.of(HEAD));
      for (int i = part; i < body.size(); i += 7) {
        some.add(body.get(i));
      }
      Files.write(parts.resolve("part-" + part + ".csv"), some);
    }
    observed(parts);
    assertThat(files(root.resolve("out/beads/observations"))).isEqualTo(of);
  }

  @Test
  void compressedTextAndParquetGiveTheSameTracks() throws IOException {
    List<String> lines = circles(3, INSTANTS);
    Path plain = table(lines);
    observed(plain);
    Map<String, String> of = files(root.resolve("out/beads/observations"));
    Path compressed = root.resolve("beads.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    observed(compressed);
    assertThat(files(root.resolve("out/beads/observations"))).isEqualTo(of);
    Path parquet = root.resolve("beads.parquet");
    spark
        .read()
        .option("header", "true")
        .option("inferSchema", "true")
        .csv(plain.toString())
        .write()
        .parquet(parquet.toString());
    observed(parquet);
    assertThat(files(root.resolve("out/beads/observations"))).isEqualTo(of);
  }

  @Test
  void columnsOfOtherNamesAreMapped() throws IOException {
    List<String> lines = new ArrayList<>(circles(3, INSTANTS));
    lines.set(0, "film;grain;t/s;px;py;weight");
    lines.replaceAll(line -> line.replace(',', ';'));
    Pipeline cell =
        observed(
            table(lines),
            "observed.run=film",
            "observed.particle=grain",
            "observed.time=t/s",
            "observed.position=[px, py]",
            "observed.properties.mass=weight",
            "observed.senders=[\"p2\"]");
    TrackedRun run = runs(cell, ObservedSplit.TRAIN).get(0);
    assertThat(run.tracks()).extracting(Track::receiver).containsExactly(true, true, false);
    assertThat(run.tracks().get(2).properties()).isEqualTo(Map.of("mass", 3.0));
  }

  @Test
  void rowsWithoutNumbersAndRepeatedRowsAreDroppedWhereThatIsAsked() throws IOException {
    List<String> lines = new ArrayList<>(circles(3, INSTANTS));
    lines.add(lines.get(1));
    lines.add("r0,p0,99,NaN,0,1");
    Pipeline cell = observed(table(lines), "observed.invalid-rows=drop");
    assertThat(cell.states().get(0).manifest().orElseThrow().result("invalid-rows")).contains(1);
    assertThat(cell.states().get(0).manifest().orElseThrow().result("repeated-rows")).contains(1);
  }

  @Test
  void anotherSeedOrContentMakesOtherFingerprintsAndAnotherPlaceDoesNot() throws IOException {
    List<String> lines = circles(3, INSTANTS);
    String first = fingerprint(table(lines));
    Path moved = Files.createDirectories(root.resolve("moved")).resolve("beads.csv");
    Files.write(moved, lines);
    assertThat(fingerprint(moved)).isEqualTo(first);
    assertThat(fingerprint(moved, "seed=1")).isNotEqualTo(first);
    Files.write(moved, cell(3, 3, "0.25").apply(lines));
    assertThat(fingerprint(moved)).isNotEqualTo(first);
  }

  private String fingerprint(Path table, String... settings) {
    return observed(table, settings).states().get(0).manifest().orElseThrow().fingerprint();
  }

  @Test
  void aKilledObservationGoesOnWithTheUnitsThatAreMissing() throws IOException {
    Path table = table(circles(6, INSTANTS));
    Path staging = root.resolve("staging/data");
    ObservedData whole = observe(table, staging);
    assertThat(whole.unitCount()).isEqualTo(3);
    Map<String, String> of = files(staging);
    Path lost =
        staging.resolve(
            of.keySet().stream().filter(f -> f.contains("00001")).findFirst().orElseThrow());
    Files.delete(lost);
    ObservedData again = observe(table, staging);
    assertThat(again.resumed()).isEqualTo(2);
    assertThat(again.survey()).isEqualTo(whole.survey());
    assertThat(files(staging)).isEqualTo(of);
  }

  /** Two runs a unit. */
  private static ObservedData observe(Path table, Path staging) {
    ObservedSettings settings =
        Configuration.parse("", "test.conf", List.of("observed.table=" + table)).observed();
    var context = new SparkApplication(spark).java();
    ObservedTable rows = ObservedTable.open(spark, settings);
    try (TaskProgress progress =
        new TaskProgress(context, new Console(Console.Detail.QUIET), "observe")) {
      return new Observation(
              context,
              rows,
              settings,
              ObservedSplits.of(0, rows.runs()),
              new org.apache.hadoop.fs.Path(staging.getParent().toUri()),
              progress,
              2 * 3 * INSTANTS)
          .observe();
    }
  }
}
