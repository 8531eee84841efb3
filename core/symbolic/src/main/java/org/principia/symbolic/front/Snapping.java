package org.principia.symbolic.front;

import java.util.Arrays;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.internal.fit.ConstantFit;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.internal.fit.Tidying;
import org.principia.symbolic.math.SimpleNumbers;
import org.principia.symbolic.settings.Loss;

/**
 * Replaces fitted constants by simple numbers where the rows allow it.
 *
 * <p>A constant is set, the others are fitted anew, and the change stays if it lengthens the
 * description of the rows by less than the constant costs, {@code 1/2 log n}, or if the loss is
 * below what rounding leaves: that of doubles, or of floats where the target holds no more.
 *
 * <p>Simple are small fractions and decimals of two digits. Multiples of pi, sqrt 2, sqrt pi and e
 * are more specific, and one lies near any number: they are tried where all fractions are refused
 * and the rows determine the constant to {@value #DETERMINED} of its value.
 */
public final class Snapping {
  /** What small fractions are multiplied by. */
  private static final double[] UNITS = {
    Math.PI, 1 / Math.PI, Math.sqrt(2), Math.sqrt(Math.PI), Math.E
  };

  private static final int DIGITS = 2;

  /** Numerator of a multiple of a unit. */
  private static final int MAX_NUMERATOR = 12;

  /** A change of a constant by this share of itself must be refused before it has a unit. */
  private static final double DETERMINED = 0.002;

  /** The largest relative distance of two neighbouring floats. */
  private static final double FLOAT = 0x1p-23;

  /** Rows that are examined to tell whether a target holds floats. */
  private static final int EXAMINED = 1000;

  private static final int STEPS_FROM_AFAR = 50;

  private final ConstantFit fit;
  private final Sample rows;
  private final Tidying tidying;

  private Snapping(ConstantFit fit, Sample rows, Tidying tidying) {
    this.fit = fit;
    this.rows = rows;
    this.tidying = tidying;
  }

  /**
   * A formula, fitted with this loss, with simple numbers for constants, where the rows allow them;
   * the same where nothing can be simplified.
   */
  public static Expression snapped(Expression e, Table table, Loss loss) {
    Snapping snapping = of(table, loss, 0);
    Expression tidy = snapping.tidying.tidied(e);
    double reached = snapping.fit.fit(tidy, snapping.rows, false, Tidying.STEPS);
    return Double.isFinite(reached) ? snapping.simplest(tidy, reached) : e;
  }

  /**
   * A formula, fitted with this loss, without those constants that do not pay for their nodes as
   * members of a front must, see {@link ParetoFront#KNEE_TOLERANCE}, the others fitted anew; the
   * same where every constant counts.
   */
  public static Expression tidied(Expression e, Table table, Loss loss) {
    return of(table, loss, ParetoFront.perNode(loss)).tidying.tidied(e);
  }

  /** A formula with its constants fitted from where they are; the same if it is not finite. */
  public static Expression fitted(Expression e, Table table, Loss loss) {
    return refitted(e, table, table.weights(), loss);
  }

  /** The same, with other weights of the rows; the same, too, where all weights are zero. */
  static Expression refitted(Expression e, Table table, double[] weights, Loss loss) {
    ConstantFit fit = new ConstantFit(loss);
    Sample rows = Sample.weighted(table, weights);
    double reached = fit.fit(e, rows, false, STEPS_FROM_AFAR);
    return Double.isFinite(reached) ? fit.withFitted(e) : e;
  }

  /**
   * The loss of a formula with its constants as they are, a NaN where the formula is not finite.
   */
  public static double loss(Expression e, Table table, Loss loss) {
    return new ConstantFit(loss).fit(e, Sample.all(table), false, 0);
  }

  private static Snapping of(Table table, Loss loss, double perNode) {
    Sample all = Sample.all(table);
    ConstantFit fit = new ConstantFit(loss);
    // Small errors count by their squares in Huber's loss, large ones do not.
    Loss sized = loss.isSquare() ? Loss.MEAN_SQUARE : loss;
    double size = new ConstantFit(sized).fit(Expression.constant(0), all, false, 0);
    double error = holdsFloats(table.target()) ? FLOAT : 1e-13;
    double rounding = loss.isSquare() ? error * error : error;
    return new Snapping(fit, all, new Tidying(fit, loss, all, rounding * size, perNode));
  }

  /** Floats, or their decimals, which use all the digits that a float has. */
  private static boolean holdsFloats(double[] values) {
    int step = 1 + values.length / EXAMINED;
    int full = 0;
    for (int i = 0; i < values.length; i += step) {
      float single = (float) values[i];
      if (single != values[i] && Double.parseDouble(Float.toString(single)) != values[i]) {
        return false;
      }
      full += (Float.floatToRawIntBits(single) & 3) == 0 ? 0 : step;
    }
    return 2 * full > values.length;
  }

  /** Rounds the constants one after another, the simplest number that will do. */
  private Expression simplest(Expression e, double loss) {
    Rounding rounding = new Rounding(e, loss);
    for (int k = 0; k < rounding.constants.length; k++) {
      double fitted = rounding.constants[k];
      if (!rounding.takes(k, SimpleNumbers.near(fitted, DIGITS)) && rounding.isDetermined(k)) {
        rounding.takes(k, SimpleNumbers.multiples(fitted, UNITS, MAX_NUMERATOR));
      }
    }
    return e.withConstants(rounding.constants);
  }

  /**
   * The constants of a formula on their way to simple numbers: those that are held have got one.
   */
  private final class Rounding {
    private final Expression e;
    private final double loss;
    private final boolean[] held;
    private double[] constants;

    Rounding(Expression e, double loss) {
      this.e = e;
      this.loss = loss;
      this.constants = e.constants();
      this.held = new boolean[constants.length];
    }

    /** Whether a constant can be one of some numbers; it is the first that the rows allow. */
    boolean takes(int k, double[] numbers) {
      for (double number : numbers) {
        double[] trial = constants.clone();
        trial[k] = number;
        if (isAllowed(k, trial)) {
          held[k] = true;
          constants = trial;
          return true;
        }
      }
      return false;
    }

    /** Whether the rows refuse what lies a little below a constant and above it. */
    boolean isDetermined(int k) {
      for (double factor : new double[] {1 - DETERMINED, 1 + DETERMINED}) {
        double[] trial = constants.clone();
        trial[k] *= factor;
        if (isAllowed(k, trial)) {
          return false;
        }
      }
      return true;
    }

    private boolean isAllowed(int k, double[] trial) {
      held[k] = true;
      double reached = fitOthers(e, trial, held);
      held[k] = false;
      return tidying.isNoWorse(reached, loss, 0);
    }
  }

  /**
   * Fits the constants that are not held, in place: the held ones stand in columns of their own.
   */
  private double fitOthers(Expression e, double[] c, boolean[] held) {
    int columns = rows.columns().length;
    double[][] extended = Arrays.copyOf(rows.columns(), columns + c.length);
    for (int k = 0; k < c.length; k++) {
      extended[columns + k] = new double[rows.rows()];
      Arrays.fill(extended[columns + k], c[k]);
    }
    Sample with = new Sample(extended, rows.targets(), rows.basis(), rows.starts(), rows.weights());
    Expression free = free(e.withConstants(c), held, columns);
    double reached = fit.fit(free, with, false, Tidying.STEPS);
    double[] fitted = fit.withFitted(free).constants();
    int next = 0;
    for (int k = 0; k < c.length; k++) {
      c[k] = held[k] ? c[k] : fitted[next++];
    }
    return reached;
  }

  /** With variables in the place of the held constants. */
  private static Expression free(Expression e, boolean[] held, int columns) {
    int[] next = {0};
    return Trees.mapLeaves(
        e,
        leaf -> {
          int k = leaf instanceof Expression.Constant ? next[0]++ : -1;
          return k >= 0 && held[k] ? new Expression.Variable("held" + k, columns + k) : leaf;
        });
  }
}
