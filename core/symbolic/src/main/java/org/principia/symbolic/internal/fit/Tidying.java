package org.principia.symbolic.internal.fit;

import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.math.ElementaryFunctions;
import org.principia.symbolic.settings.Loss;

/**
 * Drops the constants of a formula that the rows do not need.
 *
 * <p>A constant becomes 0, 1 or -1, the others are fitted anew, and the change stays if it
 * lengthens the description of the rows by less than the constant costs, {@code 1/2 log n}, or if
 * the loss is negligible.
 *
 * <p>Owned by one worker, as the fit is.
 *
 * @param fit of one loss
 * @param loss that loss
 * @param rows what the formula must go on explaining
 * @param negligible a loss that counts as none
 * @param perNode what a node must take off the logarithm of the loss, beside what a constant must;
 *     0 where nodes have no price
 */
public record Tidying(ConstantFit fit, Loss loss, Sample rows, double negligible, double perNode) {
  /** Iterations of a fit that starts near its minimum. */
  public static final int STEPS = 8;

  private static final double[] NONE = {0, 1, -1};

  /** Fits a formula and drops what it does not need; the same if it is not finite on the rows. */
  public Expression tidied(Expression e) {
    double before = fit.fit(e, rows, false, STEPS);
    return Double.isFinite(before) ? tidied(fit.withFitted(e), before) : e;
  }

  /** Drops constants: each becomes 0, 1 or -1 if the formula gets shorter by it. */
  public Expression tidied(Expression e, double lossBefore) {
    Expression best = e;
    double least = lossBefore;
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
          if (isNoWorse(reached, least, best.complexity() - shorter.complexity())) {
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

  /** Whether a loss may take the place of another, so many nodes being saved. */
  public boolean isNoWorse(double reached, double before, int nodes) {
    if (!Double.isFinite(reached)) {
      return false;
    }
    double n = rows.rows();
    double more = ElementaryFunctions.log(reached / before);
    return reached <= negligible
        || more < perNode * nodes
        || (loss.isSquare() ? 0.5 : 1) * n * more < 0.5 * ElementaryFunctions.log(n);
  }
}
