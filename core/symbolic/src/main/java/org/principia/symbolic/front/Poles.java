package org.principia.symbolic.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;

/**
 * Poles of a formula between rows.
 *
 * <p>Where a denominator has another sign at a row than at the row nearest to it (each column in
 * units of its range), and the formula grows beyond all rows around its zero, there is a pole
 * between the two. Rows tell of one if their targets lie on both sides far out: one among the
 * largest fifth, one among the smallest. A pole of which they do not tell goes by them, or catches
 * a single one.
 */
final class Poles {
  /** Rows that are looked at, spread evenly: their distances go with the square. */
  private static final int MAX_ROWS = 400;

  /** Share of the rows that count as far out, on each side. */
  private static final double FAR_OUT = 0.2;

  /** Distance from a zero at which a formula is looked at, as a share of that of the rows. */
  private static final double NEAR = 1e-6;

  private static final int BISECTIONS = 40;

  /** What is larger than all rows by this factor there grows without bound. */
  private static final double BEYOND = 10;

  private Poles() {}

  /** Whether most of the poles between neighbouring rows are not told by their targets. */
  static boolean isUnsupported(Expression e, Table table) {
    List<Expression> denominators = new ArrayList<>();
    collect(e, denominators);
    if (denominators.isEmpty()) {
      return false;
    }
    int n = Math.min(MAX_ROWS, table.rows());
    int[] rows = new int[n];
    Arrays.setAll(rows, i -> (int) ((long) i * table.rows() / n));
    int[] nearest = nearest(table, rows);
    double[] sorted = Arrays.stream(rows).mapToDouble(i -> table.target()[i]).sorted().toArray();
    double low = sorted[(int) (FAR_OUT * (n - 1))];
    double high = sorted[n - 1 - (int) (FAR_OUT * (n - 1))];
    double largest = 0;
    for (int i : rows) {
      largest = Math.max(largest, Math.abs(e.evaluate(table.row(i))));
    }
    for (Expression d : denominators) {
      double[] values = Arrays.stream(rows).mapToDouble(i -> d.evaluate(table.row(i))).toArray();
      int told = 0;
      int poles = 0;
      for (int i = 0; i < n; i++) {
        if (values[i] * values[nearest[i]] < 0
            && besideZero(e, d, table.row(rows[i]), table.row(rows[nearest[i]]))
                > BEYOND * largest) {
          double a = table.target()[rows[i]];
          double b = table.target()[rows[nearest[i]]];
          poles++;
          told += Math.min(a, b) <= low && Math.max(a, b) >= high ? 1 : 0;
        }
      }
      if (2 * told < poles) {
        return true;
      }
    }
    return false;
  }

  /** The size of a formula next to the zero of a denominator between two rows. */
  private static double besideZero(Expression e, Expression denominator, double[] a, double[] b) {
    double sign = Math.signum(denominator.evaluate(a));
    double low = 0;
    double high = 1;
    for (int k = 0; k < BISECTIONS; k++) {
      double middle = 0.5 * (low + high);
      if (sign * denominator.evaluate(between(a, b, middle)) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double size = Math.abs(e.evaluate(between(a, b, low - NEAR)));
    return Double.isNaN(size) ? Double.POSITIVE_INFINITY : size;
  }

  private static double[] between(double[] a, double[] b, double share) {
    double[] x = new double[a.length];
    Arrays.setAll(x, j -> a[j] + share * (b[j] - a[j]));
    return x;
  }

  private static void collect(Expression e, List<Expression> denominators) {
    if (e instanceof Expression.Unary u) {
      if (u.operator() == Operator.INV) {
        denominators.add(u.operand());
      }
      collect(u.operand(), denominators);
    } else if (e instanceof Expression.Binary b) {
      if (b.operator() == Operator.DIVIDE) {
        denominators.add(b.right());
      } else if (b.operator() == Operator.POW
          && b.right() instanceof Expression.Constant c
          && c.value() < 0) {
        denominators.add(b.left());
      }
      collect(b.left(), denominators);
      collect(b.right(), denominators);
    }
  }

  /** The place among some rows of the one nearest to each. */
  private static int[] nearest(Table table, int[] rows) {
    int d = table.columns().length;
    double[] unit = new double[d];
    for (int j = 0; j < d; j++) {
      double least = Arrays.stream(table.columns()[j]).min().orElseThrow();
      double most = Arrays.stream(table.columns()[j]).max().orElseThrow();
      unit[j] = most > least ? 1 / (most - least) : 0;
    }
    int[] nearest = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double best = Double.POSITIVE_INFINITY;
      for (int k = 0; k < rows.length; k++) {
        double distance = 0;
        for (int j = 0; j < d && distance < best; j++) {
          double step = unit[j] * (table.columns()[j][rows[i]] - table.columns()[j][rows[k]]);
          distance += step * step;
        }
        if (k != i && distance < best) {
          best = distance;
          nearest[i] = k;
        }
      }
    }
    return nearest;
  }
}
