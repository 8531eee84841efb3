package org.principia.observed.survey;

import java.util.Arrays;
import org.principia.observed.Median;
import org.principia.observed.Track;

/**
 * Whether the sampling of a track resolves its velocity and its acceleration.
 *
 * <p>Differences of order k of a motion with phase step phi have the size {@code (2 sin(phi /
 * 2))^k}, so that where a motion is resolved higher orders are smaller. With R1 the median
 * displacement of a step, and R2, R4 the median distance of a position from the polynomial through
 * its 2 and its 4 neighbours (Lagrange, so that steps may be uneven), the ratios of orders on even
 * steps are {@code D2/D1 = 2 R2 / R1} and {@code D4/D2 = 3 R4 / R2}. Each is the smallest of the
 * track and its means of 2, 4, 8, … instants: white noise (1.7 and 3.4 whatever the means are of)
 * is overcome by means if it is smaller than the motion; a motion of less than six instants a
 * period is not resolved by any. Where second differences become smaller by means, these are of
 * about a period, and no more is looked at.
 *
 * @param velocity the least D2/D1; below 1 velocities are resolved; NaN where there are too few
 *     samples
 * @param acceleration the least D4/D2; below 1 accelerations are resolved; NaN alike
 */
public record Smoothness(double velocity, double acceleration) {
  /** Positions that a ratio is of, at least. */
  private static final int MIN_VALUES = 6;

  /** What second differences have of those of means half as long, at least: of noise 0.7. */
  private static final double DECLINE = 0.5;

  /** Instants, positions (n x d), and the breaks before and behind each mean (n). */
  private record Means(double[] t, double[] x, int[] before, int[] behind) {

    /** Means of two. */
    Means halved(int d) {
      int n = t.length / 2;
      Means half = new Means(new double[n], new double[n * d], new int[n], new int[n]);
      for (int i = 0; i < n; i++) {
        half.t[i] = (t[2 * i] + t[2 * i + 1]) / 2;
        half.before[i] = before[2 * i];
        half.behind[i] = behind[2 * i + 1];
        for (int k = 0; k < d; k++) {
          half.x[i * d + k] = (x[2 * i * d + k] + x[(2 * i + 1) * d + k]) / 2;
        }
      }
      return half;
    }
  }

  /** Measures a track, of which jumps and gaps are known: how many are before each instant (n). */
  static Smoothness of(Track track, int[] breaks) {
    int d = track.dimension();
    double velocity = Double.NaN;
    double acceleration = Double.NaN;
    double former = 0;
    Means means = new Means(track.times(), track.positions(), breaks, breaks);
    for (; means.t.length >= MIN_VALUES + 4; means = means.halved(d)) {
      double[] squares = squares(means, d);
      if (squares.length == 0 || squares[1] < DECLINE * DECLINE * former) {
        break;
      }
      former = squares[1];
      velocity = least(velocity, 2 * ratio(squares[1], squares[0]));
      acceleration = least(acceleration, 3 * ratio(squares[2], squares[1]));
    }
    return new Smoothness(velocity, acceleration);
  }

  private static double least(double former, double ratio) {
    return Double.isNaN(former) || ratio < former ? ratio : former;
  }

  /** What does not move is smooth. */
  private static double ratio(double high, double low) {
    return low > 0 ? Math.sqrt(high / low) : high > 0 ? Double.POSITIVE_INFINITY : 0;
  }

  /** Median squares of R1, R2 and R4; empty where there are too few positions without a break. */
  private static double[] squares(Means means, int d) {
    double[] x = means.x;
    double[][] squares = new double[3][means.t.length];
    int count = 0;
    for (int i = 2; i < means.t.length - 2; i++) {
      if (means.behind[i + 2] != means.before[i - 2]) {
        continue;
      }
      for (int k = 0; k < d; k++) {
        double first = x[(i + 1) * d + k] - x[i * d + k];
        double second = x[i * d + k] - interpolated(means, i, k, d, i - 1, i + 1);
        double fourth = x[i * d + k] - interpolated(means, i, k, d, i - 2, i - 1, i + 1, i + 2);
        squares[0][count] += first * first;
        squares[1][count] += second * second;
        squares[2][count] += fourth * fourth;
      }
      count++;
    }
    int values = count;
    return values < MIN_VALUES
        ? new double[0]
        : Arrays.stream(squares)
            .mapToDouble(all -> Median.of(Arrays.copyOf(all, values)))
            .toArray();
  }

  private static double interpolated(Means means, int i, int k, int d, int... nodes) {
    double[] t = means.t;
    double sum = 0;
    for (int a : nodes) {
      double weight = 1;
      for (int b : nodes) {
        weight *= a == b ? 1 : (t[i] - t[b]) / (t[a] - t[b]);
      }
      sum += weight * means.x[a * d + k];
    }
    return sum;
  }
}
