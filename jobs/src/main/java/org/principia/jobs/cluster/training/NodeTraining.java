package org.principia.jobs.cluster.training;

import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.NodeModel;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.NodeBlock;
import org.principia.gnn.batch.Translation;
import org.principia.jobs.artefact.dataset.GraphTable;
import org.principia.theory.law.ComposedLaw;

/**
 * Trains a network's node model further on the sums of edge formulas.
 *
 * <p>By parameter averaging, in the rounds, orders and translations of {@link NetworkTraining}: a
 * function of frames, formulas, settings and seed, not of cores, retries or interruptions.
 *
 * @param spark the context
 * @param training frames to fit
 * @param law its edge formulas are summed
 * @param settings how to train, as many epochs as they say
 * @param seed the user's seed
 */
public record NodeTraining(
    JavaSparkContext spark, GraphTable training, ComposedLaw law, GnnSettings settings, long seed) {

  /**
   * Trains, from the checkpoint where there is one.
   *
   * @param network whose node function it begins as
   * @param sums what the formulas' sums say of the network's
   * @param checkpoint where the state after each epoch is kept
   * @param listener told of each epoch that is over, from 1
   * @return the model
   * @throws InputException if the training diverges
   */
  public NodeModel run(
      GraphNetwork network,
      NodeModel.SumMap sums,
      NodeCheckpoint checkpoint,
      IntConsumer listener) {
    EpochPlan plan = EpochPlan.of(training.size(), settings);
    NodeModel model = NodeModel.of(network, sums, settings, plan.steps(settings.epochs()));
    NetworkState state = checkpoint.load().orElseGet(() -> NetworkState.of(model.graph()));
    Shards shards = new Shards(spark, training, settings.workers());
    JavaRDD<NodeBlock> blocks =
        shards.blocks().map(new SumsOfBlock(law)).persist(StorageLevel.MEMORY_AND_DISK());
    String name = "retraining-" + UUID.randomUUID();
    try {
      for (int epoch = state.epoch(); epoch < settings.epochs(); epoch++) {
        for (int round = 0; round < plan.rounds(); round++) {
          state = round(blocks, name, plan, epoch, round, state);
        }
        state = new NetworkState(state.parameters(), state.moments(), state.iteration(), epoch + 1);
        checkpoint.save(state);
        listener.accept(epoch + 1);
      }
    } finally {
      if (!spark.sc().isStopped()) {
        blocks.unpersist(false);
      }
      shards.release();
    }
    state.into(model.graph());
    return model;
  }

  private NetworkState round(
      JavaRDD<NodeBlock> blocks,
      String name,
      EpochPlan plan,
      int epoch,
      int round,
      NetworkState state) {
    Translation translation = new Translation(seed, epoch, settings.translation());
    Broadcast<NetworkState> start = spark.broadcast(state);
    try {
      List<WorkerPart> parts =
          blocks
              .mapPartitionsWithIndex(
                  new NodeRound(start, name, plan, round, settings, translation), true)
              .collect();
      WorkerPart average = WorkerPart.average(parts);
      if (!Double.isFinite(average.scores())) {
        throw InputException.cannot(
            "train the node model",
            "its error is not finite; lower gnn.learning-rate (" + settings.learningRate() + ")");
      }
      return average.state();
    } finally {
      if (!spark.sc().isStopped()) {
        start.destroy();
      }
    }
  }

  /**
   * The sums of the formulas on some frames.
   *
   * @param law whose edge formulas are summed
   * @param frames the frames
   * @return the rows that a node model reads
   */
  public static float[] rows(ComposedLaw law, GraphBlock frames) {
    return new SumsOfBlock(law).call(frames).rows();
  }
}
