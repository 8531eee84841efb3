package org.principia.jobs.cluster.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.principia.graphs.ComponentStatistics;
import org.principia.graphs.FrameSettings;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.RecordTable;
import org.principia.jobs.artefact.RecordTable.RecordFile;
import org.principia.jobs.cluster.simulation.SimulationWork.UnitReport;

/**
 * What a simulation made: counts, statistics, percentiles and one line a run.
 *
 * @param units what each unit wrote
 * @param percentiles of all training frames, before pruning
 * @param schema what the numbers of a graph mean
 * @param resumed how many units were there from an earlier attempt
 */
public record DataSet(
    List<UnitReport> units, Percentiles percentiles, GraphSchema schema, int resumed) {
  private static final RecordTable<UnitReport.OfRun> RUNS =
      RecordTable.of(UnitReport.OfRun.class)
          .nullable("energy_drift", "momentum_drift", "angular_momentum_drift");

  private static final RecordFile<StatisticsRow> STATISTICS =
      new RecordFile<>("statistics", RecordTable.of(StatisticsRow.class));

  private static final RecordFile<PercentileRow> PERCENTILES =
      new RecordFile<>("percentiles", RecordTable.of(PercentileRow.class));

  private static final int RUNS_OF_A_FILE = 1_000_000;

  /** One component in one split. */
  record StatisticsRow(
      String split,
      String quantity,
      String axis,
      long frames,
      long dropped,
      double droppedFraction,
      long values,
      double minimum,
      double maximum,
      double mean,
      double deviation) {}

  private record PercentileRow(String quantity, String axis, double percentile, float value) {}

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

  /** Counts of each split. */
  public List<OfSplit> splits() {
    List<OfSplit> splits = new ArrayList<>();
    for (Split split : Split.values()) {
      OfSplit sum = new OfSplit(split, 0, 0, 0, 0, 0);
      for (UnitReport unit : units) {
        UnitReport.OfSplit part = unit.splits().get(split.label());
        sum = part == null ? sum : sum.plus(part);
      }
      splits.add(sum);
    }
    return splits;
  }

  /** How many units there are. */
  public int unitCount() {
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

  /** The bounds outside which frames were dropped. */
  public PruningBounds bounds(FrameSettings settings) {
    return percentiles.bounds(settings);
  }

  /**
   * Writes the tables of runs, statistics and percentiles into the directory of the frames; an
   * attempt that was killed here may have left some of them.
   */
  public void write(Directory data, Simulation simulation) {
    for (String name : List.of("runs", STATISTICS.name(), PERCENTILES.name())) {
      data.storage().delete(data.file(name));
    }
    int files = (int) (1 + simulation.runCount() / RUNS_OF_A_FILE);
    RUNS.write(data.spark(), simulation.runs(), files, data.file("runs"));
    STATISTICS.write(data, statistics());
    PERCENTILES.write(data, percentileRows());
  }

  List<StatisticsRow> statistics() {
    List<StatisticsRow> rows = new ArrayList<>();
    for (OfSplit split : splits()) {
      for (ComponentStatistics.Column c : columns(split.split())) {
        rows.add(
            new StatisticsRow(
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

  private List<PercentileRow> percentileRows() {
    List<PercentileRow> rows = new ArrayList<>();
    int c = 0;
    for (ComponentStatistics.Column column : new ComponentStatistics(schema).columns()) {
      if (!schema.isBounded(column.quantity())) {
        continue;
      }
      for (int p = 0; p < percentiles.percentiles().length; p++) {
        rows.add(
            new PercentileRow(
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
      if (schema.isBounded(c.quantity())) {
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

  /**
   * Percentiles of velocity and acceleration components over all training frames, before pruning.
   *
   * @param percentiles which [per cent], ascending
   * @param values for each, velocity by axis, then acceleration by axis (2 d)
   */
  record Percentiles(double[] percentiles, List<float[]> values) {
    /** The two that bound the frames that stay. */
    PruningBounds bounds(FrameSettings settings) {
      return new PruningBounds(at(settings.lowerPercentile()), at(settings.upperPercentile()));
    }

    private float[] at(double percentile) {
      return values.get(Arrays.binarySearch(percentiles, percentile));
    }
  }
}
