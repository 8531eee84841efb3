package org.principia.jobs.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.Versions;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.run.Lease;
import org.principia.jobs.run.StageDirectory;

/**
 * The table of all cells, {@code OUT/results}: {@code cells/} (Parquet, one row a cell), {@code
 * results.md} and a manifest. It is replaced as a whole, by renames, when a cell has ended.
 */
final class Results implements ScoreRows {
  static final String DIRECTORY = "results";

  private static final String TABLE = "cells";
  private static final String TEXT = "results.md";
  private static final String ROW = "row";
  private static final List<String> KEYS = List.of("law", "dimension", "strategy", "seed");

  private final SparkApplication application;
  private final SparkSession spark;
  private final Storage output;
  private final SweepPlan plan;
  private final Map<String, Map<String, Object>> known = new HashMap<>();
  private final Map<String, DataType> columns = new LinkedHashMap<>();
  private Lease lease;

  /**
   * The results of a plan.
   *
   * @param spark the application
   * @param output the sweep's
   * @param plan its cells
   */
  Results(SparkApplication spark, Storage output, SweepPlan plan) {
    this.application = spark;
    this.spark = spark.session();
    this.output = output;
    this.plan = plan;
  }

  /** They are written under a lease of their directory, from now on. */
  synchronized void under(Lease held) {
    lease = held;
  }

  /** Reads what every cell came to and writes the table anew. */
  synchronized List<CellResult> update() {
    List<CellResult> results =
        plan.cells().stream().map(cell -> CellResult.read(cell, output, this)).toList();
    StageDirectory directory = new StageDirectory(output, new Path(output.root(), DIRECTORY));
    Path made = directory.begin();
    StructType schema = schema();
    List<Row> rows = results.stream().map(result -> row(result, schema)).toList();
    spark
        .createDataFrame(rows, schema)
        .coalesce(1)
        .write()
        .parquet(new Path(made, TABLE).toString());
    output.write(new Path(made, TEXT), ResultText.markdown(results));
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("stage", "sweep");
    entries.put("cells", results.size());
    entries.put("versions", Versions.all());
    directory.commit(made, new Manifest(entries), lease);
    SweepReport.write(application, output, results);
    return results;
  }

  /** Each scorecard is read once; one that is damaged costs the others nothing. */
  @Override
  public Map<String, Object> of(PlannedCell cell, Storage storage, Manifest scorecard) {
    String key =
        cell.label() + " " + scorecard.fingerprint() + " " + scorecard.entries().get("seconds");
    Map<String, Object> row = known.get(key);
    if (row == null) {
      Path path = new Path(new Path(cell.directory(storage), "scorecard"), ROW);
      try {
        row = read(path);
      } catch (Exception e) {
        if (cancelled(e)) {
          throw e;
        }
        return Map.of("reason", "Cannot read " + path + ": " + firstLine(e));
      }
      known.put(key, row);
    }
    return row;
  }

  /** Spark throws checked exceptions without saying so; a job of a sweep that ends says nothing. */
  private boolean cancelled(Exception e) {
    return application.isStopped()
        || String.valueOf(e.getMessage()).contains("cancelled as part of cancellation");
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private Map<String, Object> read(Path path) {
    Map<String, Object> values = new LinkedHashMap<>();
    Row row = spark.read().parquet(path.toString()).first();
    for (StructField field : row.schema().fields()) {
      if (!KEYS.contains(field.name())) {
        // A column that has another type in another cell stays that of the first.
        if (columns.computeIfAbsent(field.name(), n -> field.dataType()).equals(field.dataType())) {
          values.put(field.name(), row.getAs(field.name()));
        }
      }
    }
    return values;
  }

  private StructType schema() {
    StructType schema =
        new StructType()
            .add("law", DataTypes.StringType, false)
            .add("dimension", DataTypes.IntegerType, false)
            .add("strategy", DataTypes.StringType, false)
            .add("seed", DataTypes.LongType, false)
            .add("status", DataTypes.StringType, false)
            .add("reason", DataTypes.StringType, false)
            .add("frames_trained", DataTypes.LongType, false)
            .add("epochs", DataTypes.IntegerType, false)
            .add("frame_passes", DataTypes.DoubleType, false)
            .add("commit", DataTypes.StringType, false)
            .add("trained_commit", DataTypes.StringType, false)
            .add("seconds", DataTypes.DoubleType, false);
    for (String verb : Pipeline.verbs()) {
      schema = schema.add("seconds_" + verb, DataTypes.DoubleType, true);
    }
    for (Map.Entry<String, DataType> column : columns.entrySet()) {
      if (!List.of(schema.fieldNames()).contains(column.getKey())) {
        schema = schema.add(column.getKey(), column.getValue(), true);
      }
    }
    return schema;
  }

  private static Row row(CellResult result, StructType schema) {
    Map<String, Object> values = new HashMap<>(result.scores());
    PlannedCell cell = result.cell();
    values.put("law", cell.law());
    values.put("dimension", cell.dimension());
    values.put("strategy", cell.strategy());
    values.put("seed", cell.seed());
    values.put("status", result.status().label());
    values.put("reason", result.reason());
    values.put("frames_trained", result.scale().frames());
    values.put("epochs", result.scale().epochs());
    values.put("frame_passes", result.scale().passes());
    values.put("commit", result.commit());
    values.put("trained_commit", result.trainedCommit());
    values.put("seconds", result.allSeconds());
    result.seconds().forEach((verb, seconds) -> values.put("seconds_" + verb, seconds));
    List<Object> cells = new ArrayList<>();
    for (String name : schema.fieldNames()) {
      cells.add(values.get(name));
    }
    return RowFactory.create(cells.toArray());
  }
}
