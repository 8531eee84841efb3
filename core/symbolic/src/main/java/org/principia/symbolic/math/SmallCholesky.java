package org.principia.symbolic.math;

/**
 * Cholesky decomposition of a small symmetric matrix that may be singular.
 *
 * <p>A column that those before it determine is left out: its unknown becomes zero. Zeros at the
 * beginning of a row stay zeros of the factor and cost nothing (George and Liu, Computer Solution
 * of Large Sparse Positive Definite Systems, 1981, chapter 4: envelope method), so that blocks of
 * unknowns that meet only in the last ones are cheap.
 */
public final class SmallCholesky {
  /** A pivot below this share of its diagonal element counts as zero. */
  private static final double DEPENDENT = 1e-13;

  private double[] lower = new double[0];

  /** The first element of each row that is not 0. */
  private int[] first = new int[0];

  private int size;

  /** Without a matrix: {@link #decompose} takes one. */
  public SmallCholesky() {}

  /** Takes the lower triangle of a matrix, row-major; false if it is not finite. */
  public boolean decompose(double[] matrix, int order) {
    size = order;
    if (lower.length < order * order) {
      lower = new double[order * order];
      first = new int[order];
    }
    for (int j = 0; j < order; j++) {
      first[j] = first(matrix, j);
      for (int k = first[j]; k <= j; k++) {
        double sum = matrix[j * order + k];
        if (!Double.isFinite(sum)) {
          return false;
        }
        for (int m = Math.max(first[j], first[k]); m < k; m++) {
          sum -= lower[j * order + m] * lower[k * order + m];
        }
        if (k < j) {
          lower[j * order + k] = sum / lower[k * order + k];
        } else {
          boolean dependent = !(sum > DEPENDENT * matrix[j * order + j]);
          // Divided by an infinite pivot, all that follows from the column is zero.
          lower[j * order + j] = dependent ? Double.POSITIVE_INFINITY : Math.sqrt(sum);
        }
      }
    }
    return true;
  }

  private int first(double[] matrix, int row) {
    int at = 0;
    while (at < row && matrix[row * size + at] == 0) {
      at++;
    }
    return at;
  }

  /** Solves L z = b in place. */
  public void solveLower(double[] b, int offset) {
    for (int j = 0; j < size; j++) {
      double sum = b[offset + j];
      for (int m = first[j]; m < j; m++) {
        sum -= lower[j * size + m] * b[offset + m];
      }
      b[offset + j] = sum / lower[j * size + j];
    }
  }

  /** Solves L' x = z in place. */
  public void solveUpper(double[] z, int offset) {
    for (int j = size - 1; j >= 0; j--) {
      double x = z[offset + j] / lower[j * size + j];
      z[offset + j] = x;
      for (int m = first[j]; m < j; m++) {
        z[offset + m] -= lower[j * size + m] * x;
      }
    }
  }
}
