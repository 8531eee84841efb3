package org.principia.observed;

/**
 * The noise of positions, from the positions alone.
 *
 * <p>A divided difference of order p annihilates every polynomial below that order. With weights of
 * unit norm it has the variance of the noise where the noise is white, and besides that what the
 * motion leaves, which falls with p as long as the sampling is fine enough. The least estimate over
 * the orders is taken, so that motion counts as noise only where no order removes it.
 */
public final class NoiseEstimate {
  private static final int LEAST_ORDER = 2;
  private static final int LARGEST_ORDER = 9;

  /** The median of the absolute value of a standard normal number. */
  private static final double MEDIAN = 0.674_489_750_196_081_7;

  private static final double TAIL = 4;
  private static final double AS_GOOD = 1.1;

  private NoiseEstimate() {}

  /** Standard deviation of each coordinate [length]; a NaN with fewer than 5 instants. */
  public static double of(Track track) {
    return estimates(track)[0];
  }

  /**
   * The share of the motion between neighbouring samples that no order of difference removes: the
   * noise over the rms of first differences; near 1 where the sampling is too coarse to see any
   * motion, or the noise too large.
   */
  public static double roughness(Track track) {
    double[] e = estimates(track);
    return e[0] / e[1];
  }

  /** The noise, and the rms of normalised first differences. */
  private static double[] estimates(Track track) {
    int n = track.size();
    int largest = Math.min(LARGEST_ORDER, (n - 1) / 2);
    double[] scale = new double[LARGEST_ORDER + 1];
    double[][] differences = new double[LARGEST_ORDER + 1][];
    double least = Double.NaN;
    for (int p = LEAST_ORDER; p <= largest; p++) {
      differences[p] = differences(track, p);
      scale[p] = Median.of(differences[p]) / MEDIAN;
      least = Double.isNaN(least) ? scale[p] : Math.min(least, scale[p]);
    }
    double first = n < 2 ? Double.NaN : rms(differences(track, 1), Double.POSITIVE_INFINITY);
    for (int p = LEAST_ORDER; p <= largest; p++) {
      if (scale[p] <= AS_GOOD * least) {
        return new double[] {rms(differences[p], TAIL * scale[p]), first};
      }
    }
    return new double[] {Double.NaN, first};
  }

  /** Absolute normalised divided differences of an order, of all coordinates. */
  private static double[] differences(Track track, int order) {
    double[] t = track.times();
    int d = track.dimension();
    double[] all = new double[(t.length - order) * d];
    double[] w = new double[order + 1];
    for (int k = 0; k + order < t.length; k++) {
      double unit = (t[k + order] - t[k]) / order;
      double square = 0;
      for (int a = 0; a <= order; a++) {
        double product = 1;
        for (int b = 0; b <= order; b++) {
          product *= a == b ? 1 : (t[k + a] - t[k + b]) / unit;
        }
        w[a] = 1 / product;
        square += w[a] * w[a];
      }
      for (int c = 0; c < d; c++) {
        double sum = 0;
        for (int a = 0; a <= order; a++) {
          // From the first position, so that large coordinates do not lose digits.
          sum += w[a] * (track.positions()[(k + a) * d + c] - track.positions()[k * d + c]);
        }
        all[k * d + c] = Math.abs(sum) / Math.sqrt(square);
      }
    }
    return all;
  }

  private static double rms(double[] values, double limit) {
    double sum = 0;
    int count = 0;
    for (double v : values) {
      if (v <= limit) {
        sum += v * v;
        count++;
      }
    }
    return Math.sqrt(sum / Math.max(1, count));
  }
}
