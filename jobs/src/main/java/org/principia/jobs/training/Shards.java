package org.principia.jobs.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.principia.frames.Frame;
import org.principia.gnn.FrameBlock;
import org.principia.gnn.FrameBlockFiller;
import org.principia.jobs.dataset.FrameTable;
import org.principia.jobs.device.GpuTasks;
import scala.collection.JavaConverters;

/**
 * The frames of a split, a shard of them in the memory of each logical worker.
 *
 * <p>Of N frames in the order of (simulation, step), worker w of W has those from floor(w N / W) to
 * floor((w + 1) N / W) - 1: a function of the data set and W alone, whatever the cores and
 * executors. Shards differ by one frame at most, and by the runs in them, which are drawn alike.
 *
 * <p>A shard is a partition of one block of flat arrays, which its task fills from the files that
 * hold it: nothing is shuffled or sorted, no frame goes through the driver, and beside the block a
 * task holds the compressed pages of one group of rows. When an executor is lost, its shards are
 * read again in the same way: their lineage is the files.
 *
 * <p>Where a shard lies is where it is read first, for the whole training: therefore the tasks
 * prefer no host, so that Spark spreads them evenly over the executors, and when one joins that was
 * not there (in place of a lost one, whose shards are with the others by then) all are read anew.
 */
final class Shards {
  private final JavaSparkContext spark;
  private final FrameTable frames;
  private final int workers;
  private Set<String> executors = Set.of();
  private JavaRDD<FrameBlock> blocks;

  /**
   * Shards, not read yet.
   *
   * @param spark the context
   * @param frames the frames
   * @param workers number of shards
   */
  Shards(JavaSparkContext spark, FrameTable frames, int workers) {
    this.spark = spark;
    this.frames = frames;
    this.workers = workers;
  }

  /** The number of frames. */
  long size() {
    return frames.size();
  }

  /**
   * The shards as they lie now.
   *
   * @return persisted partitions of one block each, or of none where there are fewer frames than
   *     workers; to be asked for again for every job
   */
  JavaRDD<FrameBlock> blocks() {
    Set<String> present =
        new HashSet<>(JavaConverters.mapAsJavaMap(spark.sc().getExecutorMemoryStatus()).keySet());
    if (blocks == null || !executors.containsAll(present)) {
      release();
      blocks = read();
    }
    executors = present;
    return blocks;
  }

  /** Gives the memory back. */
  void release() {
    if (blocks != null) {
      blocks.unpersist(false);
      blocks = null;
    }
  }

  private JavaRDD<FrameBlock> read() {
    FrameTable table = frames;
    int shards = workers;
    JavaRDD<FrameBlock> read =
        spark
            .parallelize(IntStream.range(0, shards).boxed().toList(), shards)
            .flatMap(shard -> block(table, shard, shards));
    return GpuTasks.of(read).persist(StorageLevel.MEMORY_AND_DISK());
  }

  private static Iterator<FrameBlock> block(FrameTable frames, int shard, int shards) {
    long from = first(frames, shard, shards);
    long to = first(frames, shard + 1, shards);
    List<FrameBlock> block = new ArrayList<>();
    if (from < to) {
      FrameBlockFiller filler = new FrameBlockFiller(Math.toIntExact(to - from));
      Iterator<Frame> some = frames.read(from, to);
      long before = Long.MIN_VALUE;
      for (int place = 0; some.hasNext(); place++) {
        Frame frame = some.next();
        before = FrameShape.requireAfter(before, FrameShape.key(frame.simulation(), frame.step()));
        filler.put(place, frame);
      }
      block.add(filler.block());
    }
    return block.iterator();
  }

  /** Number of the first frame of a shard, without a product that overflows. */
  private static long first(FrameTable frames, int shard, int shards) {
    long each = frames.size() / shards;
    long rest = frames.size() % shards;
    return each * shard + rest * shard / shards;
  }
}
