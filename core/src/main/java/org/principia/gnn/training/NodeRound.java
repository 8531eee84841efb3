package org.principia.gnn.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.NodeModel;
import org.principia.gnn.batch.Deal;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.NodeBlock;
import org.principia.gnn.batch.Translation;
import org.principia.parallel.Part;
import org.principia.parallel.PartTask;

/**
 * What a worker does in a round of a node model's training; a function of its arguments alone, as
 * {@link WorkerRound} is.
 *
 * @param training name of this run of the training, for what executors keep
 * @param plan how frames are laid out
 * @param round number of the round in its epoch
 * @param settings how to train
 * @param translation by what frames are displaced, with seed and epoch
 * @param listener is told what is done
 */
record NodeRound(
    String training,
    EpochPlan plan,
    int round,
    GnnSettings settings,
    Translation translation,
    WorkerListener listener)
    implements PartTask<NetworkState, NodeBlock, WorkerPart> {

  @Override
  public WorkerPart run(NetworkState start, Part<NodeBlock> part) {
    NodeBlock block = part.items().next();
    listener.begins(block.graphs());
    int size = block.graphs().size();
    int[] order =
        ShardOrder.of(training, size, translation.seed(), translation.epoch(), part.index());
    Deal deal = Deal.of(block.graphs(), order, plan.minibatches(), plan.capacity());
    int steps = plan.steps(settings.epochs());
    ComputationGraph graph = NodeModel.fresh(settings, block.graphs().schema(), steps).graph();
    start.into(graph);
    int fitted = 0;
    double scores = 0;
    for (int k = plan.firstMinibatch(round); k < plan.firstMinibatch(round + 1); k++) {
      part.requireWanted();
      MultiDataSet minibatch = block.minibatch(deal, k, translation);
      graph.fit(minibatch);
      GraphBatch.free(minibatch);
      scores += graph.score();
      fitted++;
    }
    return new WorkerPart(NetworkState.of(graph), fitted, scores, 0);
  }
}
