package org.principia.jobs.artefact.cell;

import java.util.Locale;

/**
 * Which cell: a law in a dimension, learned by a strategy from a seed.
 *
 * @param law name of the force law
 * @param dimension d
 * @param strategy name of the training strategy
 * @param seed the user's
 */
public record CellId(String law, int dimension, String strategy, long seed) {

  /** Law and dimension, {@code spring-2d} for example. */
  public String system() {
    return law + "-" + dimension + "d";
  }

  /** The cell for people, {@code spring-2d-bottleneck} for example. */
  public String label() {
    return system() + "-" + strategy;
  }

  /** The cell for operators, in metrics, logs and Spark's UI. */
  public String name() {
    return String.format(Locale.ROOT, "%s-seed-%d", label(), seed);
  }
}
