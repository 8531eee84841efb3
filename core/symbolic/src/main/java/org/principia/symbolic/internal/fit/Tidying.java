package org.principia.symbolic.internal.fit;

import java.util.Arrays;
import java.util.TreeSet;
import org.principia.symbolic.expression.Exponents;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.math.ElementaryFunctions;
import org.principia.symbolic.settings.Loss;

/**
 * Drops the constants of a formula that the rows do not need.
 *
 * <p>Parts that hardly vary become constants, exponents near whole and half numbers such numbers.
 * Then a constant becomes 0, 1 or -1, the others are fitted anew, and the change stays if it
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

  /** Share by which a part may vary and yet be a constant, if the rows agree. */
  private static final double LEVEL = 0.02;

  /** How near to a whole or half number an exponent is tried as such. */
  private static final double NEAR = 0.15;

  /** Values of a column of equal steps, at most: waves as fast as more would tell are none. */
  private static final int MOST_STEPS = 1000;

  /** Share of a step by which rounding may move a value. */
  private static final double UNEVEN = 1e-3;

  private static final double NEGLIGIBLE_TURN = 1e-2;

  private static final double[] NONE = {0, 1, -1};

  /** Fits a formula and drops what it does not need; the same if it is not finite on the rows. */
  public Expression tidied(Expression e) {
    double before = fit.fit(e, rows, false, STEPS);
    return Double.isFinite(before) ? tidied(fit.withFitted(e), before) : e;
  }

  /** Drops constants: each becomes 0, 1 or -1 if the formula gets shorter by it. */
  public Expression tidied(Expression e, double lossBefore) {
    Expression best = settled(e, lossBefore);
    double least = best == e ? lossBefore : fitted(best);
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

  /**
   * A formula without parts that only seem to vary, without waves faster than steps of the rows,
   * and with whole and half exponents where the rows do not tell the difference; the same if that
   * changes nothing.
   */
  public Expression settled(Expression e, double lossBefore) {
    Expression flat = flattened(e, lossBefore);
    Expression slow = withSlowWaves(flat, flat == e ? lossBefore : fitted(flat));
    return withWholeExponents(slow, slow == e ? lossBefore : fitted(slow));
  }

  private double fitted(Expression e) {
    return Math.max(fit.fit(e, rows, false, STEPS), Double.MIN_NORMAL);
  }

  /**
   * A formula with constants in the place of parts that hardly vary over the rows, {@code x^x} of
   * small x for 1, and without terms that are small beside what they are added to, where the rows
   * are explained as well; the same if there is none.
   */
  private Expression flattened(Expression e, double lossBefore) {
    for (int at = 0; at < e.complexity(); at++) {
      Expression less = less(Trees.at(e, at));
      if (less != null) {
        Expression flat = Trees.replace(e, at, less).simplified();
        double reached = Trees.hasVariable(flat) ? fit.fit(flat, rows, false, STEPS) : Double.NaN;
        if (isNoWorse(reached, lossBefore, e.complexity() - flat.complexity())) {
          return flattened(fit.withFitted(flat), Math.max(reached, Double.MIN_NORMAL));
        }
      }
    }
    return e;
  }

  /** What nearly equals a part on all rows, and is simpler; null if there is nothing. */
  private Expression less(Expression part) {
    if (part.complexity() == 1 || !Trees.hasVariable(part)) {
      return null;
    }
    Expression level = constant(part.evaluate(row(0)));
    if (level != null && isNearly(part, level)) {
      return level;
    }
    if (part instanceof Expression.Binary b && b.operator().isSum()) {
      if (isNearly(part, b.left())) {
        return b.left();
      }
      if (b.operator() == Operator.ADD && isNearly(part, b.right())) {
        return b.right();
      }
    }
    return null;
  }

  private static Expression constant(double value) {
    return Double.isFinite(value) ? Expression.constant(value) : null;
  }

  private double[] row(int i) {
    return Arrays.stream(rows.columns()).mapToDouble(column -> column[i]).toArray();
  }

  /** Whether two expressions differ by a small share on every row. */
  private boolean isNearly(Expression a, Expression b) {
    double[] row = new double[rows.columns().length];
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = rows.columns()[j][i];
      }
      double value = b.evaluate(row);
      if (!(Math.abs(a.evaluate(row) - value) <= LEVEL * Math.abs(value))) {
        return false;
      }
    }
    return true;
  }

  /**
   * With the slowest of the waves that have the same values on columns of equal steps, where there
   * is a faster one: the rows tell no wave from its aliases (Nyquist 1928, Shannon 1949).
   */
  private Expression withSlowWaves(Expression e, double lossBefore) {
    Expression best = e;
    double least = lossBefore;
    for (int at = 0; at < best.complexity(); at++) {
      if (Trees.at(best, at) instanceof Expression.Unary u
          && (u.operator() == Operator.SIN || u.operator() == Operator.COS)) {
        Expression argument = slowed(u.operand());
        Expression slow =
            Trees.replace(best, at, Expression.apply(u.operator(), argument)).simplified();
        double reached = argument == u.operand() ? Double.NaN : fit.fit(slow, rows, false, STEPS);
        if (isNoWorse(reached, least, 0)) {
          best = fit.withFitted(slow);
          least = Math.max(reached, Double.MIN_NORMAL);
        }
      }
    }
    return best;
  }

  /** The argument of a wave with its factor of a column taken down to half a turn a step. */
  private Expression slowed(Expression e) {
    if (!(e instanceof Expression.Binary b)) {
      return e;
    }
    if (b.operator().isSum()) {
      Expression left = slowed(b.left());
      Expression right = slowed(b.right());
      boolean same = left == b.left() && right == b.right();
      return same ? e : Expression.apply(b.operator(), left, right);
    }
    if (b.operator() != Operator.MULTIPLY
        || !(b.left() instanceof Expression.Constant c)
        || !(b.right() instanceof Expression.Variable v)) {
      return e;
    }
    double turns = c.value() * step(rows.columns()[v.index()]) / (2 * Math.PI);
    return Math.abs(turns) <= 0.5 + NEGLIGIBLE_TURN
        ? e
        : Expression.apply(
            b.operator(), Expression.constant(c.value() * (turns - Math.rint(turns)) / turns), v);
  }

  /** The step of which all differences within a column are multiples; 0 where there is none. */
  private static double step(double[] column) {
    TreeSet<Double> values = new TreeSet<>();
    for (double x : column) {
      if (values.add(x) && values.size() > MOST_STEPS) {
        return 0;
      }
    }
    double least = Double.POSITIVE_INFINITY;
    double last = Double.NaN;
    for (double x : values) {
      least = x - last < least ? x - last : least;
      last = x;
    }
    for (double x : values) {
      double steps = (x - values.first()) / least;
      if (!(Math.abs(steps - Math.rint(steps)) < UNEVEN)) {
        return 0;
      }
    }
    return Double.isFinite(least) ? least : 0;
  }

  /** With exponents rounded to whole and half numbers where the rows do not tell the difference. */
  private Expression withWholeExponents(Expression e, double lossBefore) {
    double[] rounded = Exponents.rounded(e);
    for (int k = 0; k < rounded.length; k++) {
      double[] c = e.constants();
      if (Math.abs(c[k] - rounded[k]) < NEAR) {
        c[k] = rounded[k];
        Expression whole = e.withConstants(c).simplified();
        double reached = fit.fit(whole, rows, false, STEPS);
        if (isNoWorse(reached, lossBefore, e.complexity() - whole.complexity())) {
          return withWholeExponents(fit.withFitted(whole), Math.max(reached, Double.MIN_NORMAL));
        }
      }
    }
    return e;
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
