package org.principia.messages;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;

/**
 * The least-squares affine map of p variables onto one: {@code y = b + sum_k a_k x_k}.
 *
 * @param slopes a (p)
 * @param offset b
 * @param r2 coefficient of determination, 1 - residual variance / variance of y
 */
public record AffineFit(double[] slopes, double offset, double r2) {
  /** Directions of the standardised columns with less than this share of the largest variance. */
  private static final double RANK_TOLERANCE = 1e-12;

  /**
   * The least squares of columns x (p x N) on y (N), by the normal equations of the standardised
   * columns; of columns that determine one another the solution of the smallest norm is taken. R2
   * is not a number where y is constant or not finite.
   */
  public static AffineFit of(double[][] x, double[] y) {
    int p = x.length;
    double[] means = Arrays.stream(x).mapToDouble(AffineFit::mean).toArray();
    double[] deviations = new double[p];
    for (int k = 0; k < p; k++) {
      double deviation = Math.sqrt(covariance(x[k], means[k], x[k], means[k]));
      deviations[k] = deviation == 0 ? 1 : deviation;
    }
    double meanOfY = mean(y);
    double[][] correlation = new double[p][p];
    double[] right = new double[p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        correlation[i][j] =
            covariance(x[i], means[i], x[j], means[j]) / (deviations[i] * deviations[j]);
        correlation[j][i] = correlation[i][j];
      }
      right[i] = covariance(x[i], means[i], y, meanOfY) / deviations[i];
    }
    double[] slopes = SymmetricEigen.of(correlation).solve(right, RANK_TOLERANCE);
    double offset = meanOfY;
    for (int k = 0; k < p; k++) {
      slopes[k] /= deviations[k];
      offset -= slopes[k] * means[k];
    }
    return new AffineFit(slopes, offset, determination(x, y, slopes, offset));
  }

  private static double determination(double[][] x, double[] y, double[] slopes, double offset) {
    double variance = variance(y);
    double residual = 0;
    for (int i = 0; i < y.length; i++) {
      double e = residual(x, y, slopes, offset, i);
      residual += e * e;
    }
    return variance > 0 ? 1 - residual / (variance * y.length) : Double.NaN;
  }

  /** The value y of the map at variables x (p). */
  public double at(double[] x) {
    double y = offset;
    for (int k = 0; k < slopes.length; k++) {
      y += slopes[k] * x[k];
    }
    return y;
  }

  /**
   * The same without the tenth of the rows that have the largest residuals, fitted again: the
   * paper's figures of linearity leave those rows out.
   */
  public static AffineFit trimmed(double[][] x, double[] y) {
    AffineFit full = of(x, y);
    double[] sizes =
        IntStream.range(0, y.length)
            .mapToDouble(i -> Math.abs(residual(x, y, full.slopes, full.offset, i)))
            .toArray();
    double[] sorted = Arrays.stream(sizes).sorted().toArray();
    double limit = sorted[(int) Math.ceil(0.9 * y.length) - 1];
    int[] rows = IntStream.range(0, y.length).filter(i -> sizes[i] <= limit).toArray();
    return of(
        Arrays.stream(x).map(column -> select(column, rows)).toArray(double[][]::new),
        select(y, rows));
  }

  private static double[] select(double[] values, int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
  }

  private static double residual(
      double[][] x, double[] y, double[] slopes, double offset, int row) {
    double e = y[row] - offset;
    for (int k = 0; k < slopes.length; k++) {
      e -= slopes[k] * x[k][row];
    }
    return e;
  }

  /** Rows (N x p) by column (p x N). */
  public static double[][] columns(List<double[]> rows) {
    return MatrixUtils.createRealMatrix(rows.toArray(double[][]::new)).transpose().getData();
  }

  /** The mean square of the values less their mean. */
  public static double variance(double[] values) {
    double mean = mean(values);
    return covariance(values, mean, values, mean);
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
}
