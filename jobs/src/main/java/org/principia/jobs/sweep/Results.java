package org.principia.jobs.sweep;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.RecordTable.ColumnTable;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.console.Console;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.run.Lease;
import org.principia.jobs.run.Output;
import org.principia.jobs.run.Runner;
import org.principia.jobs.run.Runner.Overwrite;

/**
 * The table of all cells, {@code OUT/results}: {@code cells/} (Parquet, one row a cell), {@code
 * results.md} and a manifest. It is replaced as a whole, by renames, when a cell has ended.
 */
final class Results implements Output {
  static final String DIRECTORY = "results";
  private static final List<String> KEYS = List.of("law", "dimension", "strategy", "seed");

  private final SparkApplication spark;
  private final Storage output;
  private final SweepPlan plan;
  private final Map<String, Map<String, Object>> known = new HashMap<>();
  private final ColumnTable columns = columns();
  private List<CellResult> results = List.of();
  private Lease lease;

  /** The results of a plan. */
  Results(SparkApplication spark, Storage output, SweepPlan plan) {
    this.spark = spark;
    this.output = output;
    this.plan = plan;
  }

  private static ColumnTable columns() {
    ColumnTable columns =
        new ColumnTable()
            .require("law", String.class)
            .require("dimension", Integer.class)
            .require("strategy", String.class)
            .require("seed", Long.class)
            .require("status", String.class)
            .require("reason", String.class)
            .require("frames_trained", Long.class)
            .require("epochs", Integer.class)
            .require("frame_passes", Double.class)
            .require("commit", String.class)
            .require("trained_commit", String.class)
            .require("seconds", Double.class);
    Pipeline.verbs().forEach(verb -> columns.add("seconds_" + verb, Double.class));
    return columns;
  }

  /** They are written under a lease of their directory, from now on. */
  synchronized void under(Lease held) {
    lease = held;
  }

  /** Reads what every cell came to and writes the table anew. */
  synchronized List<CellResult> update() {
    results =
        plan.cells().stream()
            .map(cell -> CellResult.read(cell, output, m -> row(cell, m), cell.states(output)))
            .toList();
    new Runner(output, new Console(Console.Detail.QUIET), Overwrite.REPLACE).replace(this, lease);
    SweepPage.write(spark, output, results);
    return results;
  }

  @Override
  public String verb() {
    return "sweep";
  }

  @Override
  public Path path() {
    return new Path(output.root(), DIRECTORY);
  }

  /** It is never complete: written after each cell. */
  @Override
  public String fingerprint() {
    return "";
  }

  @Override
  public Map<String, Object> manifest() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("stage", verb());
    entries.put("cells", results.size());
    return entries;
  }

  @Override
  public Map<String, Object> make(Path made) {
    columns.write(
        spark.session(), results.stream().map(Results::row).toList(), new Path(made, "cells"));
    output.write(new Path(made, "results.md"), ResultText.markdown(results));
    return Map.of();
  }

  /** Each scorecard is read once; one that is damaged costs the others nothing. */
  Map<String, Object> row(PlannedCell cell, Manifest scorecard) {
    String key =
        cell.label() + " " + scorecard.fingerprint() + " " + scorecard.entries().get("seconds");
    Map<String, Object> row = known.get(key);
    if (row == null) {
      Path path = new Path(cell.directory(output), "scorecard/row");
      try {
        row = columns.first(spark.session(), path);
        row.keySet().removeAll(KEYS);
      } catch (Exception e) {
        // Cancelled jobs of a sweep that is ending fail with undeclared checked exceptions.
        if (spark.isStopped()
            || String.valueOf(e.getMessage()).contains("cancelled as part of cancellation")) {
          throw e;
        }
        return Map.of("reason", "Cannot read " + path + ": " + Storage.firstLine(e));
      }
      known.put(key, row);
    }
    return row;
  }

  private static Map<String, Object> row(CellResult result) {
    Map<String, Object> values = new HashMap<>(result.scores());
    values.putAll(result.cell().entries());
    values.put("status", result.status().label());
    values.put("reason", result.reason());
    values.put("frames_trained", result.scale().frames());
    values.put("epochs", result.scale().epochs());
    values.put("frame_passes", result.scale().passes());
    values.put("commit", result.commit());
    values.put("trained_commit", result.trainedCommit());
    values.put("seconds", result.allSeconds());
    result.seconds().forEach((verb, seconds) -> values.put("seconds_" + verb, seconds));
    return values;
  }
}
