package org.principia.gnn.training;

import java.io.Serializable;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;

/**
 * How the frames of an epoch are laid out over workers, minibatches and rounds.
 *
 * <p>Worker w holds S_w frames, the S_w differing by one at most. Every worker makes the same
 * number B = ceil(max S / floor(batch-frames / workers)) of minibatches; minibatch k holds as many
 * frames as floor(k S_w / B) to floor((k + 1) S_w / B) - 1 are, so that each frame is fitted
 * exactly once and the sizes differ by one at most. They are consecutive ones of the shuffled shard
 * where all graphs are alike; else {@link org.principia.gnn.batch.Deal} evens out their edges. A
 * round is what a worker fits between two averagings; the B minibatches are spread as evenly over
 * ceil(B / averaging-frequency) rounds. Nothing is left over, whatever the counts.
 *
 * @param workers logical workers
 * @param minibatches B, minibatches of a worker in an epoch
 * @param capacity frames that each minibatch has room for
 * @param rounds averagings in an epoch
 */
public record EpochPlan(int workers, int minibatches, int capacity, int rounds)
    implements Serializable {

  /** The plan for that many frames; an {@link InputException} if there are fewer than workers. */
  public static EpochPlan of(long frames, GnnSettings settings) {
    int workers = settings.workers();
    if (frames < workers) {
      throw InputException.cannot(
          "train the network", frames + " training frames for " + workers + " workers");
    }
    if ((frames - 1) / workers >= Integer.MAX_VALUE) {
      throw InputException.invalid(
          "gnn.workers", workers, "more: no worker holds its share of " + frames + " frames");
    }
    int largest = Math.toIntExact((frames + workers - 1) / workers);
    int minibatches = ceiling(largest, settings.workerFrames());
    return new EpochPlan(
        workers,
        minibatches,
        ceiling(largest, minibatches),
        ceiling(minibatches, settings.averagingFrequency()));
  }

  /** Quotient rounded up, {@code a >= 1}; no sum that overflows for a large b. */
  private static int ceiling(int a, int b) {
    return 1 + (a - 1) / b;
  }

  /**
   * Steps of the schedule: minibatches of a worker in the whole training. Throws an {@link
   * InputException} if they exceed an int, which DL4J counts them in.
   */
  public int steps(int epochs) {
    if ((long) minibatches * epochs > Integer.MAX_VALUE) {
      throw InputException.invalid(
          "gnn.epochs",
          epochs,
          "at most " + Integer.MAX_VALUE / minibatches + " of " + minibatches + " minibatches");
    }
    return minibatches * epochs;
  }

  /** The first minibatch of a round; that of round {@link #rounds} is {@link #minibatches}. */
  public int firstMinibatch(int round) {
    return (int) ((long) round * minibatches / rounds);
  }
}
