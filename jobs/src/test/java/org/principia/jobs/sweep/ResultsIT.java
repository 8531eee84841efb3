package org.principia.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.pipeline.Pipeline.StageState;
import org.principia.jobs.sweep.CellResult.Status;

final class ResultsIT {
  private static final String CONFIG =
      "sweep.grids = [{ laws = [spring], dimensions = [2], strategies = [bottleneck, l1, kl],"
          + " seeds = [1] }]";

  @TempDir Path root;

  /** A cell whose scorecard is complete. */
  private static CellResult read(PlannedCell cell, Storage output, Results results) {
    List<StageState> states =
        cell.states(output).stream()
            .filter(s -> "evaluate".equals(s.verb()))
            .map(s -> new StageState(s.verb(), s.path(), Optional.of(new Manifest(Map.of())), true))
            .toList();
    return CellResult.read(cell, output, card -> results.row(cell, card), states);
  }

  @Test
  void aRowThatCannotBeReadCostsTheOtherCellsNothing() throws Exception {
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate()) {
      SweepPlan plan =
          SweepPlan.of(new SweepPlan.Source(CONFIG, "test", List.of("output=" + root.toString())));
      Storage output = Storage.open(new Configuration(), "output", root.toString());
      Path system = root.resolve("seed-1/spring-2d");
      spark
          .sql("select true as recovered")
          .write()
          .parquet(system.resolve("bottleneck/scorecard/row").toString());
      // One row is damaged, the other not there.
      Path damaged = Files.createDirectories(system.resolve("kl/scorecard/row"));
      Files.writeString(damaged.resolve("part-0.parquet"), "no Parquet at all");

      Results rows = new Results(new SparkApplication(spark), output, plan);
      List<CellResult> results =
          plan.cells().stream().map(cell -> read(cell, output, rows)).toList();

      assertThat(results)
          .extracting(CellResult::status)
          .containsExactly(Status.RECOVERED, Status.MISSING, Status.MISSING);
      assertThat(results.get(1).reason()).startsWith("Cannot read ").contains("l1/scorecard/row");
      assertThat(results.get(2).reason()).startsWith("Cannot read ").contains("kl/scorecard/row");
    }
  }
}
