package org.principia.validation.error;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Errors of network and law over a set of frames, and by the distance of the closest pair.
 *
 * <p>The first of two passes over {@link FrameErrors}; the second is {@link #medians}. What was
 * added in parts and merged is, bit for bit, what is added at once, in whatever order. Memory does
 * not grow with the number of frames.
 */
public final class TestErrors implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bins are half octaves; bin k begins at 2^((k + FIRST) / 2), the first at 0. */
  private static final int FIRST = -20;

  private static final int BINS = 29;

  private final ErrorTally network = new ErrorTally();
  private final ErrorTally law = new ErrorTally();
  private final ExactSum size = new ExactSum();
  private final TreeMap<Integer, Bin> bins = new TreeMap<>();

  /**
   * Errors of the frames whose closest pair has a distance in a range.
   *
   * @param lower least distance, included [length]
   * @param upper largest distance, excluded [length]
   * @param frames number of frames
   * @param network mean error of the network over them [length / time^2]
   * @param law mean error of the law over them [length / time^2]
   */
  public record DistanceBin(double lower, double upper, long frames, double network, double law) {}

  /** What is summed over the frames of a bin. */
  private static final class Bin implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ExactSum network = new ExactSum();
    private final ExactSum law = new ExactSum();
    private long frames;
  }

  /** Counts the errors of a frame. */
  public TestErrors add(FrameErrors errors) {
    network.add(errors.network());
    law.add(errors.law());
    size.add(errors.size());
    Bin bin = bins.computeIfAbsent(bin(errors.closest()), k -> new Bin());
    bin.frames++;
    bin.network.add(errors.network());
    bin.law.add(errors.law());
    return this;
  }

  /** Adds what was counted of other frames. */
  public TestErrors merge(TestErrors other) {
    network.merge(other.network);
    law.merge(other.law);
    size.merge(other.size);
    other.bins.forEach(
        (k, part) -> {
          Bin bin = bins.computeIfAbsent(k, absent -> new Bin());
          bin.frames += part.frames;
          bin.network.merge(part.network);
          bin.law.merge(part.law);
        });
    return this;
  }

  /** The second pass, nothing counted yet. */
  public Medians medians() {
    return new Medians(network.middle(), law.middle());
  }

  /** Statistics of the network, given the second pass over the same frames. */
  public ErrorStatistics network(Medians medians) {
    return network.statistics(medians.network);
  }

  /** Statistics of the law, given the second pass over the same frames. */
  public ErrorStatistics law(Medians medians) {
    return law.statistics(medians.law);
  }

  /** Mean absolute value of the true accelerations, frame by frame [length / time^2]. */
  public double size() {
    return size.mean(network.frames());
  }

  /** Mean errors by the distance of the closest pair; bins without frames are left out. */
  public List<DistanceBin> byDistance() {
    List<DistanceBin> table = new ArrayList<>();
    bins.forEach(
        (k, bin) ->
            table.add(
                new DistanceBin(
                    k == 0 ? 0 : edge(k),
                    k == BINS - 1 ? Double.POSITIVE_INFINITY : edge(k + 1),
                    bin.frames,
                    bin.network.mean(bin.frames),
                    bin.law.mean(bin.frames))));
    return table;
  }

  private static int bin(float distance) {
    int k = 0;
    while (k < BINS - 1 && distance >= edge(k + 1)) {
      k++;
    }
    return k;
  }

  private static double edge(int bin) {
    int half = bin + FIRST;
    return Math.scalb(half % 2 == 0 ? 1 : Math.sqrt(2), Math.floorDiv(half, 2));
  }

  /** The second pass: the errors around the medians that the first has found. */
  public static final class Medians implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Set<Integer> networkBuckets;
    private final Set<Integer> lawBuckets;
    private final NavigableMap<Integer, Long> network = new TreeMap<>();
    private final NavigableMap<Integer, Long> law = new TreeMap<>();

    private Medians(Set<Integer> networkBuckets, Set<Integer> lawBuckets) {
      this.networkBuckets = networkBuckets;
      this.lawBuckets = lawBuckets;
    }

    /** Counts the errors of a frame. */
    public Medians add(FrameErrors errors) {
      count(errors.network(), networkBuckets, network);
      count(errors.law(), lawBuckets, law);
      return this;
    }

    private static void count(float error, Set<Integer> buckets, NavigableMap<Integer, Long> in) {
      if (buckets.contains(ErrorTally.bucket(error))) {
        in.merge(ErrorTally.key(error), 1L, Long::sum);
      }
    }

    /** Adds what was counted of other frames. */
    public Medians merge(Medians other) {
      other.network.forEach((key, count) -> network.merge(key, count, Long::sum));
      other.law.forEach((key, count) -> law.merge(key, count, Long::sum));
      return this;
    }
  }
}
