package org.principia.observed.weak;

import java.io.Serializable;

/**
 * Cubic B-splines of log r on even knots, times a reference decay {@code (r / r_0)^-p}.
 *
 * <p>Their sum with equal coefficients is the reference decay itself. Beyond the ends the outermost
 * values hold, times the decay.
 *
 * @param low smallest distance [length]
 * @param high largest distance [length]
 * @param count K, from 4
 * @param decay p
 */
public record LogSplines(double low, double high, int count, double decay) implements Serializable {

  /** Values at a distance: the first of four neighbours is returned, their values are written. */
  public int at(double r, double[] four) {
    double span = Math.log(high / low) / (count - 3);
    double u = Math.log(Math.min(Math.max(r, low), high) / low) / span;
    int first = Math.min((int) u, count - 4);
    double x = u - first;
    double scale = decay == 0 ? 1 : Math.pow(r / Math.sqrt(low * high), -decay);
    double y = 1 - x;
    four[0] = scale * y * y * y / 6;
    four[1] = scale * (3 * x * x * x - 6 * x * x + 4) / 6;
    four[2] = scale * (3 * y * y * y - 6 * y * y + 4) / 6;
    four[3] = scale * x * x * x / 6;
    return first;
  }

  /** All K values at a distance. */
  public double[] row(double r) {
    double[] four = new double[4];
    double[] row = new double[count];
    int first = at(r, four);
    System.arraycopy(four, 0, row, first, 4);
    return row;
  }

  public double value(double[] coefficients, int offset, double r) {
    double[] four = new double[4];
    int first = at(r, four);
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      sum += four[k] * coefficients[offset + first + k];
    }
    return sum;
  }
}
