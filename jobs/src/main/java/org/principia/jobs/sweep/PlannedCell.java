package org.principia.jobs.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.pipeline.Pipeline;

/**
 * A cell of a plan.
 *
 * @param root where its output lies below that of the plan, {@code seed-1} for example; empty where
 *     it is the same
 * @param settings its configuration
 */
public record PlannedCell(String root, Configuration settings) {

  /** Name of the force law. */
  public String law() {
    return settings.dynamics().law();
  }

  /** The dimension d. */
  public int dimension() {
    return settings.dynamics().dimension();
  }

  /** Name of the training strategy. */
  public String strategy() {
    return settings.gnn().strategy();
  }

  /** The seed. */
  public long seed() {
    return settings.run().seed();
  }

  /** Law and dimension, {@code spring-2d} for example. */
  String system() {
    return law() + "-" + dimension() + "d";
  }

  /** The frames that it shares with cells of other strategies. */
  String frames() {
    return (root.isEmpty() ? "" : root + "/") + system();
  }

  /** Its directory below the output, by which it is called. */
  public String label() {
    return frames() + "/" + strategy();
  }

  /** Its output in the plan's. */
  Storage storage(Storage output) {
    return root.isEmpty() ? output : output.below(root);
  }

  /** The cell to be looked at. */
  Pipeline lookedAt(Storage output) {
    return Pipeline.look(settings, storage(output));
  }

  /** Its directory. */
  Path directory(Storage output) {
    return new Path(new Path(storage(output).root(), system()), strategy());
  }

  /** What it is, for other programs. */
  Map<String, Object> entries() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("cell", label());
    entries.put("law", law());
    entries.put("dimension", dimension());
    entries.put("strategy", strategy());
    entries.put("seed", seed());
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
            * dimension()
            * settings.symbolic().islands()
            * settings.symbolic().rounds()
            * settings.symbolic().fitsPerRound();
    return (trained ? 0 : passes * edges * width * width / 1e5)
        + (regressed ? 0 : formulas / 2e3)
        + 1;
  }
}
