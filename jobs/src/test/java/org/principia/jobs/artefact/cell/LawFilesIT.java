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
import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.PairwiseField;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.NeighbourRule;
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

  /** The acceleration along x that {@link #LAW} gives a particle without neighbours. */
  private static final double ALONE = -1.0 / 3;

  @TempDir Path root;

  /** Accelerations by (simulation, step, particle). */
  private static Map<List<Integer>, double[]> expected(SparkSession spark, AccelerationField law) {
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
      law.accelerations(mass, charge, 2, position, new double[2 * n], found);
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
      spark.read().parquet(FRAMES).createOrReplaceTempView("frames");
      Map<List<Integer>, double[]> expected =
          expected(spark, new PairwiseField(ForceLaws.of("inverse-square", 0.01)));
      assertEqual(expected, bySpark(spark, LAW));
      assertEqual(expected, byDuckDb(LAW));
      for (ComposedLaw law : overNeighbours()) {
        Map<List<Integer>, double[]> sums = expected(spark, law);
        assertThat(sums.keySet()).anyMatch(at -> sums.get(at)[0] != expected.get(at)[0]);
        if (law.schema().rule() instanceof NeighbourRule.Within) {
          assertThat(sums.values()).anyMatch(a -> Math.abs(a[0] - ALONE) < 1e-15);
        }
        assertEqual(sums, bySpark(spark, law));
        assertEqual(sums, byDuckDb(law));
      }
    }
  }

  /** The law over each kind of neighbours, some particles without any, and in a box. */
  private static List<ComposedLaw> overNeighbours() {
    List<Double> box = List.of(1.5, 0.75);
    return List.of(
        LAW.over(GraphSchema.particles(2, new NeighbourRule.Chain(), List.of())),
        LAW.over(GraphSchema.particles(2, new NeighbourRule.Within(0.8), List.of())),
        LAW.over(GraphSchema.particles(2, new NeighbourRule.Nearest(1), List.of())),
        LAW.over(GraphSchema.particles(2, new NeighbourRule.AllPairs(), box)),
        LAW.over(GraphSchema.particles(2, new NeighbourRule.Within(0.3), box)));
  }

  private static Map<List<Integer>, double[]> bySpark(SparkSession spark, ComposedLaw law) {
    Map<List<Integer>, double[]> found = new HashMap<>();
    for (Row row : spark.sql(LawArtefact.sql(law, SqlDialect.SPARK)).collectAsList()) {
      found.put(
          List.of(row.getInt(0), row.getInt(1), row.getInt(2)),
          new double[] {row.getDouble(3), row.getDouble(4)});
    }
    return found;
  }

  private static Map<List<Integer>, double[]> byDuckDb(ComposedLaw law) throws SQLException {
    Map<List<Integer>, double[]> found = new HashMap<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("CREATE VIEW frames AS SELECT * FROM read_parquet('" + FRAMES + "')");
      try (ResultSet result = statement.executeQuery(LawArtefact.sql(law, SqlDialect.DUCKDB))) {
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
