package org.principia.gnn;

import java.io.Serializable;
import java.util.Map;
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.common.Setting;
import org.principia.common.SettingsCopy;
import org.principia.gnn.layers.TrainingStrategy;

/**
 * What the training of a graph network needs to know; keys {@code gnn.*}, each as its {@link
 * Setting} says.
 *
 * @param strategy word of a {@link TrainingStrategy}
 * @param messages M of all strategies but bottleneck
 * @param learningRate peak of the one-cycle schedule of one worker; see {@link #workerLearningRate}
 * @param weightDecay c of Adam's L2 penalty
 */
public record GnnSettings(
    @Setting("Training strategy: standard, bottleneck, l1, kl or pruned.") String strategy,
    @Setting("Width of the hidden layers, 1 to 10000.") int hidden,
    @Setting("Message components of all strategies but bottleneck, from the dimension to 10000.")
        int messages,
    @Setting("Passes over the training frames, 1 to 1000000.") int epochs,
    @Setting(
            "Frames of a minibatch, at most, 2 to 1000000; shared out evenly to the workers, two"
                + " for each at the least.")
        int batchFrames,
    @Setting(
            "Logical workers whose parameters are averaged, 1 to 10000; results depend on it, and"
                + " not on the number of cores.")
        int workers,
    @Setting("Minibatches of a worker between two averagings, at most, 1 or more.")
        int averagingFrequency,
    @Setting(
            "Peak of the one-cycle learning rate, positive; with several workers each has this"
                + " times the root of their number, as far as 3e-3.")
        double learningRate,
    @Setting("Weight decay as in Adam with an L2 penalty, 0 or more.") double weightDecay,
    @Setting("Standard deviation of the random translation of a frame [length], 0 or more.")
        double translation,
    @Setting(
            "Weight of strategy l1: of the mean over edges of the message's L1 norm, beside a mean"
                + " absolute error; 0 or more.")
        double l1Weight,
    @Setting(
            "Weight of strategy kl: of the mean over edges of the message's divergence from N(0,"
                + " 1), beside a mean absolute error; 0 or more.")
        double klWeight,
    @Setting(
            "Share of the epochs after which strategy pruned has masked all message components but"
                + " as many as the dimension, above 0 to 1.")
        double pruningEnd)
    implements Serializable {

  private static final double LARGEST_PEAK = 3e-3;

  /** Checks every component. */
  public GnnSettings {
    TrainingStrategy.of(strategy, l1Weight, klWeight, pruningEnd);
    // Upper bounds far above any use: numbers of parameters and rows stay within an int.
    Checks.between("gnn.hidden", hidden, 1, 10_000);
    Checks.between("gnn.messages", messages, 1, 10_000);
    Checks.between("gnn.epochs", epochs, 1, 1_000_000);
    Checks.between("gnn.batch-frames", batchFrames, 2, 1_000_000);
    Checks.between("gnn.workers", workers, 1, 10_000);
    if (workers > batchFrames / 2) {
      throw InputException.invalid(
          "gnn.workers", workers, "at most half of gnn.batch-frames = " + batchFrames);
    }
    Checks.atLeast("gnn.averaging-frequency", averagingFrequency, 1);
    Checks.positive("gnn.learning-rate", learningRate);
    Checks.between("gnn.weight-decay", weightDecay, 0, 1);
    Checks.between("gnn.translation", translation, 0, 1e6);
    Checks.between("gnn.l1-weight", l1Weight, 0, 1e6);
    Checks.between("gnn.kl-weight", klWeight, 0, 1e6);
    if ("pruned".equals(strategy)) {
      // What is masked after one epoch is trained in another.
      Checks.between("gnn.epochs", epochs, 2, 1_000_000);
    }
    Checks.positive("gnn.pruning-end", pruningEnd);
    Checks.between("gnn.pruning-end", pruningEnd, 0, 1);
  }

  /** The full scale of the report: 100 epochs, minibatches of 64 frames, its weights. */
  public static GnnSettings defaults() {
    return new GnnSettings("bottleneck", 300, 100, 100, 64, 2, 200, 1e-3, 1e-8, 3.0, 1e-2, 1, 0.65);
  }

  /** The same with some values changed, by key in kebab case: {@link SettingsCopy#of}. */
  public GnnSettings with(Map<String, ?> changes) {
    return SettingsCopy.of(this, changes);
  }

  /** The strategy that {@link #strategy} names. */
  public TrainingStrategy trainingStrategy() {
    return TrainingStrategy.of(strategy, l1Weight, klWeight, pruningEnd);
  }

  /** Frames of one worker's minibatch, at most. */
  public int workerFrames() {
    return batchFrames / workers;
  }

  /**
   * Peak of each worker's learning rate: the configured one times the root of the workers.
   *
   * <p>W workers of b / W frames each see gradients whose noise has W times the variance of that of
   * b frames. Averaging takes it out of the first moment; the second moment, a mean of squares,
   * keeps it, and Adam's steps m / sqrt(v) are shorter by the root of W where noise prevails. So
   * the root makes the averaged steps as long as those of one worker with all b frames. It goes no
   * further than {@value #LARGEST_PEAK}, beyond which this network's training with Adam becomes
   * unstable, unless the configured rate itself does.
   */
  public double workerLearningRate() {
    return Math.max(learningRate, Math.min(learningRate * Math.sqrt(workers), LARGEST_PEAK));
  }

  /** The number M of message components where T numbers, the outputs, are explained of a node. */
  public int messageComponents(int outputs) {
    return trainingStrategy().messages(messages, outputs);
  }
}
