package org.principia.jobs.training;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.principia.frames.Frame;
import org.principia.gnn.FrameBlock;
import org.principia.gnn.FrameBlockFiller;
import scala.Tuple2;

/**
 * Frames dealt out once to the logical workers, like cards.
 *
 * <p>Frame number i in the order of (simulation, step) goes to shard i mod workers: the same shards
 * for any partitioning of the input and any number of cores. A shard is one partition with one
 * block of flat arrays, kept in memory as it is used.
 *
 * <p>Its number tells a frame's place in its shard, i / workers, so that frames are written to
 * their places as they come out of the shuffle: a task holds its block and little else.
 */
final class Shards {
  private Shards() {}

  /**
   * Deals out the frames.
   *
   * @param frames the frames, each (simulation, step) once
   * @param workers number of shards
   * @return the shards, persisted; a shard without frames is an empty partition
   */
  static JavaRDD<FrameBlock> of(JavaRDD<Frame> frames, int workers) {
    JavaRDD<Frame> sorted =
        frames.mapToPair(frame -> new Tuple2<>(key(frame), frame)).sortByKey().values();
    long[] starts = starts(sorted.mapPartitions(Shards::count).collect());
    long all = starts[starts.length - 1];
    return sorted
        .mapPartitionsWithIndex((part, some) -> new Numbered(starts[part], some), true)
        .mapToPair(numbered -> numbered)
        .partitionBy(new Dealer(workers))
        .mapPartitionsWithIndex((shard, dealt) -> block(dealt, all, shard, workers), true)
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static long key(Frame frame) {
    return ((long) frame.simulation() << 32) | (frame.step() & 0xffffffffL);
  }

  private static Iterator<Long> count(Iterator<Frame> frames) {
    long count = 0;
    for (; frames.hasNext(); frames.next()) {
      count++;
    }
    return List.of(count).iterator();
  }

  /** Number of the first frame of each partition, and last the number of all frames. */
  private static long[] starts(List<Long> counts) {
    long[] starts = new long[counts.size() + 1];
    for (int i = 0; i < counts.size(); i++) {
      starts[i + 1] = starts[i] + counts.get(i);
    }
    return starts;
  }

  private static Iterator<FrameBlock> block(
      Iterator<Tuple2<Long, Frame>> dealt, long all, int shard, int workers) {
    int size = Math.toIntExact((all - shard + workers - 1) / workers);
    if (size == 0) {
      return List.<FrameBlock>of().iterator();
    }
    FrameBlockFiller filler = new FrameBlockFiller(size);
    while (dealt.hasNext()) {
      Tuple2<Long, Frame> next = dealt.next();
      filler.put((int) (next._1() / workers), next._2());
    }
    return List.of(filler.block()).iterator();
  }

  /** Frames of a partition with their numbers. */
  private static final class Numbered implements Iterator<Tuple2<Long, Frame>> {
    private final Iterator<Frame> frames;
    private long next;

    Numbered(long first, Iterator<Frame> frames) {
      this.next = first;
      this.frames = frames;
    }

    @Override
    public boolean hasNext() {
      return frames.hasNext();
    }

    @Override
    public Tuple2<Long, Frame> next() {
      return new Tuple2<>(next++, frames.next());
    }
  }

  /** Index modulo the number of workers. */
  private static final class Dealer extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int workers;

    Dealer(int workers) {
      this.workers = workers;
    }

    @Override
    public int numPartitions() {
      return workers;
    }

    @Override
    public int getPartition(Object index) {
      return (int) ((Long) index % workers);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Dealer dealer && dealer.workers == workers;
    }

    @Override
    public int hashCode() {
      return workers;
    }
  }
}
