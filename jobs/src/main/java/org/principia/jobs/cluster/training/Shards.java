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
import org.principia.gnn.training.ShardLayout;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.cluster.SparkCluster.SparkParts;
import org.principia.jobs.cluster.device.GpuTasks;
import org.principia.parallel.Distributed;
import scala.collection.JavaConverters;

/**
 * The frames of a split, a shard of them in the memory of each logical worker, as {@link
 * ShardLayout} deals them out.
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
public final class Shards implements Distributed<GraphBlock> {
  private final JavaSparkContext spark;
  private final GraphTable frames;
  private final int workers;
  private Set<String> executors = Set.of();
  private JavaRDD<GraphBlock> blocks;

  /** As many shards as there are workers, not read yet. */
  public Shards(JavaSparkContext spark, GraphTable frames, int workers) {
    this.spark = spark;
    this.frames = frames;
    this.workers = workers;
  }

  /** The number of frames. */
  long size() {
    return frames.size();
  }

  /**
   * The shards as they lie now: persisted partitions of one block each, or of none where there are
   * fewer frames than workers; to be asked for again for every job.
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
      close();
      blocks = read();
    }
    executors = present;
    return blocks;
  }

  @Override
  public <V, R> List<R> collect(V shared, Distributed.PartTask<V, GraphBlock, R> task) {
    return new SparkParts<>(spark, this::blocks).collect(shared, task);
  }

  @Override
  public <V, U> Distributed<U> derive(
      V shared, Distributed.PartTask<V, GraphBlock, Iterator<U>> task) {
    return new SparkParts<>(spark, this::blocks).derive(shared, task);
  }

  @Override
  public void close() {
    if (blocks != null && !spark.sc().isStopped()) {
      blocks.unpersist(false);
    }
    blocks = null;
  }

  private JavaRDD<GraphBlock> read() {
    GraphTable table = frames;
    ShardLayout layout = new ShardLayout(table.size(), workers);
    JavaRDD<GraphBlock> read =
        spark
            .parallelize(IntStream.range(0, workers).boxed().toList(), workers)
            .flatMap(shard -> layout.block(shard, table::read).stream().iterator());
    return GpuTasks.of(read).persist(StorageLevel.MEMORY_AND_DISK());
  }
}
