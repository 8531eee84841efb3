package org.principia.jobs.training;

import java.util.Collection;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.gnn.GraphNetwork;

/**
 * DL4J's worker with its counters carried over: cloning a graph's configuration loses them, and
 * schedule and Adam's bias correction would start anew at each averaging.
 */
final class AveragingWorker extends ParameterAveragingTrainingWorker {
  private static final long serialVersionUID = 1L;

  private final int iteration;
  private final int epoch;
  private int fitted;
  private double scores;
  private double penalties;

  AveragingWorker(
      Broadcast<NetBroadcastTuple> broadcast,
      WorkerConfiguration configuration,
      Collection<TrainingHook> hooks,
      int iteration,
      int epoch) {
    super(broadcast, true, configuration, hooks, null, null);
    this.iteration = iteration;
    this.epoch = epoch;
  }

  @Override
  public ComputationGraph getInitialModelGraph() {
    ComputationGraph graph = super.getInitialModelGraph();
    graph.getConfiguration().setIterationCount(iteration);
    graph.getConfiguration().setEpochCount(epoch);
    fitted = 0;
    scores = 0;
    penalties = 0;
    return graph;
  }

  @Override
  public ParameterAveragingTrainingResult processMinibatch(
      MultiDataSet minibatch, ComputationGraph graph, boolean isLast) {
    super.processMinibatch(minibatch, graph, false);
    fitted++;
    scores += graph.score();
    penalties += GraphNetwork.penalty(graph);
    return isLast ? getFinalResult(graph) : null;
  }

  @Override
  public ParameterAveragingTrainingResult getFinalResult(ComputationGraph graph) {
    return new WorkerResult(
        graph.params(), graph.getUpdater().getStateViewArray(), fitted, scores, penalties);
  }
}
