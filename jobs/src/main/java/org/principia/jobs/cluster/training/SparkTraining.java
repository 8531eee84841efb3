package org.principia.jobs.cluster.training;

import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.training.NetworkTraining;
import org.principia.gnn.training.WorkerListener;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Neighbours;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.jobs.cluster.device.TrainingDevice;
import org.principia.jobs.device.MemoryNeed;

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
   * @throws InputException as {@link NetworkTraining.Call#run} does
   */
  public NetworkTraining.TrainingResult run(
      CheckpointStore checkpoints, NetworkTraining.TrainingListener listener) {
    return run(checkpoints, listener, WorkerListener.NONE);
  }

  NetworkTraining.TrainingResult run(
      CheckpointStore checkpoints,
      NetworkTraining.TrainingListener listener,
      WorkerListener workers) {
    if (validation.size() == 0) {
      throw InputException.cannot("train the network", "there are no validation frames");
    }
    try (Shards fitted = new Shards(spark, training, settings.workers());
        Shards measured = new Shards(spark, validation, settings.workers())) {
      return new NetworkTraining.Call(
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
      long edges = Arrays.stream(shard.neighbours()).mapToLong(Neighbours::edges).sum();
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
}
