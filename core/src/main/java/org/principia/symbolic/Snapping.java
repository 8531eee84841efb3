package org.principia.symbolic;

/**
 * Puts simple numbers in the place of fitted constants where the rows do not object.
 *
 * <p>A constant becomes 0, 1, -1, a small integer or a small fraction, the others are fitted anew,
 * and the change stays if it lengthens the description of the rows by less than a constant costs,
 * {@code 1/2 log n}, or if the loss is below what rounding leaves.
 */
final class Snapping {
  private static final int STEPS = 8;

  private final ConstantFit fit;
  private final Sample rows;
  private final double negligible;

  Snapping(ConstantFit fit, Sample rows, double negligible) {
    this.fit = fit;
    this.rows = rows;
    this.negligible = negligible;
  }

  /**
   * Drops constants: each becomes 0, 1 or -1 if that is near and does no harm, so that the formula
   * gets shorter.
   */
  Expression tidied(Expression e, double loss) {
    Expression best = e;
    double least = loss;
    boolean changed = true;
    while (changed) {
      changed = false;
      double[] c = best.constants();
      for (int k = 0; k < c.length && !changed; k++) {
        for (double simple : new double[] {0, 1, -1}) {
          if (c[k] == simple || Math.abs(c[k] - simple) > 0.2) {
            continue;
          }
          double[] with = c.clone();
          with[k] = simple;
          Expression shorter = best.withConstants(with).simplified();
          if (shorter.complexity() < best.complexity() && Trees.hasVariable(shorter)) {
            double reached = fit.fit(shorter, rows, false, STEPS);
            if (isNoWorse(reached, least)) {
              best = fit.withFitted(shorter).simplified();
              least = Math.max(reached, Double.MIN_NORMAL);
              changed = true;
              break;
            }
          }
        }
      }
    }
    return best;
  }

  private boolean isNoWorse(double reached, double before) {
    if (!Double.isFinite(reached)) {
      return false;
    }
    double n = rows.rows();
    return reached <= negligible || n * Math.log(reached / before) < Math.log(n);
  }
}
