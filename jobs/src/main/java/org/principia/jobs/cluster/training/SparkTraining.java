package org.principia.jobs.cluster.training;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.training.NetworkTraining;
import org.principia.gnn.training.ShardLayout;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.GraphSchema;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.cluster.SparkCluster.SparkParts;
import org.principia.jobs.cluster.device.TrainingDevice;
import org.principia.jobs.cluster.device.TrainingDevice.GpuTasks;
import org.principia.jobs.device.MemoryNeed;
import org.principia.parallel.Distributed;
import scala.collection.JavaConverters;

/**
 * A {@link NetworkTraining} on Spark: shards are read by the executors, each task asks for its
 * device first. The outcome is the same bits for any number of cores and partitions, given one
 * thread for each task (OMP_NUM_THREADS=1).
 *
 * @param spark the context
 * @param training graphs to fit
 * @param validation frames to measure the error on
 * @param probe edges on which messages are looked at after each epoch; asked for once it is known
 *     that there are validation frames
 * @param settings how to train
 * @param schema what the numbers of a graph mean
 * @param seed the user's seed
 */
public record SparkTraining(
    JavaSparkContext spark,
    GraphTable training,
    GraphTable validation,
    Supplier<? extends NetworkTraining.Probe> probe,
    GnnSettings settings,
    GraphSchema schema,
    long seed) {

  /**
   * Trains, from the last checkpoint where there is one.
   *
   * @throws InputException as {@link NetworkTraining#run} does
   */
  public NetworkTraining.TrainingResult run(
      CheckpointStore checkpoints,
      NetworkTraining.TrainingListener listener,
      WorkerListener workers) {
    if (validation.size() == 0) {
      throw InputException.cannot("train the network", "there are no validation frames");
    }
    try (Shards fitted = new Shards(spark, training, settings.workers());
        Shards measured = new Shards(spark, validation, settings.workers())) {
      return new NetworkTraining(
              fitted, training.size(), measured, probe.get(), settings, schema, seed)
          .run(checkpoints, listener, OnExecutor.of(spark, settings, workers));
    }
  }

  /**
   * What a worker does besides: it asks for the device before ND4J starts, and counts minibatches.
   */
  public record OnExecutor(GnnSettings settings, LongAccumulator fitted, WorkerListener next)
      implements WorkerListener {

    /** What is done before another listener is told the same. */
    public static OnExecutor of(JavaSparkContext spark, GnnSettings settings, WorkerListener next) {
      return new OnExecutor(settings, spark.sc().longAccumulator("minibatches fitted"), next);
    }

    @Override
    public void begins(GraphBlock shard) {
      long nodes = shard.starts()[shard.size()] / shard.size();
      long edges = shard.edges(0, shard.size());
      TrainingDevice.require(
          MemoryNeed.ofTraining(settings, shard.schema(), nodes, edges / shard.size(), 1));
      next.begins(shard);
    }

    @Override
    public void measures() {
      TrainingDevice.require(MemoryNeed.ofUse());
      next.measures();
    }

    @Override
    public void beforeFit(MultiDataSet minibatch, ComputationGraph graph) {
      fitted.add(1);
      next.beforeFit(minibatch, graph);
    }
  }

  /**
   * The frames of a split, a shard of them in the memory of each logical worker, as {@link
   * ShardLayout} deals them out.
   *
   * <p>A shard is a partition of one block of flat arrays, which its task fills from the files that
   * hold it: nothing is shuffled or sorted, no frame goes through the driver, and beside the block
   * a task holds the compressed pages of one group of rows. When an executor is lost, its shards
   * are read again in the same way: their lineage is the files.
   *
   * <p>Where a shard lies is where it is read first, for the whole training: therefore the tasks
   * prefer no host, so that Spark spreads them evenly over the executors, and when one joins that
   * was not there (in place of a lost one, whose shards are with the others by then) all are read
   * anew.
   */
  public static final class Shards implements Distributed<GraphBlock> {
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
     * The shards as they lie now: persisted partitions of one block each, or of none where there
     * are fewer frames than workers; to be asked for again for every job.
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
}
