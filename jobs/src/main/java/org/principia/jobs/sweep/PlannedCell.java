package org.principia.jobs.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.pipeline.Pipeline.StageState;

/**
 * A cell of a plan.
 *
 * @param root where its output lies below that of the plan, {@code seed-1} for example; empty where
 *     it is the same
 * @param settings its configuration
 */
public record PlannedCell(String root, Configuration settings) {

  /** Which cell it is. */
  CellId id() {
    return Pipeline.cell(settings);
  }

  private String below(String path) {
    return root.isEmpty() ? path : root + "/" + path;
  }

  /** The frames that it shares with cells of other strategies. */
  String frames() {
    return below(id().system());
  }

  /** Its page below the plan's output. */
  String page() {
    return below("report/" + id().label() + "/index.html");
  }

  /** Its directory below the output, by which it is called. */
  public String label() {
    return frames() + "/" + id().strategy();
  }

  /** Its output in the plan's. */
  Storage storage(Storage output) {
    return root.isEmpty() ? output : output.below(root);
  }

  /** What is there of its stages. */
  List<StageState> states(Storage output) {
    return Pipeline.look(settings, storage(output)).states();
  }

  /** Its directory. */
  Path directory(Storage output) {
    return new Path(output.root(), label());
  }

  /** What it is, for other programs. */
  Map<String, Object> entries() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("cell", label());
    entries.put("law", id().law());
    entries.put("dimension", id().dimension());
    entries.put("strategy", id().strategy());
    entries.put("seed", id().seed());
    return entries;
  }

  /**
   * How long those of its stages take, roughly, whose network or fronts are not yet there; in no
   * unit, to put the longest first. Training counts the edges that the network sees; regression the
   * formulas.
   */
  double cost(boolean trained, boolean regressed) {
    double edges = settings.dynamics().resolvedParticles();
    edges *= edges - 1;
    double width = settings.gnn().hidden() / 300.0;
    double passes =
        0.75
            * settings.dynamics().runs()
            * Math.ceil(settings.dynamics().steps() / (double) settings.frames().stride())
            * settings.gnn().epochs();
    double formulas =
        2.0
            * id().dimension()
            * settings.symbolic().islands()
            * settings.symbolic().rounds()
            * settings.symbolic().fitsPerRound();
    return (trained ? 0 : passes * edges * width * width / 1e5)
        + (regressed ? 0 : formulas / 2e3)
        + 1;
  }
}
