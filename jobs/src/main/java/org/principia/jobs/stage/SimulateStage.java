package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.dynamics.Drift;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.WorldSettings;
import org.principia.graphs.GraphSettings;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.FramesArtefact;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.cluster.metrics.JobMetrics;
import org.principia.jobs.cluster.simulation.DataSet;
import org.principia.jobs.cluster.simulation.Simulation;
import org.principia.jobs.cluster.simulation.SimulationWork;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import org.principia.jobs.run.Work;

/** Simulates runs in parallel and writes pruned and raw frames. */
public final class SimulateStage extends Stage<Configuration, FramesArtefact> {
  private static final double TABLES = 0.95;
  private static final String STAGING = "_simulation-";

  private boolean trusted;

  public SimulateStage(Source<Configuration> source) {
    super(
        source,
        "simulate",
        CellDirectories::frames,
        List.of("dynamics", "frames", "graphs", "laws"),
        SimulateStage::settings,
        work -> (at, settings) -> new FramesArtefact(at, work.cell(), work.fingerprint()));
  }

  private static String settings(Configuration all) {
    // Every fourth run is used for validation.
    Checks.atLeast("dynamics.runs", all.dynamics().runs(), 4);
    if (!all.world().equals(WorldSettings.defaults())) {
      throw InputException.cannot(
          "simulate graphs of " + all.world().changed(),
          "they hold the forces of a law alone, at exact states; principia tracks writes such a"
              + " world as a table");
    }
    // The former format had no such settings: data of their defaults stay valid.
    boolean usual = all.graphs().equals(GraphSettings.defaults());
    return Reference.dynamics(all.dynamics())
        + Reference.values(all.frames())
        + (usual ? "" : Reference.values(all.graphs()));
  }

  @Override
  public Optional<Path> staging() {
    return Optional.of(new Path(unfinished(STAGING), "data"));
  }

  @Override
  public boolean isWhole() {
    return output().isWhole();
  }

  /** Its content is not looked at again: that was done a moment ago, for several cells. */
  public void trust() {
    trusted = true;
  }

  @Override
  public Optional<String> damage() {
    return trusted ? Optional.empty() : output().damage();
  }

  /** Frames say of themselves what they were made from. */
  @Override
  public boolean isHashed(String name) {
    return !name.startsWith("law=");
  }

  @Override
  @SuppressWarnings("try") // The progress is shown by events while it is open.
  Map<String, Object> make(Configuration settings, FramesArtefact output, Work work) {
    work.tellOfBox(settings.graphs().schema(settings.dynamics()));
    SimulationWork simulated =
        new SimulationWork(
            settings.dynamics(),
            settings.frames(),
            settings.graphs().schema(settings.dynamics()),
            work.cell().seed(),
            work.fingerprint());
    try (TaskProgress progress = new TaskProgress(output.at().context(), work.console(), verb())) {
      Simulation simulation =
          new Simulation(
              output.at().context(),
              simulated,
              output.at().path().getParent(),
              progress,
              JobMetrics.get().cell(work.cell().name()),
              Integer.MAX_VALUE);
      DataSet made = simulation.simulate();
      requireFrames(made);
      if (made.resumed() > 0) {
        work.console()
            .info("  " + made.resumed() + " of " + made.unitCount() + " units were there");
      }
      progress.phase("tables", 1, TABLES, TABLES);
      made.write(output.at(), simulation);
      output.write(made.bounds(settings.frames()));
      progress.phase("tables", 1, 1, 1);
      work.console().print(summary(settings.dynamics(), made));
      return result(made);
    }
  }

  /** With the lease of the output, every half simulation beside it belongs to nobody. */
  @Override
  public void committed() {
    directory().storage().deleteAll(path().getParent(), STAGING);
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

  private static Map<String, Object> result(DataSet made) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put(FramesArtefact.SCHEMA, made.schema().text());
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
  private static String summary(DynamicsSettings dynamics, DataSet made) {
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
    lines.add("  " + exactness(dynamics, made));
    return String.join("\n", lines);
  }

  private static String exactness(DynamicsSettings dynamics, DataSet made) {
    String redrawn = made.redrawn() + " runs drawn again, ";
    return dynamics.forceLaw().conserved().isEmpty()
        ? redrawn + "none could be checked: this law conserves nothing"
        : redrawn
            + made.flagged()
            + " flagged (a conserved quantity drifts by more than "
            + Drift.LIMIT
            + "; table runs)";
  }
}
