package org.principia.symbolic;

import java.util.Arrays;

/**
 * Puts simple numbers in the place of fitted constants where the rows do not object.
 *
 * <p>A constant is set, the others are fitted anew, and the change stays if it lengthens the
 * description of the rows by less than the constant costs, {@code 1/2 log n}, or if the loss is
 * below what rounding leaves.
 */
public final class Snapping {
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

  /** What a node must take off the logarithm of the loss, beside what a constant must. */
  private final double perNode;

  /**
   * Snapping against some rows.
   *
   * @param fit of one loss
   * @param loss that loss
   * @param rows what the formula must go on explaining
   * @param negligible a loss that counts as none
   */
  Snapping(ConstantFit fit, Loss loss, Sample rows, double negligible) {
    this(fit, loss, rows, negligible, 0);
  }

  private Snapping(ConstantFit fit, Loss loss, Sample rows, double negligible, double perNode) {
    this.fit = fit;
    this.perNode = perNode;
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
  public static Expression snapped(Expression e, Table table, Loss loss) {
    Snapping snapping = of(table, loss, 0);
    Expression tidy = snapping.tidied(e);
    double reached = snapping.fit.fit(tidy, snapping.rows, false, STEPS);
    return Double.isFinite(reached) ? snapping.simplest(tidy, reached) : e;
  }

  /**
   * The formula without those constants that do not pay for their nodes as members of a front must,
   * see {@link ParetoFront#SETTLED}; the others are fitted anew.
   *
   * @param e a fitted formula
   * @param table its rows
   * @param loss that it was fitted with
   * @return the formula; the same where every constant counts
   */
  public static Expression tidied(Expression e, Table table, Loss loss) {
    return of(table, loss, loss.isSquare() ? 2 * ParetoFront.SETTLED : ParetoFront.SETTLED)
        .tidied(e);
  }

  /**
   * The loss of a formula with its constants as they are.
   *
   * @param e the formula
   * @param table the rows
   * @param loss which
   * @return the loss; not a number where the formula is not finite
   */
  public static double loss(Expression e, Table table, Loss loss) {
    return new ConstantFit(loss).fit(e, Sample.all(table), false, 0);
  }

  private static Snapping of(Table table, Loss loss, double perNode) {
    Sample all = Sample.all(table);
    ConstantFit fit = new ConstantFit(loss);
    double size = fit.fit(Expression.constant(0), all, false, 0);
    double rounding = loss.isSquare() ? 1e-26 : 1e-13;
    return new Snapping(fit, loss, all, rounding * size, perNode);
  }

  private Expression tidied(Expression e) {
    double before = fit.fit(e, rows, false, STEPS);
    return Double.isFinite(before) ? tidied(fit.withFitted(e), before) : e;
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

  /** Rounds the constants one after another, the simplest number that will do. */
  private Expression simplest(Expression e, double loss) {
    double[] c = e.constants();
    boolean[] held = new boolean[c.length];
    for (int k = 0; k < c.length; k++) {
      for (double simple : candidates(c[k])) {
        double[] trial = c.clone();
        trial[k] = simple;
        held[k] = true;
        if (isNoWorse(fitOthers(e, trial, held), loss, 0)) {
          c = trial;
          break;
        }
        held[k] = false;
      }
    }
    return e.withConstants(c);
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
    Expression free = new Holding(held, columns).hold(e.withConstants(c));
    double reached = fit.fit(free, with, false, STEPS);
    double[] fitted = fit.withFitted(free).constants();
    int next = 0;
    for (int k = 0; k < c.length; k++) {
      c[k] = held[k] ? c[k] : fitted[next++];
    }
    return reached;
  }

  /** Puts variables in the place of the held constants, left to right. */
  private static final class Holding {
    private final boolean[] held;
    private final int columns;
    private int next;

    Holding(boolean[] held, int columns) {
      this.held = held;
      this.columns = columns;
    }

    Expression hold(Expression e) {
      if (e instanceof Expression.Unary u) {
        return new Expression.Unary(u.operator(), hold(u.operand()));
      }
      if (e instanceof Expression.Binary b) {
        Expression left = hold(b.left());
        return new Expression.Binary(b.operator(), left, hold(b.right()));
      }
      if (!(e instanceof Expression.Constant)) {
        return e;
      }
      int k = next++;
      return held[k] ? new Expression.Variable("held" + k, columns + k) : e;
    }
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

  private boolean isNoWorse(double reached, double before, int nodes) {
    if (!Double.isFinite(reached)) {
      return false;
    }
    double n = rows.rows();
    double more = ElementaryFunctions.log(reached / before);
    return reached <= negligible
        || more < perNode * nodes
        || perLog * n * more < 0.5 * ElementaryFunctions.log(n);
  }
}
