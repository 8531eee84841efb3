package org.principia.jobs.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.common.RandomStream;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.cell.Artefacts;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.jobs.artefact.cell.FrontsArtefact;
import org.principia.jobs.artefact.cell.ScorecardArtefact;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Cancellation;
import org.principia.jobs.run.Runner.Overwrite;
import org.principia.jobs.run.Work;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageProjection;
import org.principia.messages.NodeSample;
import org.principia.messages.NodeVariables;
import org.principia.messages.Recording;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.search.FrontMember;

/** Both structures, searched for in messages of a damped spring that are written here. */
final class RegressStageIT {
  private static final double[][] MAP = {{1.2, 0.4}, {-0.3, 0.9}};

  @TempDir static java.nio.file.Path root;

  private static SparkSession spark;
  private static ScorecardArtefact cell;
  private static List<FrontMember> members;

  @BeforeAll
  static void search() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .appName("regress")
            .getOrCreate();
    Configuration settings =
        Configuration.parse(
            "",
            "test.conf",
            List.of(
                "output=" + root,
                "symbolic.islands=2",
                "symbolic.rounds=4",
                "symbolic.fits-per-round=400",
                "symbolic.max-complexity=13"));
    Directory output = new SparkApplication(spark).directory("output", root.toString());
    CellId id = new CellId("spring", 2, "bottleneck", settings.run().seed());
    cell = Artefacts.of(output, id);
    RandomGenerator rng = RandomStream.of(5, "test.regress");
    List<EdgeSample> edges = new ArrayList<>();
    List<NodeSample> nodes = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      edges.add(edge(i, rng));
    }
    MessageProjection kept =
        MessageProjection.of(edges, 2, settings.messages(), deviations -> new double[2][2]);
    IntStream.range(0, 1500).forEach(i -> nodes.add(node(i, rng)));
    FrontsArtefact fronts = cell.law().fronts();
    fronts.messages().write(new Recording(edges, nodes, kept));
    Work work =
        new Work(
            settings,
            new CellDirectories(output, id),
            "fronts",
            "messages",
            new Console(Console.Detail.QUIET),
            Overwrite.REFUSE,
            new Cancellation());
    new RegressStage(new Stage.Source<>(Optional.empty(), fronts::messages, work))
        .make(fronts.messages(), fronts, work);
    members = fronts.members();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static EdgeSample edge(int row, RandomGenerator rng) {
    double[] in = new double[7];
    double[] separation = {1.5 * rng.nextGaussian(), 1.5 * rng.nextGaussian()};
    EdgeVariables.fill(
        in, Math.exp(rng.nextGaussian()), Math.exp(rng.nextGaussian()), 1, -1, separation);
    float[] message = new float[2];
    for (int k = 0; k < 2; k++) {
      double along = MAP[k][0] * in[4] + MAP[k][1] * in[5];
      message[k] = (float) (along * (1 - 1 / in[6]) + 0.25 + 0.01 * rng.nextGaussian());
    }
    return new EdgeSample(row, 0, 0, 1, in, message);
  }

  /** {@code a = (s - 0.75 v) / m + (0.2, 0)}. */
  private static NodeSample node(int row, RandomGenerator rng) {
    double[] in = rng.ints(8, 0, 1000).mapToDouble(i -> (i - 500) / 250.0).toArray();
    in[0] = Math.exp(rng.nextGaussian());
    in[1] = row % 2 == 0 ? 1 : -1;
    float[] predicted = new float[2];
    for (int k = 0; k < 2; k++) {
      double force = in[6 + k] - 0.75 * in[4 + k];
      predicted[k] = (float) (force / in[0] + (k == 0 ? 0.2 : 0) + 0.01 * rng.nextGaussian());
    }
    return new NodeSample(row, 0, 0, in, predicted, predicted);
  }

  private static FrontMember chosen(String component, String structure) {
    return members.stream()
        .filter(m -> m.chosen() && m.component().equals(component))
        .filter(m -> m.structure().equals(structure))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bothStructuresOfEveryComponentAreOnTheFronts() {
    for (String structure : List.of("free", "central")) {
      for (String c : List.of("message_1", "message_2", "acceleration_1", "acceleration_2")) {
        assertThat(chosen(c, structure).loss()).as(structure + " " + c).isPositive();
      }
    }
    assertThat(members.get(0).structure()).isEqualTo("free");
  }

  @Test
  void theCentralMessagesAreOneFactorTimesAMapOfTheSeparation() {
    for (int k = 0; k < 2; k++) {
      FrontMember m = chosen("message_" + (k + 1), "central");
      Expression formula = Expression.parse(m.formula(), EdgeVariables.names(2));
      for (double[] at : new double[][] {{1, 1, 1, 1, 3, 4, 5}, {1, 1, 1, 1, 0.3, -0.4, 0.5}}) {
        double along = MAP[k][0] * at[4] + MAP[k][1] * at[5];
        double expected = along * (1 - 1 / at[6]) + 0.25;
        assertThat(formula.evaluate(at)).as(m.formula()).isCloseTo(expected, within(0.03));
      }
    }
  }

  @Test
  void theCentralAccelerationsAreOneFactorOfTheParticleTimesSumsAndVelocities() {
    for (int k = 0; k < 2; k++) {
      FrontMember m = chosen("acceleration_" + (k + 1), "central");
      Expression formula = Expression.parse(m.formula(), NodeVariables.names(2));
      double[] at = {2, 1, 5, 5, 0.4, -0.6, 1.5, -2};
      double expected = (at[6 + k] - 0.75 * at[4 + k]) / 2 + (k == 0 ? 0.2 : 0);
      assertThat(formula.evaluate(at)).as(m.formula()).isCloseTo(expected, within(0.02));
      // What the rows do not ask for is left out; x and y are never asked.
      String other = k == 0 ? "2" : "1";
      assertThat(m.formula()).doesNotContain("s" + other, k == 0 ? "vy" : "vx", "one");
      assertThat(m.complexity()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void theSqlOfAMemberIsItsFormula() {
    Dataset<Row> edges =
        spark.read().parquet(cell.law().fronts().messages().at().file("edges").toString());
    FrontMember m = chosen("message_1", "free");
    Row row = edges.selectExpr("m1", "m2", "q1", "q2", "dx", "dy", "r", m.sql()).first();
    double[] in = new double[7];
    for (int i = 0; i < 7; i++) {
      in[i] = row.getDouble(i);
    }
    Expression formula = Expression.parse(m.formula(), EdgeVariables.names(2));
    assertThat(row.getDouble(7)).isCloseTo(formula.evaluate(in), within(1e-9));
  }

  @Test
  void snappedFormulasLoseLittle() {
    for (FrontMember m : members) {
      if (m.chosen()) {
        assertThat(m.snappedLoss()).as(m.toString()).isBetween(0.9 * m.loss(), 1.1 * m.loss());
      }
    }
  }

  @Test
  void frontsWithoutAColumnAreOneLine() {
    FrontsArtefact fronts = cell.law().fronts();
    Directory old = fronts.at().below("old");
    spark
        .read()
        .parquet(fronts.at().file("fronts").toString())
        .drop("sql", "snapped")
        .write()
        .parquet(old.file("fronts").toString());
    assertThatThrownBy(() -> new FrontsArtefact(old, fronts.messages()).members())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it has no column sql, snapped; --overwrite with the verb")
        .hasMessageNotContaining("\n");
  }
}
