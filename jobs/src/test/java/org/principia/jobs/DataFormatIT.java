package org.principia.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.dynamics.Drift;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.Simulator;
import org.principia.dynamics.Trajectory;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Split;
import org.principia.jobs.cli.PrincipiaCommand;

/** What {@code data-format.md} promises, read with DuckDB, which knows nothing of this program. */
final class DataFormatIT {
  private static final int RUNS = 40;
  private static final int TEST_RUNS = 6;
  private static final int STEPS = 10;
  private static final long SEED = 4;

  @TempDir static Path root;

  private static Connection database;

  @BeforeAll
  static void simulate() throws SQLException {
    System.setProperty("spark.master", "local[2]");
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      int code =
          PrincipiaCommand.execute(
              "simulate",
              "--law",
              "charge",
              "--dim",
              "3",
              "--runs",
              String.valueOf(RUNS),
              "--set",
              "dynamics.test-runs=" + TEST_RUNS,
              "--set",
              "dynamics.steps=" + STEPS,
              "--set",
              "frames.lower-percentile=0",
              "--set",
              "frames.upper-percentile=100",
              "--seed",
              String.valueOf(SEED),
              "--quiet",
              "--out",
              root.toString());
      assertThat(code).isZero();
    } finally {
      System.setOut(out);
      System.clearProperty("spark.master");
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("train", "test-raw", "0 flagged");
    database = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  static void close() throws SQLException {
    database.close();
  }

  private static String frames() {
    return "read_parquet('"
        + root
        + "/charge-3d/frames/law=*/**/*.parquet', hive_partitioning=true)";
  }

  private static String table(String name) {
    return "read_parquet('" + root + "/charge-3d/frames/" + name + "/*.parquet')";
  }

  private static List<List<Object>> query(String sql) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int c = 1; c <= result.getMetaData().getColumnCount(); c++) {
          row.add(result.getObject(c));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static DynamicsSettings settings() {
    return DynamicsSettings.defaults()
        .with(
            Map.of(
                "law",
                "charge",
                "dimension",
                3,
                "runs",
                RUNS,
                "test-runs",
                TEST_RUNS,
                "steps",
                STEPS));
  }

  @Test
  void everyValueIsTheSimulatorsInSinglePrecision() throws Exception {
    Simulator simulator = new Simulator(settings(), SEED);
    Map<String, Trajectory> runs = new HashMap<>();
    List<List<Object>> rows =
        query(
            "SELECT split, simulation, step, time, p.mass, p.charge, p.position, p.velocity,"
                + " p.acceleration, i FROM (SELECT *, unnest(particles) AS p,"
                + " generate_subscripts(particles, 1) AS i FROM "
                + frames()
                + ")");
    Map<Object, Integer> particles = new HashMap<>();
    rows.forEach(row -> particles.merge(row.get(0), 1, Integer::sum));
    // Bounds at 0 and 100 per cent of the training set drop frames of the other sets alone.
    assertThat(particles).containsEntry("train", RUNS * 3 / 4 * STEPS * 8);
    assertThat(particles).containsEntry("test-raw", TEST_RUNS * STEPS * 8);
    assertThat(particles.get("validation")).isBetween(1, RUNS / 4 * STEPS * 8);
    assertThat(particles.get("test")).isBetween(1, TEST_RUNS * STEPS * 8);
    for (List<Object> row : rows) {
      boolean test = ((String) row.get(0)).startsWith("test");
      int number = (Integer) row.get(1);
      Trajectory run =
          runs.computeIfAbsent(
              test + " " + number, key -> test ? simulator.testRun(number) : simulator.run(number));
      int step = (Integer) row.get(2);
      int particle = ((Number) row.get(9)).intValue() - 1;
      if (!test) {
        assertThat(row.get(0)).isEqualTo(Split.ofRun(number).label());
      }
      assertThat((Double) row.get(3)).isEqualTo(step * run.timeStep());
      assertThat((Float) row.get(4)).isEqualTo((float) run.start().mass()[particle]);
      assertThat((Float) row.get(5)).isEqualTo((float) run.start().charge()[particle]);
      int at = (step * 8 + particle) * 3;
      assertVector(row.get(6), run.position(), at);
      assertVector(row.get(7), run.velocity(), at);
      assertVector(row.get(8), run.acceleration(), at);
    }
  }

  private static void assertVector(Object found, double[] expected, int at) throws SQLException {
    Object[] values = (Object[]) ((Array) found).getArray();
    assertThat(values).hasSize(3);
    for (int k = 0; k < 3; k++) {
      assertThat((Float) values[k]).isEqualTo((float) expected[at + k]);
    }
  }

  @Test
  void everyFileSaysItsVersionAndUnits() throws SQLException {
    List<List<Object>> rows =
        query(
            "SELECT DISTINCT decode(key), decode(value) FROM parquet_kv_metadata('"
                + root
                + "/charge-3d/frames/law=*/**/*.parquet') WHERE decode(key) LIKE 'principia.%'");
    Map<String, String> metadata = new HashMap<>();
    for (List<Object> row : rows) {
      String before = metadata.put((String) row.get(0), (String) row.get(1));
      // Only the split may differ from file to file.
      assertThat(before == null || "principia.split".equals(row.get(0))).isTrue();
    }
    assertThat(metadata)
        .containsEntry("principia.format", "3")
        .containsEntry("principia.schema", GraphSchema.particles(3).text())
        .containsEntry("principia.law", "charge")
        .containsEntry("principia.dimension", "3")
        .containsEntry("principia.unit.particles.acceleration", "length / time^2")
        .containsEntry("principia.unit.time", "time");
  }

  @Test
  void everyRunHasALineWithItsDrift() throws SQLException {
    List<List<Object>> rows =
        query(
            "SELECT set, simulation, split, attempts, energy_drift, momentum_drift,"
                + " angular_momentum_drift, closest, flagged FROM "
                + table("runs")
                + " ORDER BY set, simulation");
    assertThat(rows).hasSize(RUNS + TEST_RUNS);
    Simulator simulator = new Simulator(settings(), SEED);
    for (List<Object> row : rows) {
      int number = (Integer) row.get(1);
      Trajectory run = "run".equals(row.get(0)) ? simulator.run(number) : simulator.testRun(number);
      Drift drift = Drift.of(settings().forceLaw(), run);
      assertThat(row.get(3)).isEqualTo(run.attempts());
      assertThat((Double) row.get(4)).isEqualTo(drift.energy());
      assertThat((Double) row.get(5)).isEqualTo(drift.momentum());
      assertThat((Double) row.get(6)).isEqualTo(drift.angularMomentum());
      assertThat((Double) row.get(7)).isEqualTo(drift.closest());
      assertThat(row.get(8)).isEqualTo(drift.exceeds());
    }
  }

  @Test
  void statisticsAndPercentilesAreThoseOfTheRows() throws SQLException {
    String speeds =
        "(SELECT split, p.velocity[2] AS v FROM (SELECT split, unnest(particles) AS p FROM "
            + frames()
            + "))";
    List<Object> told =
        query(
                "SELECT frames, \"values\", minimum, maximum, mean, deviation FROM "
                    + table("statistics")
                    + " WHERE split = 'validation' AND quantity = 'velocity' AND axis = 'y'")
            .get(0);
    List<Object> counted =
        query(
                "SELECT count(*) / 8, count(*), min(v), max(v), avg(v), stddev_pop(v) FROM "
                    + speeds
                    + " WHERE split = 'validation'")
            .get(0);
    for (int c = 0; c < 6; c++) {
      assertThat(((Number) told.get(c)).doubleValue())
          .isCloseTo(((Number) counted.get(c)).doubleValue(), within(1e-6));
    }
    List<List<Object>> percentiles =
        query(
            "SELECT percentile, value FROM "
                + table("percentiles")
                + " WHERE quantity = 'velocity' AND axis = 'y' ORDER BY percentile");
    assertThat(percentiles).hasSize(7);
    List<List<Object>> sorted =
        query("SELECT v FROM " + speeds + " WHERE split = 'train' ORDER BY v");
    for (List<Object> row : percentiles) {
      int rank = (int) Math.floor((Double) row.get(0) / 100 * (sorted.size() - 1) + 0.5);
      assertThat(row.get(1)).isEqualTo(sorted.get(rank).get(0));
    }
  }
}
