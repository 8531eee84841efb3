package org.principia.gnn.training;

import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.NodeModel;
import org.principia.gnn.batch.Deal;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.NodeBlock;
import org.principia.gnn.batch.Translation;
import org.principia.parallel.Distributed;

/**
 * Trains a network's node model further on other sums than the network's own.
 *
 * <p>By parameter averaging, in the rounds, orders and translations of {@link NetworkTraining}: a
 * function of frames, sums, settings and seed, not of cores, retries or interruptions.
 *
 * @param training frames to fit with the sums of their nodes, a shard for each worker
 * @param frames how many frames these are
 * @param settings how to train, as many epochs as they say
 * @param seed the user's seed
 */
public record NodeTraining(
    Distributed<NodeBlock> training, long frames, GnnSettings settings, long seed) {

  /**
   * Trains from a network's node function, of which the map says what the given sums are to the
   * network's; the listener is told of each epoch that is over, from 1. Throws an {@link
   * InputException} if the training diverges.
   */
  public NodeModel run(
      GraphNetwork network, NodeModel.SumMap sums, WorkerListener workers, IntConsumer listener) {
    EpochPlan plan = EpochPlan.of(frames, settings);
    NodeModel model = NodeModel.of(network, sums, settings, plan.steps(settings.epochs()));
    NetworkState state = NetworkState.of(model.graph());
    String name = "retraining-" + UUID.randomUUID();
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      Translation translation = new Translation(seed, epoch, settings.translation());
      for (int round = 0; round < plan.rounds(); round++) {
        state = round(new NodeRound(name, plan, round, settings, translation, workers), state);
      }
      state = new NetworkState(state.parameters(), state.moments(), state.iteration(), epoch + 1);
      listener.accept(epoch + 1);
    }
    state.into(model.graph());
    return model;
  }

  private NetworkState round(NodeRound round, NetworkState state) {
    List<NetworkState.WorkerPart> parts = training.collect(state, round);
    NetworkState.WorkerPart average = NetworkState.WorkerPart.average(parts);
    if (!Double.isFinite(average.scores())) {
      throw InputException.cannot(
          "train the node model",
          "its error is not finite; lower gnn.learning-rate (" + settings.learningRate() + ")");
    }
    return average.state();
  }

  /**
   * What a worker does in a round of a node model's training; a function of its arguments alone,
   * which are those of {@link WorkerRound}.
   */
  private record NodeRound(
      String training,
      EpochPlan plan,
      int round,
      GnnSettings settings,
      Translation translation,
      WorkerListener listener)
      implements Distributed.PartTask<NetworkState, NodeBlock, NetworkState.WorkerPart> {

    @Override
    public NetworkState.WorkerPart run(NetworkState start, Distributed.Part<NodeBlock> part) {
      NodeBlock block = part.items().next();
      listener.begins(block.graphs());
      Deal deal = ShardOrder.deal(training, block.graphs(), plan, translation, part.index());
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
      return new NetworkState.WorkerPart(NetworkState.of(graph), fitted, scores, 0);
    }
  }
}
