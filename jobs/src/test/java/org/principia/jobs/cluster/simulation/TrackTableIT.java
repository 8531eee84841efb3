package org.principia.jobs.cluster.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.jobs.cli.Sessions;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.cluster.simulation.TrackTable.Existing;
import org.principia.observed.Track;
import org.principia.observed.world.SimulatedWorld;

final class TrackTableIT {
  private static final WorldSettings WORLD =
      WorldSettings.defaults()
          .with(
              Map.of(
                  "position-noise",
                  0.01,
                  "dropouts",
                  0.2,
                  "hidden",
                  1,
                  "known",
                  List.of("mass", "type", "sigma")));

  @TempDir Path root;

  private static TrackTable table(int runs) {
    DynamicsSettings dynamics =
        DynamicsSettings.defaults().with(Map.of("dimension", 3, "runs", runs, "steps", 6));
    return new TrackTable(dynamics, WORLD, 5);
  }

  private static SimulatedWorld world(int runs) {
    return new SimulatedWorld(table(runs).dynamics(), WORLD, 5);
  }

  /** Every position of a world, as a row of its table. */
  private static List<String> rows(int runs) {
    List<String> rows = new ArrayList<>();
    for (int number = 0; number < runs; number++) {
      SimulatedWorld.Observation run = world(runs).run(number);
      for (Track t : run.tracks().tracks()) {
        for (int k = 0; k < t.size(); k++) {
          double[] x = t.positions();
          rows.add(
              String.join(
                  ",",
                  run.tracks().run(),
                  t.particle(),
                  String.valueOf(t.times()[k]),
                  String.valueOf(x[3 * k]),
                  String.valueOf(x[3 * k + 1]),
                  String.valueOf(x[3 * k + 2]),
                  String.valueOf(t.properties().get("mass")),
                  t.type(),
                  String.valueOf(t.sigma()[k])));
        }
      }
    }
    return rows;
  }

  @Test
  void textIsOneFileOfAllPositionsInTheirOrder() throws IOException {
    Path file = root.resolve("new/world.csv");
    try (SparkApplication spark = Sessions.open("tracks")) {
      table(103).write(spark, file.toString(), Existing.REFUSE);
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).isEqualTo("run,particle,time,x,y,z,mass,type,sigma");
    assertThat(lines.subList(1, lines.size())).isEqualTo(rows(103));
  }

  @Test
  void parquetIsAFileForAHundredRunsAndItsBytesHangOnNothingElse() throws IOException {
    Path small = root.resolve("small.parquet");
    Path large = root.resolve("large.parquet");
    Path again = root.resolve("again.parquet");
    try (SparkApplication spark = Sessions.open("tracks")) {
      table(100).write(spark, small.toString(), Existing.REFUSE);
      table(101).write(spark, large.toString(), Existing.REFUSE);
      table(100).write(spark, again.toString(), Existing.REFUSE);
      List<Row> rows = spark.session().read().parquet(large.toString()).collectAsList();
      assertThat(rows.stream().map(row -> row.mkString(",")).sorted())
          .isEqualTo(rows(101).stream().sorted().toList());
    }
    assertThat(small).isRegularFile().hasSameBinaryContentAs(again);
    try (Stream<Path> parts = Files.list(large)) {
      assertThat(parts.filter(p -> p.toString().endsWith(".parquet")).sorted().toList())
          .containsExactly(
              large.resolve("part-00000.parquet"), large.resolve("part-00001.parquet"));
      assertThat(large.resolve("part-00000.parquet")).hasSameBinaryContentAs(small);
    }
  }

  @Test
  void aTableThatIsThereIsReplacedOnDemandAlone() throws IOException {
    Path file = Files.writeString(root.resolve("mine.csv"), "precious\n");
    try (SparkApplication spark = Sessions.open("tracks")) {
      assertThatThrownBy(() -> table(1).write(spark, file.toString(), Existing.REFUSE))
          .isInstanceOf(InputException.class)
          .hasMessage("Cannot write " + file + ": it is there; --overwrite replaces it");
      assertThat(file).hasContent("precious");
      table(1).write(spark, file.toString(), Existing.REPLACE);
      assertThatThrownBy(() -> table(1).write(spark, "world.xlsx", Existing.REFUSE))
          .hasMessage("Invalid --out: world.xlsx (a name that ends in .parquet or .csv)");
    }
    assertThat(Files.readAllLines(file)).hasSize(rows(1).size() + 1);
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left.filter(p -> p.getFileName().toString().startsWith("_"))).isEmpty();
    }
  }
}
