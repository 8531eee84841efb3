package org.principia.validation.error;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts errors of frames for their mean, deviation and median, exactly and in any order.
 *
 * <p>Sums are exact, see {@link ExactSum}; the square of a number in single precision is exact in
 * double precision. For the median the upper 16 bits of every error are counted, which for positive
 * numbers sort as the numbers do; a second pass counts the numbers themselves in the one or two
 * buckets where the median lies. Tallies of parts add up to that of the whole bit for bit.
 */
final class ErrorTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private final NavigableMap<Integer, Long> buckets = new TreeMap<>();
  private long frames;

  /** The number that stands for an error among its equals: its bits, which sort as it does. */
  static int key(float error) {
    return Float.floatToIntBits(error);
  }

  static int bucket(float error) {
    return key(error) >>> 16;
  }

  void add(float error) {
    frames++;
    sum.add(error);
    squares.add((double) error * error);
    buckets.merge(bucket(error), 1L, Long::sum);
  }

  void merge(ErrorTally other) {
    frames += other.frames;
    sum.merge(other.sum);
    squares.merge(other.squares);
    other.buckets.forEach((bucket, count) -> buckets.merge(bucket, count, Long::sum));
  }

  long frames() {
    return frames;
  }

  double mean() {
    return sum.mean(frames);
  }

  /** The buckets of the one or two middle errors. */
  Set<Integer> middle() {
    Set<Integer> middle = new TreeSet<>();
    if (frames > 0) {
      middle.add(locate(buckets, (frames - 1) / 2).getKey());
      middle.add(locate(buckets, frames / 2).getKey());
    }
    return middle;
  }

  /** The statistics, given how often each {@link #key} occurs in the {@link #middle} buckets. */
  ErrorStatistics statistics(NavigableMap<Integer, Long> inMiddle) {
    if (frames == 0) {
      return new ErrorStatistics(0, Double.NaN, Double.NaN, Double.NaN);
    }
    double median = (value(inMiddle, (frames - 1) / 2) + value(inMiddle, frames / 2)) / 2;
    return new ErrorStatistics(frames, median, mean(), deviation());
  }

  private double value(NavigableMap<Integer, Long> inMiddle, long rank) {
    Map.Entry<Integer, Long> place = locate(buckets, rank);
    int first = place.getKey() << 16;
    NavigableMap<Integer, Long> within = inMiddle.subMap(first, true, first | 0xffff, true);
    return Float.intBitsToFloat(locate(within, place.getValue()).getKey());
  }

  /** The key at a rank, with the rank that is left within it. */
  private static Map.Entry<Integer, Long> locate(NavigableMap<Integer, Long> counts, long rank) {
    long rest = rank;
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      if (rest < entry.getValue()) {
        return Map.entry(entry.getKey(), rest);
      }
      rest -= entry.getValue();
    }
    throw new IllegalStateException("Cannot find rank " + rank + ": there are fewer errors");
  }

  private double deviation() {
    if (!sum.isFinite() || !squares.isFinite()) {
      return Double.NaN;
    }
    BigDecimal n = BigDecimal.valueOf(frames);
    BigDecimal total = sum.finite();
    BigDecimal spread = n.multiply(squares.finite()).subtract(total.multiply(total));
    return Math.sqrt(spread.divide(n.multiply(n), MathContext.DECIMAL128).doubleValue());
  }
}
