package org.principia.jobs.cluster.training;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.util.TaskCompletionListener;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
import org.principia.jobs.cluster.device.TrainingDevice;
import org.principia.jobs.device.MemoryNeed;

/**
 * Makes a worker's minibatches of one round, each while the one before it is fitted.
 *
 * <p>Every round of an epoch sees the shard in the same {@link ShardOrder} and takes its own part
 * of it.
 */
final class RoundOfMinibatches
    implements Function2<Integer, Iterator<GraphBlock>, Iterator<MultiDataSet>> {
  private static final long serialVersionUID = 1L;

  private final String training;
  private final EpochPlan plan;
  private final int round;
  private final GnnSettings settings;
  private final Translation translation;

  RoundOfMinibatches(
      String training, EpochPlan plan, int round, GnnSettings settings, Translation translation) {
    this.training = training;
    this.plan = plan;
    this.round = round;
    this.settings = settings;
    this.translation = translation;
  }

  @Override
  public Iterator<MultiDataSet> call(Integer worker, Iterator<GraphBlock> shard) {
    if (!shard.hasNext()) {
      return List.<MultiDataSet>of().iterator();
    }
    GraphBlock block = shard.next();
    TrainingDevice.require(
        MemoryNeed.ofTraining(settings, block.dimension(), block.particles(), 1));
    int[] order =
        ShardOrder.of(training, block.size(), translation.seed(), translation.epoch(), worker);
    int count = plan.firstMinibatch(round + 1) - plan.firstMinibatch(round);
    OneAhead<MultiDataSet> minibatches =
        new OneAhead<>(count, new Maker(block, order), GraphBatch::free);
    // However the task ends: at its last minibatch, by an exception or because it is killed.
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) done -> minibatches.close());
    return minibatches;
  }

  /** Makes one minibatch after another, on a thread that is not the task's. */
  private final class Maker implements Supplier<MultiDataSet> {
    private final GraphBatch batches;
    private final int[] order;
    private final int device = Nd4j.getAffinityManager().getDeviceForCurrentThread();
    private int next = plan.firstMinibatch(round);

    Maker(GraphBlock block, int[] order) {
      this.batches = new GraphBatch(block, plan.capacity(), settings);
      this.order = order;
    }

    @Override
    public MultiDataSet get() {
      // ND4J gives each new thread the next device; the arrays belong on the task's.
      Nd4j.getAffinityManager().unsafeSetDevice(device);
      int from = plan.firstFrame(next, order.length);
      next++;
      return batches.of(order, from, plan.firstFrame(next, order.length), translation);
    }
  }
}
