package org.principia.jobs.cluster.training;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.StorageLevel;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.GraphBlockFiller;
import org.principia.graphs.Graph;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.cluster.device.GpuTasks;
import scala.collection.JavaConverters;

/**
 * The frames of a split, a shard of them in the memory of each logical worker.
 *
 * <p>Workers stand in teams of {@value #TEAM} at most. Of N frames in the order of (simulation,
 * step), a team has as many consecutive ones as it has shares in N, and deals them to its workers
 * in turn, like cards: so that workers see frames of the same runs (with few runs each of its own,
 * parameters that are averaged drift apart), and nobody reads more than {@value #TEAM} shares and
 * what stands before them in a file. It is a function of the data set and the number of workers
 * alone, whatever the cores and executors; shards differ by one frame at most.
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
  /** Workers that share their runs, at most. */
  static final int TEAM = 8;

  private final JavaSparkContext spark;
  private final GraphTable frames;
  private final int workers;
  private Set<String> executors = Set.of();
  private JavaRDD<GraphBlock> blocks;

  /**
   * Shards, not read yet.
   *
   * @param spark the context
   * @param frames the frames
   * @param workers number of shards
   */
  Shards(JavaSparkContext spark, GraphTable frames, int workers) {
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
  JavaRDD<GraphBlock> blocks() {
    // By their ids: a new executor may have the host and the port of a lost one.
    Set<String> present =
        JavaConverters.mapAsJavaMap(SparkEnv.get().blockManager().master().getMemoryStatus())
            .keySet()
            .stream()
            .map(BlockManagerId::executorId)
            .collect(Collectors.toSet());
    if (blocks == null || !executors.containsAll(present)) {
      release();
      blocks = read();
    }
    executors = present;
    return blocks;
  }

  /** Gives the memory back. */
  void release() {
    if (blocks != null && !spark.sc().isStopped()) {
      blocks.unpersist(false);
    }
    blocks = null;
  }

  private JavaRDD<GraphBlock> read() {
    GraphTable table = frames;
    int shards = workers;
    JavaRDD<GraphBlock> read =
        spark
            .parallelize(IntStream.range(0, shards).boxed().toList(), shards)
            .flatMap(shard -> block(table, shard, shards));
    return GpuTasks.of(read).persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Fills a shard; the order of all frames that it is dealt from is checked on the way. */
  private static Iterator<GraphBlock> block(GraphTable frames, int shard, int shards) {
    int team = team(shard, shards);
    int first = firstOfTeam(team, shards);
    int members = firstOfTeam(team + 1, shards) - first;
    int member = shard - first;
    long from = share(frames, first, shards);
    long to = share(frames, first + members, shards);
    int size = Math.toIntExact((to - from - member + members - 1) / members);
    if (size == 0) {
      return List.<GraphBlock>of().iterator();
    }
    GraphBlockFiller filler = new GraphBlockFiller(size);
    Iterator<Graph> dealt = frames.read(from, to);
    long before = Long.MIN_VALUE;
    for (long card = 0; dealt.hasNext(); card++) {
      Graph frame = dealt.next();
      before = ShardShape.requireAfter(before, ShardShape.key(frame.simulation(), frame.step()));
      if (card % members == member) {
        filler.put((int) (card / members), frame);
      }
    }
    return List.of(filler.block()).iterator();
  }

  private static int teams(int shards) {
    return (shards + TEAM - 1) / TEAM;
  }

  /** The first worker of a team; teams differ by one worker at most. */
  private static int firstOfTeam(int team, int shards) {
    return (int) ((long) team * shards / teams(shards));
  }

  /** The team of a worker. */
  static int team(int shard, int shards) {
    return (int) ((((long) shard + 1) * teams(shards) - 1) / shards);
  }

  /** Number of the first frame of a worker's share, without a product that overflows. */
  private static long share(GraphTable frames, int shard, int shards) {
    long each = frames.size() / shards;
    long rest = frames.size() % shards;
    return each * shard + rest * shard / shards;
  }
}
