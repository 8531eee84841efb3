package org.principia.jobs.cluster.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.ComponentStatistics;
import org.principia.graphs.FrameSettings;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;

/** What a simulation made: counts, statistics, percentiles and one line a run. */
public final class DataSet {
  /** Columns of the table of runs. */
  public static final StructType RUNS =
      new StructType(
          new StructField[] {
            field("set", DataTypes.StringType),
            field("simulation", DataTypes.IntegerType),
            field("split", DataTypes.StringType),
            field("attempts", DataTypes.IntegerType),
            field("evaluations", DataTypes.LongType),
            optional("energy_drift"),
            optional("momentum_drift"),
            optional("angular_momentum_drift"),
            field("closest", DataTypes.DoubleType),
            field("flagged", DataTypes.BooleanType)
          });

  /** Columns of the table of statistics. */
  public static final StructType STATISTICS =
      new StructType(
          new StructField[] {
            field("split", DataTypes.StringType),
            field("quantity", DataTypes.StringType),
            field("axis", DataTypes.StringType),
            field("frames", DataTypes.LongType),
            field("dropped", DataTypes.LongType),
            field("dropped_fraction", DataTypes.DoubleType),
            field("values", DataTypes.LongType),
            field("minimum", DataTypes.DoubleType),
            field("maximum", DataTypes.DoubleType),
            field("mean", DataTypes.DoubleType),
            field("deviation", DataTypes.DoubleType)
          });

  /** Columns of the table of percentiles. */
  public static final StructType PERCENTILES =
      new StructType(
          new StructField[] {
            field("quantity", DataTypes.StringType),
            field("axis", DataTypes.StringType),
            field("percentile", DataTypes.DoubleType),
            field("value", DataTypes.FloatType)
          });

  private final List<UnitReport> units;
  private final Percentiles percentiles;
  private final GraphSchema schema;
  private final int resumed;
  private final Map<Split, OfSplit> splits = new LinkedHashMap<>();

  /**
   * The whole of a split.
   *
   * @param split the split
   * @param runs runs that it has frames of, dropped ones among them
   * @param frames frames written
   * @param dropped frames outside the pruning bounds
   * @param files files written
   * @param bytes their size
   */
  public record OfSplit(Split split, long runs, long frames, long dropped, int files, long bytes) {
    /** Share of the frames that was dropped; nothing of nothing is nothing. */
    public double droppedFraction() {
      return (double) dropped / Math.max(1, frames + dropped);
    }

    private OfSplit plus(UnitReport.OfSplit part) {
      return new OfSplit(
          split,
          runs + part.runs(),
          frames + part.frames(),
          dropped + part.dropped(),
          files + (part.frames() > 0 ? 1 : 0),
          bytes + part.bytes());
    }
  }

  DataSet(List<UnitReport> units, Percentiles percentiles, GraphSchema schema, int resumed) {
    this.units = units;
    this.percentiles = percentiles;
    this.schema = schema;
    this.resumed = resumed;
    for (Split split : Split.values()) {
      OfSplit sum = new OfSplit(split, 0, 0, 0, 0, 0);
      for (UnitReport unit : units) {
        UnitReport.OfSplit part = unit.splits().get(split.label());
        sum = part == null ? sum : sum.plus(part);
      }
      splits.put(split, sum);
    }
  }

  /** Counts of each split. */
  public List<OfSplit> splits() {
    return List.copyOf(splits.values());
  }

  /** How many units were there from an earlier attempt. */
  public int resumedUnits() {
    return resumed;
  }

  /** How many units there are. */
  public int units() {
    return units.size();
  }

  /** Runs that were drawn again because they diverged. */
  public long redrawn() {
    return units.stream().mapToLong(UnitReport::redrawn).sum();
  }

  /** Runs in which a conserved quantity drifts beyond the limit. */
  public long flagged() {
    return units.stream().mapToLong(UnitReport::flagged).sum();
  }

  /**
   * The bounds outside which frames were dropped.
   *
   * @param settings percentiles that bound
   * @return the bounds
   */
  public PruningBounds bounds(FrameSettings settings) {
    return percentiles.bounds(settings);
  }

  /** A row of {@link #RUNS}. */
  static Row row(UnitReport.OfRun r) {
    return RowFactory.create(
        r.set(),
        r.simulation(),
        r.split(),
        r.attempts(),
        r.evaluations(),
        present(r.energyDrift()),
        present(r.momentumDrift()),
        present(r.angularMomentumDrift()),
        r.closest(),
        r.flagged());
  }

  /** In a table, what is not there is null, which every reader understands. */
  private static Double present(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** Rows of {@link #STATISTICS}. */
  public List<Row> statisticsRows() {
    List<Row> rows = new ArrayList<>();
    for (OfSplit split : splits.values()) {
      for (ComponentStatistics.Column c : columns(split.split())) {
        rows.add(
            RowFactory.create(
                split.split().label(),
                c.quantity(),
                c.axis(),
                split.frames(),
                split.dropped(),
                split.droppedFraction(),
                c.values(),
                c.minimum(),
                c.maximum(),
                c.mean(),
                c.deviation()));
      }
    }
    return rows;
  }

  private List<ComponentStatistics.Column> columns(Split split) {
    ComponentStatistics merged = new ComponentStatistics(schema);
    for (UnitReport unit : units) {
      UnitReport.OfSplit part = unit.splits().get(split.label());
      if (part != null) {
        merged.merge(part.sums());
      }
    }
    return merged.columns();
  }

  /** What the numbers of a graph mean. */
  public GraphSchema schema() {
    return schema;
  }

  /** Rows of {@link #PERCENTILES}. */
  public List<Row> percentileRows() {
    List<Row> rows = new ArrayList<>();
    int c = 0;
    for (ComponentStatistics.Column column : new ComponentStatistics(schema).columns()) {
      if (!schema.isBounded(column.quantity())) {
        continue;
      }
      for (int p = 0; p < percentiles.percentiles().length; p++) {
        rows.add(
            RowFactory.create(
                column.quantity(),
                column.axis(),
                percentiles.percentiles()[p],
                percentiles.values().get(p)[c]));
      }
      c++;
    }
    return rows;
  }

  /** Percentiles before pruning and range after it, of the training runs, for people. */
  public List<String> ranges() {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(String.format("  %-14s", "train"));
    for (double percentile : percentiles.percentiles()) {
      head.append(String.format(Locale.ROOT, " %8s", number(percentile) + " %"));
    }
    lines.add(head + "   least kept   most kept");
    int column = 0;
    for (ComponentStatistics.Column c : columns(Split.TRAIN)) {
      if ("velocity".equals(c.quantity()) || "acceleration".equals(c.quantity())) {
        StringBuilder line =
            new StringBuilder(String.format("  %-14s", c.quantity() + " " + c.axis()));
        for (float[] values : percentiles.values()) {
          line.append(String.format(Locale.ROOT, " %8.4g", values[column]));
        }
        line.append(String.format(Locale.ROOT, "   %10.4g  %10.4g", c.minimum(), c.maximum()));
        lines.add(line.toString());
        column++;
      }
    }
    return lines;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static StructField field(String name, org.apache.spark.sql.types.DataType type) {
    return new StructField(name, type, false, Metadata.empty());
  }

  private static StructField optional(String name) {
    return new StructField(name, DataTypes.DoubleType, true, Metadata.empty());
  }
}
