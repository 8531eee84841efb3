package org.principia.symbolic.settings;

import org.principia.common.SettingValue;

/**
 * How far a formula is from the target, averaged over the rows with their weights; {@code e = f -
 * y}.
 */
public enum Loss {
  /**
   * Relative where the target goes over orders of magnitude, or the errors of what was found grow
   * with it; else absolute. A search settles which, see {@link
   * org.principia.symbolic.front.TargetSpread}.
   */
  AUTO,
  /** {@code mean |e|}: little moved by the few rows where a network goes wrong. */
  MEAN_ABSOLUTE,
  /** {@code mean e^2}. */
  MEAN_SQUARE,
  /**
   * {@code mean |e| / max(|y|, y0)}, y0 the second percentile of |y|: for targets over many orders
   * of magnitude.
   */
  MEAN_RELATIVE,
  /**
   * {@code mean e^2 / 2} up to |e| = delta, {@code delta (|e| - delta / 2)} beyond (Huber 1964);
   * delta is a tenth of the target's mean absolute deviation.
   */
  HUBER;

  /** How the settings name it. */
  public String label() {
    return SettingValue.label(this);
  }

  /** Whether it falls with the square of a small error. */
  public boolean isSquare() {
    return this == MEAN_SQUARE || this == HUBER;
  }

  /** The loss goes with this power of the target's unit. */
  public int power() {
    return this == MEAN_RELATIVE ? 0 : isSquare() ? 2 : 1;
  }

  /** Whether a fit must reweight its rows, the loss not being a sum of squares. */
  public boolean isReweighted() {
    return this != MEAN_SQUARE;
  }
}
