package org.principia.gnn.training;

import org.principia.gnn.EpochReport;

/** Told on the driver how far a training is. */
@FunctionalInterface
public interface TrainingListener {
  /**
   * The first round is about to begin.
   *
   * @param epochs epochs that an earlier attempt left whole
   */
  default void begins(int epochs) {}

  /**
   * A round is over.
   *
   * @param epochs epochs so far, a fraction
   */
  default void reaches(double epochs) {}

  /**
   * An epoch is over, its checkpoint written.
   *
   * @param report of the epoch
   */
  void ends(EpochReport report);
}
