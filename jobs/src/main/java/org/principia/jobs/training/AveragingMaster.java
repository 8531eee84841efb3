package org.principia.jobs.training;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's parameter averaging, one round a call, with what is broken in it mended.
 *
 * <ul>
 *   <li>Iteration and epoch go to the workers ({@link AveragingWorker}).
 *   <li>The state of the updater is always averaged along.
 *   <li>The data of a call is exactly one round, so it is neither counted nor split, and no part of
 *       it is dropped: the number of fitted minibatches is checked.
 *   <li>Results are summed in the order of the workers. DL4J adds them as tasks end, so that with
 *       more than two workers the last bits depend on the clock.
 *   <li>The broadcast of a round is destroyed at its end.
 * </ul>
 *
 * <p>The averages are unweighted: shards differ by one frame at most.
 */
final class AveragingMaster extends ParameterAveragingTrainingMaster {
  private final int workers;
  private final int rows;
  private int minibatches;
  private Losses losses = new Losses(0, 0);
  private Broadcast<NetBroadcastTuple> broadcast;

  /**
   * Sums over minibatches.
   *
   * @param scores of their scores, penalties included
   * @param penalties of the penalties alone
   */
  record Losses(double scores, double penalties) {
    Losses plus(Losses other) {
      return new Losses(scores + other.scores, penalties + other.penalties);
    }
  }

  /**
   * A master.
   *
   * @param workers number of workers, that of the partitions of the data
   * @param rows rows of the first features of every minibatch
   * @param hooks what is told of each minibatch, on the executor
   */
  AveragingMaster(int workers, int rows, List<TrainingHook> hooks) {
    super(
        new Builder(workers, rows)
            .batchSizePerWorker(rows)
            .saveUpdater(true)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .repartionData(Repartition.Never)
            .storageLevel(null)
            .workerPrefetchNumBatches(0)
            .collectTrainingStats(false)
            .trainingHooks(hooks));
    this.workers = workers;
    this.rows = rows;
  }

  /**
   * Fits one round.
   *
   * @param graph the network, its counters at the first minibatch of the round
   * @param data {@code minibatches} elements in each of the partitions, one partition a worker
   * @param minibatches minibatches of a worker
   * @return sums over all minibatches
   */
  Losses round(SparkComputationGraph graph, JavaRDD<MultiDataSet> data, int minibatches) {
    ComputationGraphConfiguration configuration = graph.getNetwork().getConfiguration();
    int epoch = configuration.getEpochCount();
    this.minibatches = minibatches;
    setAveragingFrequency(minibatches);
    graph.fitMultiDataSet(data);
    // DL4J takes each call for an epoch.
    configuration.setEpochCount(epoch);
    return losses;
  }

  @Override
  protected void executeTrainingDirect(
      SparkComputationGraph graph, JavaRDD<MultiDataSet> trainingData) {
    doIteration(graph, trainingData, 1, 1);
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkComputationGraph graph) {
    ComputationGraph network = graph.getNetwork();
    ComputationGraphConfiguration configuration = network.getConfiguration();
    broadcast =
        graph
            .getSparkContext()
            .broadcast(
                new NetBroadcastTuple(
                    configuration, network.params(), network.getUpdater().getStateViewArray()));
    return new AveragingWorker(
        broadcast,
        new WorkerConfiguration(true, rows, rows, minibatches, 0, false),
        trainingHookList,
        configuration.getIterationCount(),
        configuration.getEpochCount());
  }

  @Override
  protected void processResults(
      SparkDl4jMultiLayer unused,
      SparkComputationGraph graph,
      JavaRDD<ParameterAveragingTrainingResult> results,
      int split,
      int splits) {
    List<WorkerPart> parts = results.map(result -> ((WorkerResult) result).part()).collect();
    broadcast.destroy();
    WorkerPart average = WorkerPart.average(parts);
    if (parts.size() != workers || average.fitted() != workers * minibatches) {
      throw new IllegalStateException(
          String.format(
              "Cannot average: %d workers fitted %d minibatches, and not %d workers %d",
              parts.size(), average.fitted(), workers, workers * minibatches));
    }
    losses = new Losses(average.scores(), average.penalties());
    ComputationGraph network = graph.getNetwork();
    network.setParams(Nd4j.create(average.parameters()));
    network.getUpdater().setStateViewArray(Nd4j.create(average.updaterState()));
    ComputationGraphConfiguration configuration = network.getConfiguration();
    configuration.setIterationCount(configuration.getIterationCount() + minibatches);
  }
}
