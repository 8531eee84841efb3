package org.principia.jobs.cluster.training;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.batch.GraphBlock;

/**
 * What a worker does in a round: from the common state it fits its minibatches one after another.
 *
 * <p>A function of its arguments alone: a task that is lost is run again and gives the same.
 */
final class WorkerRound implements Function2<Integer, Iterator<GraphBlock>, Iterator<WorkerPart>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<NetworkState> start;
  private final Networks.Key key;
  private final RoundOfMinibatches minibatches;
  private final MinibatchListener listener;

  WorkerRound(
      Broadcast<NetworkState> start,
      Networks.Key key,
      RoundOfMinibatches minibatches,
      MinibatchListener listener) {
    this.start = start;
    this.key = key;
    this.minibatches = minibatches;
    this.listener = listener;
  }

  @Override
  public Iterator<WorkerPart> call(Integer worker, Iterator<GraphBlock> shard) {
    // First: it asks for the device before ND4J starts.
    Iterator<MultiDataSet> all = minibatches.call(worker, shard);
    ComputationGraph graph = Networks.take(key);
    start.value().into(graph);
    int fitted = 0;
    double scores = 0;
    double penalties = 0;
    for (; all.hasNext(); fitted++) {
      if (TaskContext.get().isInterrupted()) {
        throw new TaskKilledException();
      }
      MultiDataSet minibatch = all.next();
      listener.beforeFit(minibatch, graph);
      graph.fit(minibatch);
      scores += graph.score();
      penalties += GraphNetwork.penalty(graph);
    }
    WorkerPart part = new WorkerPart(NetworkState.of(graph), fitted, scores, penalties);
    Networks.giveBack(key, graph);
    return List.of(part).iterator();
  }
}
