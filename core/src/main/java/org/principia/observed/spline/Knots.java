package org.principia.observed.spline;

import java.util.Arrays;
import org.principia.observed.weak.LogSplines;

/**
 * Knots that lie closer where a force bends: at a cutoff, a wall, a narrow minimum.
 *
 * <p>A cubic spline misses a force by {@code h^4 g''''}, h the distance between knots. The jump of
 * its third derivative at a knot measures that; z is the jump over its standard error. An interval
 * that is divided into m leaves a squared error of {@code z^2 m^-8}, so that a given number of
 * intervals leaves the least where {@code m ~ z^(2/9)} (the idea of de Boor, in: Spline Functions
 * and Approximation Theory, 1973, p. 57, with errors that noise weighs).
 */
final class Knots {
  private static final double POWER = 2.0 / 9;

  /** Jumps of so many standard errors may be none. */
  private static final double CHANCE = 3;

  /**
   * What stands for a jump that may be none: such intervals become no more than some times wider.
   */
  private static final double LEAST = 0.05;

  private final double[] knots;
  private final int count;

  private Knots(LogSplines splines) {
    knots = splines.knots();
    count = splines.count();
  }

  /**
   * Splines of the same decay for so many splines.
   *
   * @param splines that were fitted
   * @param parameters their coefficients, of one pair of types after the other, and others
   * @param kernel number of the coefficients
   * @param covariance of the parameters, up to a factor
   * @param variance that factor
   */
  static LogSplines closer(
      LogSplines splines,
      double[] parameters,
      int kernel,
      double[] covariance,
      double variance,
      int wanted) {
    Knots now = new Knots(splines);
    int intervals = now.count - 3;
    double[] jumps = new double[intervals + 1];
    for (int at = 0; at < kernel; at += now.count) {
      for (int j = 1; j < intervals; j++) {
        double[] jump = now.third(3 + j);
        double[] before = now.third(2 + j);
        Arrays.setAll(jump, b -> jump[b] - before[b]);
        double sum = 0;
        double square = 0;
        for (int a = 0; a < now.count; a++) {
          sum += jump[a] * parameters[at + a];
          for (int b = 0; b < now.count; b++) {
            square += jump[a] * jump[b] * covariance[(at + a) * parameters.length + at + b];
          }
        }
        double z = square > 0 ? Math.abs(sum) / Math.sqrt(variance * square) : 0;
        jumps[j] = Math.max(jumps[j], z);
      }
    }
    double[] parts = new double[intervals];
    for (int j = 0; j < intervals; j++) {
      double z = Math.max(jumps[j], jumps[j + 1]);
      parts[j] = Math.pow(Math.max(z - CHANCE, LEAST), POWER);
    }
    return LogSplines.at(now.breaks(parts, wanted - 3), splines.decay());
  }

  /** Breaks that divide intervals into so many, as the sizes of their parts have it. */
  private double[] breaks(double[] parts, int wanted) {
    double whole = Arrays.stream(parts).sum();
    double[] breaks = new double[wanted + 1];
    double passed = 0;
    int at = 0;
    for (int i = 0; i <= wanted; i++) {
      double place = whole * i / wanted;
      while (at + 1 < parts.length && passed + parts[at] < place) {
        passed += parts[at++];
      }
      double share = Math.min(1, (place - passed) / parts[at]);
      breaks[i] = knots[3 + at] + share * (knots[4 + at] - knots[3 + at]);
    }
    return breaks;
  }

  /** What the coefficients count for in the third derivative right of a knot (K). */
  private double[] third(int right) {
    double[][] rows = new double[4][count];
    for (int k = 0; k < 4; k++) {
      rows[k][right - 3 + k] = 1;
    }
    for (int degree = 3; degree > 0; degree--) {
      for (int k = 3; k > 3 - degree; k--) {
        int i = right - 3 + k;
        double factor = degree / (knots[i + degree] - knots[i]);
        double[] one = rows[k];
        double[] other = rows[k - 1];
        Arrays.setAll(one, b -> factor * (one[b] - other[b]));
      }
    }
    return rows[3];
  }
}
