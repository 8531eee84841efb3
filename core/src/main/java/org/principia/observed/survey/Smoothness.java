package org.principia.observed.survey;

import org.principia.observed.Track;

/**
 * Whether the sampling of a track resolves its velocity and its acceleration.
 *
 * <p>Differences of order k over m samples of a motion with phase step phi have the size {@code (2
 * sin(m phi / 2))^k}, so that where a motion is resolved higher orders are smaller. With R1 the rms
 * displacement over m samples, and R2, R4 the rms distance of a position from the polynomial
 * through its 2 and its 4 neighbours m samples apart (Lagrange, so that steps may be uneven), the
 * ratios of orders on even steps are {@code D2/D1 = 2 R2 / R1} and {@code D4/D2 = 3 R4 / R2}. Each
 * is the smallest over m = 1, 2, 4, …: white noise (1.7 and 3.4 at any m) is overcome at some m if
 * the motion is larger than it; a motion with less than six samples a period is not resolved at
 * any.
 *
 * @param velocity the least D2/D1; below 1 velocities are resolved; NaN where there are too few
 *     samples
 * @param acceleration the least D4/D2; below 1 accelerations are resolved; NaN alike
 */
public record Smoothness(double velocity, double acceleration) {
  /** Positions that a ratio is of, at least. */
  private static final int MIN_VALUES = 6;

  /** Measures a track; steps longer than the gap are not crossed [time]. */
  public static Smoothness of(Track track, double gap) {
    double velocity = Double.NaN;
    double acceleration = Double.NaN;
    for (int m = 1; track.size() - 4 * m >= MIN_VALUES; m *= 2) {
      double[] sums = sums(track, m, gap * m);
      if (sums[3] < MIN_VALUES) {
        continue;
      }
      velocity = least(velocity, 2 * ratio(sums[1], sums[0]));
      acceleration = least(acceleration, 3 * ratio(sums[2], sums[1]));
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

  /** Sums of squares of R1, R2 and R4, and how many positions they are of. */
  private static double[] sums(Track track, int m, double gap) {
    double[] t = track.times();
    double[] x = track.positions();
    int d = track.dimension();
    double[] sums = new double[4];
    for (int i = 2 * m; i < t.length - 2 * m; i++) {
      int[] at = {i - 2 * m, i - m, i + m, i + 2 * m};
      boolean whole = t[at[1]] - t[at[0]] <= gap && t[i] - t[at[1]] <= gap;
      if (!whole || t[at[2]] - t[i] > gap || t[at[3]] - t[at[2]] > gap) {
        continue;
      }
      for (int k = 0; k < d; k++) {
        double first = x[at[2] * d + k] - x[i * d + k];
        double second = x[i * d + k] - interpolated(t, x, i, k, d, at[1], at[2]);
        double fourth = x[i * d + k] - interpolated(t, x, i, k, d, at);
        sums[0] += first * first;
        sums[1] += second * second;
        sums[2] += fourth * fourth;
      }
      sums[3]++;
    }
    return sums;
  }

  private static double interpolated(double[] t, double[] x, int i, int k, int d, int... nodes) {
    double sum = 0;
    for (int a : nodes) {
      double weight = 1;
      for (int b : nodes) {
        weight *= a == b ? 1 : (t[i] - t[b]) / (t[a] - t[b]);
      }
      sum += weight * x[a * d + k];
    }
    return sum;
  }
}
