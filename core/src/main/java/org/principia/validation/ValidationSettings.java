package org.principia.validation;

import org.principia.common.Checks;
import org.principia.common.Setting;

/** When a law counts as recovered, and how far network and law are followed. */
public record ValidationSettings(
    @Setting(
            "Largest 1 - R2 of an edge formula on an affine map of the true force, on fresh"
                + " points.")
        double linearity,
    @Setting("Largest mean error of the composed accelerations, relative to their mean size.")
        double tolerance,
    @Setting("States of each kind outside the training range that network and law face, from 1.")
        int extrapolationStates,
    @Setting("Systems followed under law and network over the time of a run; 0 follows none.")
        int rolloutSystems) {

  /** Checks the ranges. */
  public ValidationSettings {
    Checks.between("validation.linearity", linearity, 0, 1);
    Checks.between("validation.tolerance", tolerance, 0, 1);
    Checks.between("validation.extrapolation-states", extrapolationStates, 1, 1_000_000);
    Checks.between("validation.rollout-systems", rolloutSystems, 0, 1_000_000);
  }

  /** R2 above 0.999, accelerations to one per cent, a thousand states, a hundred systems. */
  public static ValidationSettings defaults() {
    return new ValidationSettings(1e-3, 1e-2, 1000, 100);
  }
}
