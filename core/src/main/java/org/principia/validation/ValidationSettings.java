package org.principia.validation;

import org.principia.common.Checks;
import org.principia.common.Setting;

/**
 * When a law counts as recovered.
 *
 * @param linearity largest 1 - R2 of an edge formula on an affine map of the true force
 * @param tolerance largest error of the composed accelerations, relative to their mean size
 */
public record ValidationSettings(
    @Setting(
            "Largest 1 - R2 of an edge formula on an affine map of the true force, on fresh points.")
        double linearity,
    @Setting("Largest mean error of the composed accelerations, relative to their mean size.")
        double tolerance) {

  /** Checks the ranges. */
  public ValidationSettings {
    Checks.between("validation.linearity", linearity, 0, 1);
    Checks.between("validation.tolerance", tolerance, 0, 1);
  }

  /** R2 above 0.999 and accelerations to one per cent. */
  public static ValidationSettings defaults() {
    return new ValidationSettings(1e-3, 1e-2);
  }
}
