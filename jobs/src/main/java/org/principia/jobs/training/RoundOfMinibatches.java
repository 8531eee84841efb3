package org.principia.jobs.training;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.principia.gnn.FrameBlock;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphBatch;
import org.principia.gnn.Translation;

/**
 * Makes a worker's minibatches of one round, each when it is asked for.
 *
 * <p>Every round of an epoch sees the shard in the same {@link ShardOrder} and takes its own part
 * of it.
 */
final class RoundOfMinibatches
    implements Function2<Integer, Iterator<FrameBlock>, Iterator<MultiDataSet>> {
  private static final long serialVersionUID = 1L;

  private final EpochPlan plan;
  private final int round;
  private final GnnSettings settings;
  private final Translation translation;

  RoundOfMinibatches(EpochPlan plan, int round, GnnSettings settings, Translation translation) {
    this.plan = plan;
    this.round = round;
    this.settings = settings;
    this.translation = translation;
  }

  @Override
  public Iterator<MultiDataSet> call(Integer worker, Iterator<FrameBlock> shard) {
    if (!shard.hasNext()) {
      return List.<MultiDataSet>of().iterator();
    }
    FrameBlock block = shard.next();
    int[] order = ShardOrder.of(block.size(), translation.seed(), translation.epoch(), worker);
    return new Minibatches(block, order);
  }

  /** Frees each minibatch when the next is asked for: native memory does not wait for the heap. */
  private final class Minibatches implements Iterator<MultiDataSet> {
    private final GraphBatch batches;
    private final int[] order;
    private final int end = plan.firstMinibatch(round + 1);
    private int next = plan.firstMinibatch(round);
    private MultiDataSet last;

    Minibatches(FrameBlock block, int[] order) {
      this.batches = new GraphBatch(block, plan.capacity(), settings);
      this.order = order;
    }

    @Override
    public boolean hasNext() {
      return next < end;
    }

    @Override
    public MultiDataSet next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      free();
      int from = plan.firstFrame(next, order.length);
      next++;
      last = batches.of(order, from, plan.firstFrame(next, order.length), translation);
      return last;
    }

    private void free() {
      if (last == null) {
        return;
      }
      for (INDArray[] arrays :
          List.of(last.getFeatures(), last.getLabels(), last.getLabelsMaskArrays())) {
        for (INDArray array : arrays) {
          array.close();
        }
      }
    }
  }
}
