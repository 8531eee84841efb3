package org.principia.symbolic;

/** How far a formula is from the target, averaged over the rows with their weights. */
public enum Loss {
  /** {@code mean |f - y|}: little moved by the few rows where a network goes wrong. */
  MEAN_ABSOLUTE,
  /** {@code mean (f - y)^2}. */
  MEAN_SQUARE;

  double of(double residual) {
    return this == MEAN_ABSOLUTE ? Math.abs(residual) : residual * residual;
  }
}
