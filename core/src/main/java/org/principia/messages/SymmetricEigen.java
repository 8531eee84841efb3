package org.principia.messages;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations.
 *
 * <p>Source: Golub and Van Loan, "Matrix Computations", algorithm 8.4.3. The eigenvalues fall; of
 * equal ones, up to {@value #TIE} of the largest, the vectors are those nearest to the axes that
 * their space covers best, and of every vector the first of its largest entries, up to {@value
 * #TIE}, is positive: rounding decides nothing.
 *
 * @param values eigenvalues, falling (n)
 * @param vectors unit eigenvectors, one a row (n x n)
 */
record SymmetricEigen(double[] values, double[][] vectors) {
  /** Differences below this share are rounding. */
  static final double TIE = 1e-9;

  private static final int SWEEPS = 60;

  /**
   * Decomposes a matrix.
   *
   * @param matrix symmetric (n x n); not changed
   * @return the decomposition
   */
  static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][];
    double[][] rows = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
      rows[i][i] = 1;
    }
    double size = 0;
    for (double[] row : a) {
      size += dot(row, row);
    }
    double previous = Double.POSITIVE_INFINITY;
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double off = offDiagonal(a);
      // Quadratic convergence ends where rounding begins.
      if (!(off > 1e-30 * size) || !(off < previous)) {
        break;
      }
      previous = off;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, rows, p, q);
        }
      }
    }
    return sorted(a, rows);
  }

  private static SymmetricEigen sorted(double[][] a, double[][] rows) {
    int n = a.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]).thenComparingInt(i -> i))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = new double[n];
    double[][] vectors = new double[n][];
    for (int k = 0; k < n; k++) {
      values[k] = a[order[k]][order[k]];
      vectors[k] = rows[order[k]];
    }
    double tie = n == 0 ? 0 : TIE * Math.max(Math.abs(values[0]), Math.abs(values[n - 1]));
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < n && values[to - 1] - values[to] <= tie) {
        to++;
      }
      turnToAxes(vectors, from, to);
      from = to;
    }
    return new SymmetricEigen(values, vectors);
  }

  /** Turns vectors of one eigenvalue so that each leaves out the axes of those before it. */
  private static void turnToAxes(double[][] vectors, int from, int to) {
    for (int k = from; k < to; k++) {
      int axis = firstOfLargest(weights(vectors, k, to));
      for (int j = k + 1; j < to; j++) {
        double radius = Math.hypot(vectors[k][axis], vectors[j][axis]);
        if (radius > 0) {
          turn(vectors[k], vectors[j], vectors[k][axis] / radius, vectors[j][axis] / radius);
        }
      }
      if (vectors[k][firstOfLargest(squares(vectors[k]))] < 0) {
        for (int i = 0; i < vectors[k].length; i++) {
          vectors[k][i] = -vectors[k][i];
        }
      }
    }
  }

  private static double[] weights(double[][] vectors, int from, int to) {
    double[] weights = new double[vectors[from].length];
    for (int k = from; k < to; k++) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] += vectors[k][i] * vectors[k][i];
      }
    }
    return weights;
  }

  private static double[] squares(double[] vector) {
    return weights(new double[][] {vector}, 0, 1);
  }

  private static int firstOfLargest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    int first = 0;
    while (values[first] < (1 - TIE) * largest) {
      first++;
    }
    return first;
  }

  private static double offDiagonal(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += a[i][j] * a[i][j];
      }
    }
    return sum;
  }

  /** Makes the element (p, q) zero. */
  private static void rotate(double[][] a, double[][] rows, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
    double c = 1 / Math.sqrt(1 + t * t);
    turn(a[p], a[q], c, -t * c);
    for (double[] row : a) {
      double first = row[p];
      double second = row[q];
      row[p] = c * first - t * c * second;
      row[q] = t * c * first + c * second;
    }
    a[p][q] = 0;
    a[q][p] = 0;
    turn(rows[p], rows[q], c, -t * c);
  }

  /** {@code (x, y) -> (c x + s y, c y - s x)}. */
  private static void turn(double[] x, double[] y, double c, double s) {
    for (int i = 0; i < x.length; i++) {
      double first = x[i];
      x[i] = c * first + s * y[i];
      y[i] = c * y[i] - s * first;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * The solution of {@code matrix x = b} of least size; directions of eigenvalues below a share of
   * the largest are left out.
   *
   * @param b right side (n)
   * @param least the share
   * @return x (n)
   */
  double[] solve(double[] b, double least) {
    double[] x = new double[b.length];
    for (int k = 0; k < values.length; k++) {
      if (values[k] > least * values[0]) {
        double share = dot(vectors[k], b) / values[k];
        for (int i = 0; i < x.length; i++) {
          x[i] += share * vectors[k][i];
        }
      }
    }
    return x;
  }
}
