package org.principia.observed.weak;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Cubic B-splines of log r times a reference decay {@code (r / r_0)^-p}, r_0 the geometric mean of
 * the smallest and the largest distance.
 *
 * <p>Their sum with equal coefficients is the reference decay itself. Beyond the ends the outermost
 * values hold, times the decay. Values by the recursion of Cox and de Boor (A Practical Guide to
 * Splines, 1978, chapter X).
 *
 * @param knots logarithms of distances, rising; K + 4 for K splines, three of them beyond each end
 * @param decay p
 */
public record LogSplines(double[] knots, double decay) implements Serializable {
  private static final int DEGREE = 3;

  /**
   * On even knots.
   *
   * @param low smallest distance [length]
   * @param high largest distance [length]
   * @param count K, from 4
   */
  public static LogSplines even(double low, double high, int count, double decay) {
    double span = Math.log(high / low) / (count - DEGREE);
    double[] knots = new double[count + DEGREE + 1];
    Arrays.setAll(knots, i -> Math.log(low) + (i - DEGREE) * span);
    return new LogSplines(knots, decay);
  }

  /** On some breaks: logarithms of distances, rising, the two ends among them. */
  public static LogSplines at(double[] breaks, double decay) {
    int last = breaks.length - 1;
    double[] knots =
        IntStream.rangeClosed(-DEGREE, last + DEGREE)
            .mapToDouble(
                i ->
                    i < 0
                        ? breaks[0] + i * (breaks[1] - breaks[0])
                        : i > last
                            ? breaks[last] + (i - last) * (breaks[last] - breaks[last - 1])
                            : breaks[i])
            .toArray();
    return new LogSplines(knots, decay);
  }

  /** Fewer of them, on even knots between the same ends. */
  public LogSplines coarse(int splines) {
    return even(low(), high(), splines, decay);
  }

  /** K. */
  public int count() {
    return knots.length - DEGREE - 1;
  }

  public double low() {
    return Math.exp(knots[DEGREE]);
  }

  public double high() {
    return Math.exp(knots[count()]);
  }

  /** Values at a distance: the first of four neighbours is returned, their values are written. */
  public int at(double r, double[] four) {
    double log = Math.log(r);
    double u = Math.min(Math.max(log, knots[DEGREE]), knots[count()]);
    int right = interval(u);
    double middle = (knots[DEGREE] + knots[count()]) / 2;
    // Left of the knot that begins the interval and right of the one that ends it.
    four[0] = decay == 0 ? 1 : Math.exp(-decay * (log - middle));
    for (int degree = 1; degree <= DEGREE; degree++) {
      double saved = 0;
      for (int k = 0; k < degree; k++) {
        double to = knots[right + k + 1];
        double from = knots[right + k + 1 - degree];
        double part = four[k] / (to - from);
        four[k] = saved + (to - u) * part;
        saved = (u - from) * part;
      }
      four[degree] = saved;
    }
    return right - DEGREE;
  }

  /** The number of the last knot that is not greater, of those that begin an interval. */
  private int interval(double u) {
    int low = DEGREE;
    int high = count();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (knots[middle] <= u) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** All K values at a distance. */
  public double[] row(double r) {
    double[] four = new double[DEGREE + 1];
    double[] row = new double[count()];
    int first = at(r, four);
    System.arraycopy(four, 0, row, first, four.length);
    return row;
  }

  public double value(double[] coefficients, int offset, double r) {
    double[] four = new double[DEGREE + 1];
    int first = at(r, four);
    double sum = 0;
    for (int k = 0; k < four.length; k++) {
      sum += four[k] * coefficients[offset + first + k];
    }
    return sum;
  }
}
