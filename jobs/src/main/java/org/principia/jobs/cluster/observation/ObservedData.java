package org.principia.jobs.cluster.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.principia.jobs.artefact.table.ObservedTable;
import org.principia.jobs.cluster.observation.ObservationWork.OfSplit;
import org.principia.jobs.cluster.observation.ObservationWork.UnitReport;
import org.principia.observed.ObservedSplit;
import org.principia.observed.survey.DataSurvey;

/**
 * What an observation made.
 *
 * @param table that was read
 * @param units what each unit wrote
 * @param survey of all runs
 * @param byTime whether each run was divided by time
 * @param resumed how many units were there from an earlier attempt
 */
public record ObservedData(
    ObservedTable table, List<UnitReport> units, DataSurvey survey, boolean byTime, int resumed) {

  /** What a split has: runs or blocks of them, rows, and files with their bytes. */
  public record SplitCount(String split, long runs, long rows, long files, long bytes) {}

  /** Counts of each split. */
  public List<SplitCount> splits() {
    List<SplitCount> counts = new ArrayList<>();
    for (ObservedSplit split : ObservedSplit.values()) {
      List<OfSplit> parts =
          units.stream()
              .filter(unit -> unit.splits().containsKey(split.label()))
              .map(unit -> unit.splits().get(split.label()))
              .toList();
      counts.add(
          new SplitCount(
              split.label(),
              parts.stream().mapToLong(OfSplit::runs).sum(),
              parts.stream().mapToLong(OfSplit::rows).sum(),
              parts.size(),
              parts.stream().mapToLong(OfSplit::bytes).sum()));
    }
    return counts;
  }

  /** Rows that said what another said, and were left out. */
  public long repeated() {
    return units.stream().mapToLong(UnitReport::repeated).sum();
  }

  /** How many units there are. */
  public int unitCount() {
    return units.size();
  }

  /** The splits for people, a line each. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "  %-10s %9s %12s %6s %10s",
            "split", byTime ? "blocks" : "runs", "rows", "files", "size"));
    for (SplitCount split : splits()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-10s %9d %12d %6d %7.1f MB",
              split.split(),
              split.runs(),
              split.rows(),
              split.files(),
              split.bytes() * 1e-6));
    }
    return lines;
  }
}
