package org.principia.symbolic.front;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;

/**
 * Poles of a formula between rows.
 *
 * <p>Where a denominator has one sign at a row and the other at the nearest of the rows that have
 * it, that row having none nearer either (distances of the formula's own columns, each in units of
 * its range), and the formula grows beyond all rows around the zero, there is a pole between the
 * two. Of powers, sizes and products it is the factors that change sign; of a tangent, the cosine.
 *
 * <p>Rows tell of a pole if the target lies far out on both sides, among the largest fifth where
 * the formula rises without bound, among the smallest where it falls. A pole of which they do not
 * tell goes by them, or catches a single one.
 */
final class Poles {
  /** Rows that are looked at, spread evenly: their distances go with the square. */
  private static final int MAX_ROWS = 400;

  /** Share of the rows that count as far out, on each side. */
  private static final double FAR_OUT = 0.2;

  /** Distance from a zero at which a formula is looked at, as a share of that of the rows. */
  private static final double NEAR = 1e-6;

  /**
   * Rows tell of one in so many pairs at least: where the numerator is small they cannot. Of true
   * laws of two to four columns with noise of a tenth and 100 rows this refuses one in fifty.
   */
  private static final int SEVERAL = 4;

  private static final int BISECTIONS = 40;

  /** What is larger than all rows by this factor there grows without bound. */
  private static final double BEYOND = 10;

  private final Expression formula;

  /** Rows that are looked at, their targets, and their places in units of the ranges. */
  private final double[][] rows;

  private final double[] target;
  private final double[][] places;
  private final double low;
  private final double high;

  private Poles(Expression formula, Table table) {
    this.formula = formula;
    int n = Math.min(MAX_ROWS, table.rows());
    int[] numbers = new int[n];
    Arrays.setAll(numbers, i -> (int) ((long) i * table.rows() / n));
    rows = Arrays.stream(numbers).mapToObj(table::row).toArray(double[][]::new);
    target = Arrays.stream(numbers).mapToDouble(i -> table.target()[i]).toArray();
    double[] sorted = target.clone();
    Arrays.sort(sorted);
    low = sorted[(int) (FAR_OUT * (n - 1))];
    high = sorted[n - 1 - (int) (FAR_OUT * (n - 1))];
    int[] own = formula.variables().stream().mapToInt(table.names()::indexOf).toArray();
    places = new double[n][own.length];
    for (int j = 0; j < own.length; j++) {
      int column = own[j];
      double[] x = Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
      double least = Arrays.stream(x).min().orElseThrow();
      double range = Arrays.stream(x).max().orElseThrow() - least;
      for (int i = 0; i < n; i++) {
        places[i][j] = range > 0 ? (x[i] - least) / range : 0;
      }
    }
  }

  /** Whether the targets do not tell of the poles of one of the denominators. */
  static boolean isUnsupported(Expression formula, Table table) {
    Set<Expression> denominators = new LinkedHashSet<>();
    collect(formula, denominators);
    if (denominators.isEmpty()) {
      return false;
    }
    Poles poles = new Poles(formula, table);
    double[] values = poles.values(formula);
    double beyond = BEYOND * Arrays.stream(values).map(Math::abs).max().orElseThrow();
    return denominators.stream().anyMatch(d -> poles.isUnsupported(d, beyond));
  }

  private boolean isUnsupported(Expression denominator, double beyond) {
    double[] values = values(denominator);
    int[] nearest = nearest(values);
    int told = 0;
    int poles = 0;
    for (int i = 0; i < values.length; i++) {
      int k = nearest[i];
      if (values[i] > 0 && k >= 0 && nearest[k] == i) {
        double[] sides = besideZero(denominator, rows[i], rows[k]);
        // A formula that ends there grows, too; around a gap it need not on the other side.
        if (!(Math.abs(sides[0]) <= beyond) || !(Math.abs(sides[1]) <= beyond)) {
          poles++;
          told += isTold(target[i], sides[0]) && isTold(target[k], sides[1]) ? 1 : 0;
        }
      }
    }
    return SEVERAL * told < poles;
  }

  private boolean isTold(double y, double side) {
    return (y >= high && !(side < 0)) || (y <= low && !(side > 0));
  }

  private double[] values(Expression e) {
    return Arrays.stream(rows).mapToDouble(e::evaluate).toArray();
  }

  /** The formula on both sides of the zero of a denominator between two rows. */
  private double[] besideZero(Expression denominator, double[] a, double[] b) {
    double from = 0;
    double to = 1;
    for (int k = 0; k < BISECTIONS; k++) {
      double middle = 0.5 * (from + to);
      if (denominator.evaluate(between(a, b, middle)) > 0) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return new double[] {
      formula.evaluate(between(a, b, from - NEAR)), formula.evaluate(between(a, b, to + NEAR))
    };
  }

  private static double[] between(double[] a, double[] b, double share) {
    double[] x = new double[a.length];
    Arrays.setAll(x, j -> a[j] + share * (b[j] - a[j]));
    return x;
  }

  private static void collect(Expression e, Set<Expression> denominators) {
    if (e instanceof Expression.Unary u) {
      if (u.operator() == Operator.INV) {
        factors(u.operand(), denominators);
      } else if (u.operator() == Operator.TAN) {
        denominators.add(Expression.apply(Operator.COS, u.operand()));
      }
      collect(u.operand(), denominators);
    } else if (e instanceof Expression.Binary b) {
      if (b.operator() == Operator.DIVIDE) {
        factors(b.right(), denominators);
      } else if (b.operator() == Operator.POW
          && b.right() instanceof Expression.Constant c
          && c.value() < 0) {
        factors(b.left(), denominators);
      }
      collect(b.left(), denominators);
      collect(b.right(), denominators);
    }
  }

  /** Adds what changes sign where a denominator is zero. */
  private static void factors(Expression e, Set<Expression> denominators) {
    if (e instanceof Expression.Unary u) {
      switch (u.operator()) {
        case SQUARE, CUBE, SQRT, ABS, NEG -> factors(u.operand(), denominators);
        default -> denominators.add(e);
      }
    } else if (e instanceof Expression.Binary b && b.operator() == Operator.MULTIPLY) {
      factors(b.left(), denominators);
      factors(b.right(), denominators);
    } else if (e instanceof Expression.Binary b
        && b.right() instanceof Expression.Constant
        && (b.operator() == Operator.POW || b.operator() == Operator.DIVIDE)) {
      factors(b.left(), denominators);
    } else {
      denominators.add(e);
    }
  }

  /** For each row the nearest of those where a denominator has the other sign, -1 without any. */
  private int[] nearest(double[] values) {
    int[] nearest = new int[values.length];
    Arrays.fill(nearest, -1);
    for (int i = 0; i < values.length; i++) {
      double best = Double.POSITIVE_INFINITY;
      for (int k = 0; k < values.length; k++) {
        if (values[i] * values[k] < 0) {
          double distance = distance(places[i], places[k]);
          if (distance < best) {
            best = distance;
            nearest[i] = k;
          }
        }
      }
    }
    return nearest;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return sum;
  }
}
