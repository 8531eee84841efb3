package org.principia.graphs;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Exact order statistics of what bounds are set to in two passes.
 *
 * <p>A float's bits, made monotone, are a 32-bit radix key. The first pass counts the upper 16 bits
 * of every value; it tells in which of 65 536 buckets a rank lies. The second pass counts the lower
 * 16 bits within the buckets of the percentiles that are asked for, which are the values
 * themselves. Counts add up in any order, so that the result does not depend on partitions, and
 * memory is 512 KiB a column and percentile for any number of frames. It is serialised without the
 * counts that are zero.
 *
 * <p>Columns are those of {@link GraphLayout#bounded}.
 */
public final class ComponentHistogram implements Serializable {
  private static final long serialVersionUID = 2L;
  private static final int BUCKETS = 1 << 16;
  private static final byte NONE = -1;

  private final GraphLayout layout;
  private final int columns;

  /** Upper 16 bits that the second pass looks into, by column; empty arrays in the first pass. */
  private final int[][] buckets;

  /** Slot of each bucket in the second pass, by column; nothing in the first. */
  private final byte[][] slots;

  /** One row of counts a column and slot; one slot a column in the first pass. */
  private final long[][] counts;

  private final int slotsOfColumn;

  private ComponentHistogram(GraphLayout layout, int[][] buckets) {
    this.layout = layout;
    this.columns = buckets.length;
    this.buckets = buckets;
    this.slotsOfColumn =
        Math.max(1, Arrays.stream(buckets).mapToInt(column -> column.length).max().orElse(1));
    this.slots = slots(buckets);
    this.counts = new long[columns * slotsOfColumn][];
    for (int c = 0; c < columns; c++) {
      for (int s = 0; s < Math.max(1, buckets[c].length); s++) {
        counts[c * slotsOfColumn + s] = new long[BUCKETS];
      }
    }
  }

  private static byte[][] slots(int[][] buckets) {
    byte[][] slots = new byte[buckets.length][];
    for (int c = 0; c < buckets.length; c++) {
      if (buckets[c].length > 0) {
        slots[c] = new byte[BUCKETS];
        Arrays.fill(slots[c], NONE);
        for (int s = 0; s < buckets[c].length; s++) {
          slots[c][buckets[c][s]] = (byte) s;
        }
      }
    }
    return slots;
  }

  /** An empty histogram of the first pass, for graphs of a schema. */
  public static ComponentHistogram coarse(GraphSchema schema) {
    GraphLayout layout = schema.layout();
    return new ComponentHistogram(layout, new int[layout.bounded().length][0]);
  }

  /**
   * An empty histogram of the second pass, which counts the values in the buckets of at most 100
   * percentiles [per cent] that will be asked for, column by column.
   */
  public ComponentHistogram fine(double... percentiles) {
    int[][] found = new int[columns][];
    for (int c = 0; c < found.length; c++) {
      int column = c;
      found[c] =
          Arrays.stream(percentiles)
              .mapToInt(p -> locate(counts[column * slotsOfColumn], rank(column, p)).bucket)
              .distinct()
              .sorted()
              .toArray();
    }
    return new ComponentHistogram(layout, found);
  }

  /** Counts a frame. */
  public ComponentHistogram add(Graph graph) {
    for (int column = 0; column < columns; column++) {
      byte[] slot = slots[column];
      long[] row = counts[column * slotsOfColumn];
      for (int i = 0; i < graph.nodes(); i++) {
        int key = key(layout.bounded(graph, i, column));
        if (slot == null) {
          row[key >>> 16]++;
        } else if (slot[key >>> 16] != NONE) {
          counts[column * slotsOfColumn + slot[key >>> 16]][key & 0xffff]++;
        }
      }
    }
    return this;
  }

  /** Adds the counts of another histogram of the same pass. */
  public ComponentHistogram merge(ComponentHistogram other) {
    for (int row = 0; row < counts.length; row++) {
      if (counts[row] != null) {
        for (int b = 0; b < BUCKETS; b++) {
          counts[row][b] += other.counts[row][b];
        }
      }
    }
    return this;
  }

  /**
   * The values at a percentile [per cent] by nearest rank, one a column: that of rank {@code
   * floor(p / 100 (N - 1) + 1/2)} of the N sorted values. The second pass is made by {@link #fine}
   * of this percentile among others.
   */
  public float[] percentile(ComponentHistogram fine, double percentile) {
    float[] values = new float[columns];
    for (int c = 0; c < values.length; c++) {
      Position coarse = locate(counts[c * slotsOfColumn], rank(c, percentile));
      byte slot = fine.slots[c][coarse.bucket];
      if (slot == NONE) {
        throw new IllegalArgumentException(
            "Invalid percentile: " + percentile + " (one that the second pass was made for)");
      }
      Position within = locate(fine.counts[c * fine.slotsOfColumn + slot], coarse.rest);
      values[c] = value((coarse.bucket << 16) | within.bucket);
    }
    return values;
  }

  /** How many values a column of the first pass has. */
  public long total(int column) {
    return Arrays.stream(counts[column * slotsOfColumn]).sum();
  }

  private long rank(int column, double percentile) {
    return (long) Math.floor(percentile / 100 * (total(column) - 1) + 0.5);
  }

  private record Position(int bucket, long rest) {}

  private static Position locate(long[] row, long rank) {
    long rest = rank;
    for (int b = 0; b < BUCKETS; b++) {
      if (rest < row[b]) {
        return new Position(b, rest);
      }
      rest -= row[b];
    }
    throw new IllegalStateException(
        "Cannot find rank " + rank + ": there are " + Arrays.stream(row).sum() + " values");
  }

  /** Bits of a float as an unsigned integer of the same order. */
  private static int key(float x) {
    int bits = Float.floatToIntBits(x);
    return bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
  }

  private static float value(int key) {
    return Float.intBitsToFloat(key < 0 ? key & Integer.MAX_VALUE : ~key);
  }

  private Object writeReplace() {
    int[][] where = new int[counts.length][];
    long[][] what = new long[counts.length][];
    for (int row = 0; row < counts.length; row++) {
      long[] full = counts[row] == null ? new long[0] : counts[row];
      where[row] = IntStream.range(0, full.length).filter(b -> full[b] != 0).toArray();
      what[row] = Arrays.stream(where[row]).mapToLong(b -> full[b]).toArray();
    }
    return new Sparse(layout, buckets, where, what);
  }

  /** What travels: the counts that are not zero and where they are. */
  private record Sparse(GraphLayout layout, int[][] buckets, int[][] where, long[][] what)
      implements Serializable {
    private Object readResolve() {
      ComponentHistogram histogram = new ComponentHistogram(layout, buckets);
      for (int row = 0; row < where.length; row++) {
        for (int k = 0; k < where[row].length; k++) {
          histogram.counts[row][where[row][k]] = what[row][k];
        }
      }
      return histogram;
    }
  }
}
