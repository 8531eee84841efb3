package org.principia.frames;

import java.io.Serializable;

/**
 * Exact order statistics of the velocity and acceleration components in two passes.
 *
 * <p>A float's bits, made monotone, are a 32-bit radix key. The first pass counts the upper 16 bits
 * of every value; it tells in which of 65 536 buckets a rank lies. The second pass counts the lower
 * 16 bits within that bucket, which is the value itself. Counts add up in any order, so that the
 * result does not depend on partitions, and memory is 512 KiB a column for any number of frames.
 */
public final class ComponentHistogram implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BUCKETS = 1 << 16;

  private final int dimension;

  /** Bucket of the first pass whose values are counted, by column; -1 counts upper bits. */
  private final int[] bucket;

  private final long[][] counts;

  private ComponentHistogram(int dimension, int[] bucket) {
    this.dimension = dimension;
    this.bucket = bucket;
    this.counts = new long[2 * dimension][BUCKETS];
  }

  /**
   * An empty histogram of the first pass.
   *
   * @param dimension d
   * @return the histogram
   */
  public static ComponentHistogram coarse(int dimension) {
    int[] all = new int[2 * dimension];
    java.util.Arrays.fill(all, -1);
    return new ComponentHistogram(dimension, all);
  }

  /**
   * An empty histogram of the second pass, for one percentile.
   *
   * @param percentile the percentile [per cent]
   * @return counts the values in the bucket of that percentile, column by column
   */
  public ComponentHistogram fine(double percentile) {
    int[] found = new int[2 * dimension];
    for (int c = 0; c < found.length; c++) {
      found[c] = locate(c, rank(c, percentile)).bucket;
    }
    return new ComponentHistogram(dimension, found);
  }

  /**
   * Counts a frame.
   *
   * @param frame the frame
   * @return this
   */
  public ComponentHistogram add(Frame frame) {
    addAll(frame.velocity(), 0);
    addAll(frame.acceleration(), dimension);
    return this;
  }

  /**
   * Adds the counts of another histogram of the same pass.
   *
   * @param other the other
   * @return this
   */
  public ComponentHistogram merge(ComponentHistogram other) {
    for (int c = 0; c < counts.length; c++) {
      for (int b = 0; b < BUCKETS; b++) {
        counts[c][b] += other.counts[c][b];
      }
    }
    return this;
  }

  /**
   * The values at a percentile by nearest rank: the value of rank {@code floor(p / 100 (N - 1) +
   * 1/2)} of the N sorted values of a column.
   *
   * @param fine the second pass, made by {@link #fine} of the same percentile
   * @param percentile the percentile [per cent]
   * @return one value a column (2 d)
   */
  public float[] percentile(ComponentHistogram fine, double percentile) {
    float[] values = new float[2 * dimension];
    for (int c = 0; c < values.length; c++) {
      Position coarse = locate(c, rank(c, percentile));
      Position within = fine.locate(c, coarse.rest);
      values[c] = value((coarse.bucket << 16) | within.bucket);
    }
    return values;
  }

  /** How many values a column has. */
  long total(int column) {
    long sum = 0;
    for (long count : counts[column]) {
      sum += count;
    }
    return sum;
  }

  private long rank(int column, double percentile) {
    return (long) Math.floor(percentile / 100 * (total(column) - 1) + 0.5);
  }

  private record Position(int bucket, long rest) {}

  private Position locate(int column, long rank) {
    long rest = rank;
    for (int b = 0; b < BUCKETS; b++) {
      if (rest < counts[column][b]) {
        return new Position(b, rest);
      }
      rest -= counts[column][b];
    }
    throw new IllegalStateException(
        "Cannot find rank " + rank + ": column " + column + " has " + total(column) + " values");
  }

  private void addAll(float[] values, int offset) {
    for (int i = 0; i < values.length; i++) {
      int column = offset + i % dimension;
      int key = key(values[i]);
      if (bucket[column] < 0) {
        counts[column][key >>> 16]++;
      } else if (key >>> 16 == bucket[column]) {
        counts[column][key & 0xffff]++;
      }
    }
  }

  /** Bits of a float as an unsigned integer of the same order. */
  private static int key(float x) {
    int bits = Float.floatToIntBits(x);
    return bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
  }

  private static float value(int key) {
    return Float.intBitsToFloat(key < 0 ? key & Integer.MAX_VALUE : ~key);
  }
}
