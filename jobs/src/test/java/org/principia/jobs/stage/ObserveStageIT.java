package org.principia.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.principia.jobs.stage.Circles.HEAD;
import static org.principia.jobs.stage.Circles.INSTANTS;
import static org.principia.jobs.stage.Circles.STEP;
import static org.principia.jobs.stage.Circles.cell;
import static org.principia.jobs.stage.Circles.circles;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.RandomStream;
import org.principia.jobs.artefact.table.ObservedTable;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.cluster.observation.Observation;
import org.principia.jobs.cluster.observation.ObservedData;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.observed.ObservedSettings;
import org.principia.observed.ObservedSplit;
import org.principia.observed.ObservedSplits;
import org.principia.observed.Track;
import org.principia.observed.TrackedRun;

/** From a table of particles to files of tracks. */
final class ObserveStageIT {
  private static SparkSession spark;

  @TempDir Path root;

  @BeforeAll
  static void start() {
    spark = Circles.spark();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private Path table(List<String> lines) throws IOException {
    return Files.write(root.resolve("beads.csv"), lines);
  }

  private Pipeline observed(Path table, String... settings) {
    Pipeline pipeline = Circles.pipeline(spark, root, table, settings);
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

  @Test
  void tracksAreTheNumbersOfTheTableSortedByTime() throws IOException {
    List<String> lines = circles(1, 100);
    List<String> body = new ArrayList<>(lines.subList(1, lines.size()));
    body.sort(Comparator.comparingLong(row -> RandomStream.key(3, "rows", row.hashCode())));
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
    assertThat(of).hasSize(5);
    List<String> body = new ArrayList<>(lines.subList(1, lines.size()));
    body.sort(Comparator.comparingLong(row -> RandomStream.key(5, "rows", row.hashCode())));
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

  /** DuckDB knows nothing of this program. */
  @Test
  void tracksAreATableForOtherPrograms() throws IOException, SQLException {
    observed(table(circles(5, INSTANTS)));
    String files = root + "/out/beads/observations/split=*/*.parquet";
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT split, count(*), count(DISTINCT run), max(x * x + y * y - mass * mass)"
                    + " FROM read_parquet('"
                    + files
                    + "', hive_partitioning = true) GROUP BY split ORDER BY split")) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1) + " " + rows.getLong(2) + " " + rows.getLong(3));
        assertThat(rows.getDouble(4)).isBetween(-1e-9, 1e-9);
      }
      assertThat(found).containsExactly("test 120 1", "train 360 3", "validation 120 1");
    }
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
