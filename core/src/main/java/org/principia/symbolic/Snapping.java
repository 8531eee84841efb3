package org.principia.symbolic;

import java.util.Arrays;

/**
 * Puts simple numbers in the place of fitted constants where the rows do not object.
 *
 * <p>A constant is set, the others are fitted anew, and the change stays if it lengthens the
 * description of the rows by less than the constant costs, {@code 1/2 log n}, or if the loss is
 * below what rounding leaves.
 */
final class Snapping {
  private static final int STEPS = 8;
  private static final double[] NONE = {0, 1, -1};

  /** What a simple number may be multiplied by. */
  private static final double[] UNITS = {
    1, Math.PI, 1 / Math.PI, Math.sqrt(2), Math.sqrt(Math.PI), Math.E
  };

  private static final int[] DENOMINATORS = {1, 2, 3, 4, 5, 8, 10};

  /** A simple number must lie this near, relative to the constant. */
  private static final double NEAR = 0.02;

  private final ConstantFit fit;
  private final Sample rows;
  private final double perLog;
  private final double negligible;

  /**
   * Snapping against some rows.
   *
   * @param fit of one loss
   * @param loss that loss
   * @param rows what the formula must go on explaining
   * @param negligible a loss that counts as none
   */
  Snapping(ConstantFit fit, Loss loss, Sample rows, double negligible) {
    this.fit = fit;
    this.rows = rows;
    this.perLog = loss.isSquare() ? 0.5 : 1;
    this.negligible = negligible;
  }

  /**
   * The formula with simple numbers for constants, where the rows allow them.
   *
   * @param e a fitted formula
   * @param table its rows
   * @param loss that it was fitted with
   * @return the formula; the same where nothing can be simplified
   */
  static Expression snapped(Expression e, Table table, Loss loss) {
    Sample all = Sample.all(table);
    ConstantFit fit = new ConstantFit(loss);
    double before = fit.fit(e, all, false, STEPS);
    if (!Double.isFinite(before)) {
      return e;
    }
    double size = fit.fit(Expression.constant(0), all, false, 0);
    double rounding = loss.isSquare() ? 1e-26 : 1e-13;
    Snapping snapping = new Snapping(fit, loss, all, rounding * size);
    fit.fit(e, all, false, STEPS);
    Expression tidy = snapping.tidied(fit.withFitted(e), before);
    return snapping.simplest(tidy, fit.fit(tidy, all, false, STEPS));
  }

  /** Drops constants: each becomes 0, 1 or -1 if the formula gets shorter by it. */
  Expression tidied(Expression e, double loss) {
    Expression best = e;
    double least = loss;
    boolean changed = true;
    while (changed) {
      changed = false;
      double[] c = best.constants();
      for (int k = 0; k < c.length && !changed; k++) {
        for (double simple : NONE) {
          Expression shorter = Math.abs(c[k] - simple) > 0.2 ? best : with(best, k, simple);
          if (shorter.complexity() >= best.complexity() || !Trees.hasVariable(shorter)) {
            continue;
          }
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
    return best;
  }

  private static Expression with(Expression e, int k, double value) {
    double[] c = e.constants();
    c[k] = value;
    return e.withConstants(c).simplified();
  }

  /** Rounds the constants one after another, the simplest number that will do. */
  private Expression simplest(Expression e, double loss) {
    double[] c = e.constants();
    for (int k = 0; k < c.length; k++) {
      for (double simple : candidates(c[k])) {
        double[] trial = c.clone();
        trial[k] = simple;
        double reached = fit.fit(e.withConstants(trial), rows, false, 0);
        if (isNoWorse(reached, loss)) {
          c = trial;
          break;
        }
      }
    }
    return e.withConstants(c);
  }

  /** Multiples of small fractions of the units, the simplest first. */
  private static double[] candidates(double c) {
    double[] found = new double[UNITS.length * DENOMINATORS.length];
    int count = 0;
    for (double unit : UNITS) {
      for (int d : DENOMINATORS) {
        double simple = Math.rint(c / unit * d) / d * unit;
        if (simple != 0 && Math.abs(simple - c) <= NEAR * Math.abs(c)) {
          found[count++] = simple;
        }
      }
    }
    return Arrays.copyOf(found, count);
  }

  private boolean isNoWorse(double reached, double before) {
    if (!Double.isFinite(reached)) {
      return false;
    }
    double n = rows.rows();
    return reached <= negligible || perLog * n * Math.log(reached / before) < 0.5 * Math.log(n);
  }
}
