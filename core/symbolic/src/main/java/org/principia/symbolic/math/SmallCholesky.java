package org.principia.symbolic.math;

/**
 * Cholesky decomposition of a small symmetric matrix that may be singular.
 *
 * <p>A column that those before it determine is left out: its unknown becomes zero. Of use for the
 * normal equations of a handful of coefficients.
 */
public final class SmallCholesky {
  /** A pivot below this share of its diagonal element counts as zero. */
  private static final double DEPENDENT = 1e-13;

  private double[] lower = new double[0];
  private int size;

  /** Without a matrix: {@link #decompose} takes one. */
  public SmallCholesky() {}

  /** Takes the lower triangle of a matrix, row-major; false if it is not finite. */
  public boolean decompose(double[] matrix, int order) {
    size = order;
    if (lower.length < order * order) {
      lower = new double[order * order];
    }
    for (int j = 0; j < order; j++) {
      for (int k = 0; k <= j; k++) {
        double sum = matrix[j * order + k];
        if (!Double.isFinite(sum)) {
          return false;
        }
        for (int m = 0; m < k; m++) {
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

  /** Solves L z = b in place. */
  public void solveLower(double[] b, int offset) {
    for (int j = 0; j < size; j++) {
      double sum = b[offset + j];
      for (int m = 0; m < j; m++) {
        sum -= lower[j * size + m] * b[offset + m];
      }
      b[offset + j] = sum / lower[j * size + j];
    }
  }

  /** Solves L' x = z in place. */
  public void solveUpper(double[] z, int offset) {
    for (int j = size - 1; j >= 0; j--) {
      double sum = z[offset + j];
      for (int m = j + 1; m < size; m++) {
        sum -= lower[m * size + j] * z[offset + m];
      }
      z[offset + j] = sum / lower[j * size + j];
    }
  }
}
