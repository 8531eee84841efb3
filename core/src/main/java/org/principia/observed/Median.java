package org.principia.observed;

import java.util.Arrays;

/** The value that half of some numbers do not exceed. */
public final class Median {
  private Median() {}

  /** The upper median of those that are numbers; NaN of none. */
  public static double of(double... values) {
    double[] sorted = Arrays.stream(values).filter(x -> !Double.isNaN(x)).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
