package org.principia.jobs.artefact.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.PairwiseField;
import org.principia.jobs.CommandLineRun;
import org.principia.symbolic.expression.SqlDialect;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.PhysicalForm;

/**
 * The files of a law do what the law does: its queries in two databases, its law in the simulator.
 */
final class LawFilesIT {
  private static final String FRAMES = "src/test/resources/fixtures/format-2/frames-2d.parquet";

  /** Gravity of three particles with mixed and shifted messages, undone by the node formulas. */
  private static final ComposedLaw LAW =
      ComposedLaw.parse(
          2,
          List.of("(2*dx + dy)*m2/(r*(r + 0.01)^2) + 0.5", "(dx - dy)*m2/(r*(r + 0.01)^2)"),
          List.of("(s1 - 1 + s2)/3", "(s1 - 1 - 2*s2)/3"));

  private static final ComposedLaw CENTRAL =
      ComposedLaw.parse(
          2, List.of("dx*(m2/(r*(r + 0.01)^2))", "dy*(m2/(r*(r + 0.01)^2))"), List.of("s1", "s2"));

  @TempDir Path root;

  /** Accelerations by (simulation, step, particle). */
  private static Map<List<Integer>, double[]> expected(SparkSession spark) {
    PairwiseField truth = new PairwiseField(ForceLaws.of("inverse-square", 0.01));
    Map<List<Integer>, double[]> all = new HashMap<>();
    for (Row row : spark.read().parquet(FRAMES).collectAsList()) {
      List<Row> particles = row.getList(row.fieldIndex("particles"));
      int n = particles.size();
      double[] mass = new double[n];
      double[] charge = new double[n];
      double[] position = new double[2 * n];
      double[] found = new double[2 * n];
      for (int i = 0; i < n; i++) {
        mass[i] = particles.get(i).getFloat(0);
        charge[i] = particles.get(i).getFloat(1);
        for (int k = 0; k < 2; k++) {
          position[2 * i + k] = particles.get(i).<Float>getList(2).get(k);
        }
      }
      truth.accelerations(mass, charge, 2, position, new double[2 * n], found);
      for (int i = 0; i < n; i++) {
        all.put(
            List.of(row.getInt(0), row.getInt(1), i),
            new double[] {found[2 * i], found[2 * i + 1]});
      }
    }
    return all;
  }

  private static void assertEqual(
      Map<List<Integer>, double[]> expected, Map<List<Integer>, double[]> found) {
    assertThat(expected).isNotEmpty();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (key, value) -> {
          double size = Math.hypot(value[0], value[1]);
          assertThat(found.get(key)).as("%s", key).containsExactly(value, within(1e-9 * size));
        });
  }

  @Test
  void theQueriesGiveTheSimulatorsAccelerations() throws SQLException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      Map<List<Integer>, double[]> expected = expected(spark);
      spark.read().parquet(FRAMES).createOrReplaceTempView("frames");
      Map<List<Integer>, double[]> bySpark = new HashMap<>();
      for (Row row : spark.sql(LawArtefact.sql(LAW, SqlDialect.SPARK)).collectAsList()) {
        bySpark.put(
            List.of(row.getInt(0), row.getInt(1), row.getInt(2)),
            new double[] {row.getDouble(3), row.getDouble(4)});
      }
      assertEqual(expected, bySpark);
      assertEqual(expected, byDuckDb());
    }
  }

  private static Map<List<Integer>, double[]> byDuckDb() throws SQLException {
    Map<List<Integer>, double[]> found = new HashMap<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("CREATE VIEW frames AS SELECT * FROM read_parquet('" + FRAMES + "')");
      try (ResultSet result = statement.executeQuery(LawArtefact.sql(LAW, SqlDialect.DUCKDB))) {
        while (result.next()) {
          found.put(
              List.of(result.getInt(1), result.getInt(2), result.getInt(3)),
              new double[] {result.getDouble(4), result.getDouble(5)});
        }
      }
    }
    return found;
  }

  @Test
  void theSimulatorRunsTheFoundLawAndGivesTheTrajectoriesOfTheTrueOne() throws IOException {
    Path conf = root.resolve("law.conf");
    Files.writeString(
        conf,
        LawArtefact.hocon(
            PhysicalForm.of(CENTRAL).orElseThrow().definition("found", 0.001).orElseThrow()));
    simulate(conf, "found");
    simulate(conf, "inverse-square");
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      List<float[]> found = positions(spark, "found");
      List<float[]> truth = positions(spark, "inverse-square");
      assertThat(found).hasSameSizeAs(truth).isNotEmpty();
      BiConsumer<float[], float[]> same = (a, b) -> assertThat(a).containsExactly(b, within(1e-4f));
      for (int i = 0; i < found.size(); i++) {
        same.accept(found.get(i), truth.get(i));
      }
    }
  }

  private void simulate(Path conf, String law) {
    List<String> arguments =
        List.of(
            "simulate",
            conf.toString(),
            "--law",
            law,
            "--out",
            root.resolve("out").toString(),
            "--set",
            "dynamics.runs=8",
            "--set",
            "dynamics.test-runs=8",
            "--set",
            "dynamics.steps=20",
            "--set",
            "frames.lower-percentile=0",
            "--set",
            "frames.upper-percentile=100");
    CommandLineRun.Outcome outcome = CommandLineRun.of("local[1]", arguments);
    System.clearProperty("spark.master");
    assertThat(outcome.code()).as(outcome.err()).isZero();
  }

  private List<float[]> positions(SparkSession spark, String law) {
    List<float[]> all = new ArrayList<>();
    String path =
        root.resolve("out/" + law + "-2d/frames/law=" + law + "/dim=2/split=train").toString();
    for (Row row : spark.read().parquet(path).orderBy("simulation", "step").collectAsList()) {
      List<Row> particles = row.getList(row.fieldIndex("particles"));
      float[] values = new float[2 * particles.size()];
      for (int i = 0; i < values.length; i++) {
        Row particle = particles.get(i / 2);
        values[i] = particle.<Float>getList(particle.fieldIndex("position")).get(i % 2);
      }
      all.add(values);
    }
    return all;
  }
}
