package org.principia.observed.survey;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * Numbers of positive values by size, eight bins a decade.
 *
 * @param counts by bin: that of number b holds {@code 10^(b/8) <= value < 10^((b+1)/8)}
 * @param zeros values that are 0
 */
public record Histogram(TreeMap<Integer, Long> counts, long zeros) implements Serializable {
  private static final int BINS = 8;

  /** An empty one. */
  public static Histogram empty() {
    return new Histogram(new TreeMap<>(), 0);
  }

  /** Those of some values; what is not finite is left out. */
  public static Histogram of(double[] values) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    long zeros = 0;
    for (double value : values) {
      if (value > 0 && value < Double.POSITIVE_INFINITY) {
        counts.merge((int) Math.floor(BINS * Math.log10(value)), 1L, Long::sum);
      } else if (value == 0) {
        zeros++;
      }
    }
    return new Histogram(counts, zeros);
  }

  /** The sum of both. */
  public Histogram plus(Histogram other) {
    TreeMap<Integer, Long> sum = new TreeMap<>(counts);
    other.counts.forEach((bin, count) -> sum.merge(bin, count, Long::sum));
    return new Histogram(sum, zeros + other.zeros);
  }

  /** The number of values. */
  public long total() {
    return zeros + counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The geometric mean of the bounds of a bin. */
  public static double middle(int bin) {
    return Math.pow(10, (bin + 0.5) / BINS);
  }

  /**
   * The middle of the bin below and in which half of the values lie; 0 where most are 0, or none.
   */
  public double median() {
    long half = (total() + 1) / 2;
    long seen = zeros;
    for (var bin : counts.entrySet()) {
      if (seen >= half) {
        break;
      }
      seen += bin.getValue();
      if (seen >= half) {
        return middle(bin.getKey());
      }
    }
    return 0;
  }
}
