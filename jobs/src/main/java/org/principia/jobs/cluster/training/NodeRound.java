package org.principia.jobs.cluster.training;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.NodeModel;
import org.principia.gnn.batch.NodeBlock;
import org.principia.gnn.batch.Translation;
import org.principia.jobs.cluster.device.TrainingDevice;
import org.principia.jobs.device.MemoryNeed;

/**
 * What a worker does in a round of a node model's training; a function of its arguments alone, as
 * {@link WorkerRound} is.
 */
final class NodeRound implements Function2<Integer, Iterator<NodeBlock>, Iterator<WorkerPart>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<NetworkState> start;
  private final String training;
  private final EpochPlan plan;
  private final int round;
  private final GnnSettings settings;
  private final Translation translation;

  NodeRound(
      Broadcast<NetworkState> start,
      String training,
      EpochPlan plan,
      int round,
      GnnSettings settings,
      Translation translation) {
    this.start = start;
    this.training = training;
    this.plan = plan;
    this.round = round;
    this.settings = settings;
    this.translation = translation;
  }

  @Override
  public Iterator<WorkerPart> call(Integer worker, Iterator<NodeBlock> shard) {
    if (!shard.hasNext()) {
      return List.<WorkerPart>of().iterator();
    }
    NodeBlock block = shard.next();
    int dimension = block.frames().dimension();
    // First: it asks for the device before ND4J starts.
    TrainingDevice.require(
        MemoryNeed.ofTraining(settings, dimension, block.frames().particles(), 1));
    int size = block.frames().size();
    int[] order = ShardOrder.of(training, size, translation.seed(), translation.epoch(), worker);
    ComputationGraph graph =
        NodeModel.fresh(settings, dimension, plan.steps(settings.epochs())).graph();
    start.value().into(graph);
    int fitted = 0;
    double scores = 0;
    for (int k = plan.firstMinibatch(round); k < plan.firstMinibatch(round + 1); k++) {
      if (TaskContext.get().isInterrupted()) {
        throw new TaskKilledException();
      }
      MultiDataSet minibatch =
          block.minibatch(
              order,
              plan.firstFrame(k, size),
              plan.firstFrame(k + 1, size),
              plan.capacity(),
              translation);
      graph.fit(minibatch);
      NodeBlock.free(minibatch);
      scores += graph.score();
      fitted++;
    }
    return List.of(new WorkerPart(NetworkState.of(graph), fitted, scores, 0)).iterator();
  }
}
