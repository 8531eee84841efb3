package org.principia.jobs.stages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.dynamics.Drift;
import org.principia.dynamics.DynamicsSettings;
import org.principia.frames.FrameSettings;
import org.principia.frames.PruningBounds;
import org.principia.frames.Split;
import org.principia.jobs.config.Reference;
import org.principia.jobs.simulation.DataSet;
import org.principia.jobs.simulation.Simulation;
import org.principia.jobs.workspace.StageDirectory;

/** Simulates runs in parallel and writes pruned and raw frames. */
final class SimulateStage implements Stage {
  private static final int FINGERPRINT_DIGITS = 16;

  @Override
  public String verb() {
    return "simulate";
  }

  @Override
  public Path directory(Cell cell) {
    return cell.workspace().frames();
  }

  @Override
  public Optional<Stage> input() {
    return Optional.empty();
  }

  @Override
  public String settings(Cell cell) {
    return Reference.dynamics(cell.settings().dynamics())
        + Reference.values(cell.settings().frames());
  }

  @Override
  @SuppressWarnings("try") // The progress is shown by events while it is open.
  public Map<String, Object> execute(Cell cell, Path temporary) {
    DynamicsSettings dynamics = cell.settings().dynamics();
    FrameSettings frames = cell.settings().frames();
    try (TaskProgress progress = new TaskProgress(cell, verb())) {
      Simulation simulation =
          new Simulation(
              cell.context(), dynamics, frames, cell.seed(), staging(cell), progress::phase);
      DataSet made = simulation.simulate();
      requireFrames(made);
      simulation.moveTo(temporary);
      writeTables(cell, temporary, made);
      cell.workspace().write(new Path(temporary, "bounds.json"), json(made.bounds(frames)));
      cell.console().print(summary(made));
      return result(made);
    }
  }

  @Override
  public void committed(Cell cell) {
    cell.workspace().delete(staging(cell));
  }

  /** Where a simulation of these settings is half done; others are in nobody's way. */
  private Path staging(Cell cell) {
    String fingerprint = Pipeline.fingerprint(this, cell).substring(0, FINGERPRINT_DIGITS);
    return new Path(directory(cell).getParent(), "_simulation-" + fingerprint);
  }

  private static void requireFrames(DataSet made) {
    for (DataSet.OfSplit split : made.splits()) {
      if (split.frames() == 0) {
        throw InputException.cannot(
            "make split " + split.split().label(),
            "none of its "
                + split.dropped()
                + " frames lies within the pruning bounds; more runs or wider"
                + " frames.lower-percentile and frames.upper-percentile are needed");
      }
    }
  }

  private static void writeTables(Cell cell, Path temporary, DataSet made) {
    SampleTable.write(cell.spark(), made.runRows(), DataSet.RUNS, new Path(temporary, "runs"));
    SampleTable.write(
        cell.spark(), made.statisticsRows(), DataSet.STATISTICS, new Path(temporary, "statistics"));
    SampleTable.write(
        cell.spark(),
        made.percentileRows(),
        DataSet.PERCENTILES,
        new Path(temporary, "percentiles"));
  }

  private static Map<String, Object> result(DataSet made) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("redrawn-runs", made.redrawn());
    result.put("flagged-runs", made.flagged());
    for (DataSet.OfSplit split : made.splits()) {
      String label = split.split().label();
      result.put("frames-" + label, split.frames());
      result.put("dropped-" + label, split.dropped());
      result.put("files-" + label, split.files());
      result.put("bytes-" + label, split.bytes());
    }
    return result;
  }

  /** The table that the command ends with. */
  private static String summary(DataSet made) {
    List<String> lines = new ArrayList<>();
    lines.add("  split           runs       frames   dropped  files       size");
    for (DataSet.OfSplit split : made.splits()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-10s %9d %12d %7.2f %% %6d %7.1f MB",
              split.split().label(),
              split.runs(),
              split.frames(),
              100 * split.droppedFraction(),
              split.files(),
              split.bytes() * 1e-6));
    }
    lines.add("");
    lines.addAll(made.ranges());
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "  %d runs drawn again, %d flagged (a conserved quantity drifts by more than %s; table"
                + " runs)",
            made.redrawn(),
            made.flagged(),
            Drift.LIMIT));
    return String.join("\n", lines);
  }

  private static String json(PruningBounds bounds) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("columns", "velocity by axis, then acceleration by axis");
    entries.put("lower", bounds.lower());
    entries.put("upper", bounds.upper());
    try {
      return new ObjectMapper().writeValueAsString(entries) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write bounds: " + e.getMessage(), e);
    }
  }

  /** Number of files of a split, as the manifest says. */
  static int files(Cell cell, Split split) {
    return new StageDirectory(cell.workspace(), cell.workspace().frames())
        .manifest()
        .flatMap(manifest -> manifest.result("files-" + split.label()))
        .filter(Number.class::isInstance)
        .map(files -> ((Number) files).intValue())
        .orElse(0);
  }
}
