package org.principia.messages;

/**
 * The least-squares affine map of p variables onto one: {@code y = b + sum_k a_k x_k}.
 *
 * @param slopes a (p)
 * @param offset b
 * @param r2 coefficient of determination, 1 - residual variance / variance of y
 */
public record AffineFit(double[] slopes, double offset, double r2) {

  /**
   * Fits by normal equations of the centred columns; a column that the others determine gets slope
   * zero.
   *
   * @param x columns (p x N)
   * @param y target (N)
   * @return the fit; R2 is not a number where y is constant or not finite
   */
  public static AffineFit of(double[][] x, double[] y) {
    int p = x.length;
    double[] means = new double[p];
    for (int k = 0; k < p; k++) {
      means[k] = mean(x[k]);
    }
    double meanOfY = mean(y);
    double[][] normal = new double[p][p + 1];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        normal[i][j] = covariance(x[i], means[i], x[j], means[j]);
      }
      normal[i][p] = covariance(x[i], means[i], y, meanOfY);
    }
    double[] slopes = solve(normal);
    double offset = meanOfY;
    for (int k = 0; k < p; k++) {
      offset -= slopes[k] * means[k];
    }
    double variance = covariance(y, meanOfY, y, meanOfY);
    double residual = 0;
    for (int i = 0; i < y.length; i++) {
      double e = residual(x, y, slopes, offset, i);
      residual += e * e;
    }
    double r2 = variance > 0 ? 1 - residual / (variance * y.length) : Double.NaN;
    return new AffineFit(slopes, offset, r2);
  }

  /**
   * The same without the tenth of the rows that have the largest residuals, fitted again.
   *
   * <p>The paper's figures of linearity leave those rows out.
   *
   * @param x columns (p x N)
   * @param y target (N)
   * @return the fit of the other nine tenths
   */
  public static AffineFit trimmed(double[][] x, double[] y) {
    AffineFit full = of(x, y);
    double[] sizes = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      sizes[i] = Math.abs(residual(x, y, full.slopes, full.offset, i));
    }
    double[] sorted = sizes.clone();
    java.util.Arrays.sort(sorted);
    double limit = sorted[(int) Math.ceil(0.9 * y.length) - 1];
    int[] kept =
        java.util.stream.IntStream.range(0, y.length).filter(i -> sizes[i] <= limit).toArray();
    double[][] rows = new double[x.length][];
    for (int k = 0; k < x.length; k++) {
      rows[k] = select(x[k], kept);
    }
    return of(rows, select(y, kept));
  }

  private static double[] select(double[] values, int[] rows) {
    double[] selected = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      selected[i] = values[rows[i]];
    }
    return selected;
  }

  private static double residual(
      double[][] x, double[] y, double[] slopes, double offset, int row) {
    double e = y[row] - offset;
    for (int k = 0; k < slopes.length; k++) {
      e -= slopes[k] * x[k][row];
    }
    return e;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double covariance(double[] a, double meanA, double[] b, double meanB) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum / a.length;
  }

  /** Gauss-Jordan elimination with row pivoting of a (p x p+1) system. */
  private static double[] solve(double[][] system) {
    int p = system.length;
    double[] solution = new double[p];
    int[] rowOf = new int[p];
    boolean[] used = new boolean[p];
    for (int column = 0; column < p; column++) {
      int pivot = largest(system, used, column);
      rowOf[column] = pivot;
      if (pivot < 0) {
        continue;
      }
      used[pivot] = true;
      eliminate(system, pivot, column);
    }
    for (int column = 0; column < p; column++) {
      solution[column] =
          rowOf[column] < 0 ? 0 : system[rowOf[column]][p] / system[rowOf[column]][column];
    }
    return solution;
  }

  private static int largest(double[][] system, boolean[] used, int column) {
    int pivot = -1;
    for (int row = 0; row < system.length; row++) {
      if (!used[row]
          && (pivot < 0 || Math.abs(system[row][column]) > Math.abs(system[pivot][column]))) {
        pivot = row;
      }
    }
    double scale = 0;
    for (double[] row : system) {
      scale = Math.max(scale, Math.abs(row[column]));
    }
    return Math.abs(system[pivot][column]) > 1e-12 * scale ? pivot : -1;
  }

  private static void eliminate(double[][] system, int pivot, int column) {
    for (int row = 0; row < system.length; row++) {
      if (row != pivot) {
        double factor = system[row][column] / system[pivot][column];
        for (int k = column; k < system[row].length; k++) {
          system[row][k] -= factor * system[pivot][k];
        }
      }
    }
  }
}
