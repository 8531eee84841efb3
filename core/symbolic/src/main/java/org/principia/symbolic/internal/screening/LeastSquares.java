package org.principia.symbolic.internal.screening;

import java.util.List;

/**
 * Weighted least squares of a few columns, by Householder's reflections; of numbers of any size.
 */
final class LeastSquares {
  private final double[] coefficients;

  /** The coefficients in units of the scaled target and columns. */
  private final double[] own;

  private final double unexplained;
  private final double left;
  private final double unit;
  private final double[] units;

  /** The triangle above its diagonal, and the target turned with it. */
  private final double[][] turned;

  private final double[] diagonal;
  private final double[] turnedTarget;

  /**
   * Solves at once, a target and weights (rows) and columns (columns x rows), at most as many as
   * rows.
   */
  LeastSquares(double[] target, double[] weights, List<double[]> columns) {
    int rows = target.length;
    int size = columns.size();
    double[][] q = new double[size][];
    double[] y = new double[rows];
    double total = 0;
    double[] roots = Feature.map(weights, Math::sqrt);
    unit = Feature.unit(Feature.map(target, roots, (t, w) -> t * w));
    for (int i = 0; i < rows; i++) {
      y[i] = target[i] * roots[i] / unit;
      total += y[i] * y[i];
    }
    units = new double[size];
    for (int k = 0; k < size; k++) {
      double[] column = Feature.map(columns.get(k), roots, (x, w) -> x * w);
      double scale = Feature.unit(column);
      units[k] = scale;
      q[k] = scale == 1 ? column : Feature.map(column, x -> x / scale);
    }
    diagonal = new double[size];
    for (int k = 0; k < size; k++) {
      diagonal[k] = reflect(q, y, k);
    }
    double sumLeft = 0;
    for (int i = size; i < rows; i++) {
      sumLeft += y[i] * y[i];
    }
    left = sumLeft;
    turned = q;
    turnedTarget = y;
    unexplained = total > 0 ? left / total : 0;
    own = new double[size];
    for (int k = size - 1; k >= 0; k--) {
      double sum = y[k];
      for (int m = k + 1; m < size; m++) {
        sum -= q[m][k] * own[m];
      }
      own[k] = diagonal[k] == 0 ? 0 : sum / diagonal[k];
    }
    coefficients = new double[size];
    for (int k = 0; k < size; k++) {
      coefficients[k] = ofColumn(k, own[k]);
    }
  }

  /** The coefficient of a column from that of the scaled one in the scaled target. */
  double ofColumn(int k, double scaled) {
    return scaled * unit / units[k];
  }

  /** One reflection, applied to the later columns and the target; gives the diagonal element. */
  private static double reflect(double[][] q, double[] y, int k) {
    double[] v = q[k];
    double norm = 0;
    for (int i = k; i < v.length; i++) {
      norm += v[i] * v[i];
    }
    norm = Math.sqrt(norm);
    if (norm == 0) {
      return 0;
    }
    double alpha = v[k] > 0 ? -norm : norm;
    v[k] -= alpha;
    double square = 0;
    for (int i = k; i < v.length; i++) {
      square += v[i] * v[i];
    }
    for (int m = k + 1; m < q.length; m++) {
      apply(v, square, q[m], k);
    }
    apply(v, square, y, k);
    return alpha;
  }

  private static void apply(double[] v, double square, double[] x, int from) {
    double along = 0;
    for (int i = from; i < x.length; i++) {
      along += v[i] * x[i];
    }
    double factor = 2 * along / square;
    for (int i = from; i < x.length; i++) {
      x[i] -= factor * v[i];
    }
  }

  /** Element of the triangle. */
  double triangle(int row, int column) {
    if (row > column) {
      return 0;
    }
    return row == column ? diagonal[row] : turned[column][row];
  }

  /** The target in the directions of the triangle. */
  double[] turnedTarget() {
    return turnedTarget;
  }

  /** What the target is divided by in what is left, the gains and the turned target. */
  double unit() {
    return unit;
  }

  /** Sum of squares that is left. */
  double left() {
    return left;
  }

  /** How much more would be left without a column: {@code c^2 / (inverse normal matrix)_kk}. */
  double[] gains() {
    int size = coefficients.length;
    double[] gains = new double[size];
    double[] row = new double[size];
    for (int k = 0; k < size; k++) {
      // Row k of the inverse triangle, from its diagonal to the right.
      double norm = 0;
      for (int m = k; m < size; m++) {
        double sum = m == k ? 1 : 0;
        for (int l = k; l < m; l++) {
          sum -= row[l] * triangle(l, m);
        }
        row[m] = diagonal[m] == 0 ? 0 : sum / diagonal[m];
        norm += row[m] * row[m];
      }
      gains[k] = norm > 0 ? own[k] * own[k] / norm : 0;
    }
    return gains;
  }

  double[] coefficients() {
    return coefficients;
  }

  /** Share of the target's sum of squares that is left. */
  double unexplained() {
    return unexplained;
  }
}
