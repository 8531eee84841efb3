package org.principia.gnn;

import java.io.Serializable;
import org.principia.common.Checks;
import org.principia.common.Setting;

/**
 * What the training of a graph network needs to know; keys {@code gnn.*}.
 *
 * @param strategy word of a {@link TrainingStrategy}
 * @param hidden width of the two hidden layers of the edge and of the node model, at most 10 000
 * @param messages M of the standard strategy, at most 10 000
 * @param epochs passes over the training frames, at most 1 000 000
 * @param batchFrames frames of one worker's minibatch, at most; 2 to 1 000 000
 * @param workers logical workers whose parameters are averaged, at most 10 000
 * @param averagingFrequency minibatches of a worker between two averagings, at most
 * @param learningRate peak of the one-cycle schedule
 * @param weightDecay c of Adam's L2 penalty
 * @param translation standard deviation of the random translation [length]
 */
public record GnnSettings(
    @Setting("Training strategy: standard or bottleneck.") String strategy,
    @Setting("Width of the hidden layers, 1 to 10000.") int hidden,
    @Setting("Message components of the standard strategy, from the dimension to 10000.")
        int messages,
    @Setting("Passes over the training frames, 1 to 1000000.") int epochs,
    @Setting(
            "Frames of one worker's minibatch, at most, 2 to 1000000; workers times this is the"
                + " effective minibatch.")
        int batchFrames,
    @Setting(
            "Logical workers whose parameters are averaged, 1 to 10000; results depend on it, and"
                + " not on the number of cores.")
        int workers,
    @Setting("Minibatches of a worker between two averagings, at most, 1 or more.")
        int averagingFrequency,
    @Setting("Peak of the one-cycle learning rate, positive.") double learningRate,
    @Setting("Weight decay as in Adam with an L2 penalty, 0 or more.") double weightDecay,
    @Setting("Standard deviation of the random translation of a frame [length], 0 or more.")
        double translation)
    implements Serializable {

  /** Checks every component. */
  public GnnSettings {
    TrainingStrategy.parse(strategy);
    // Upper bounds far above any use: numbers of parameters and rows stay within an int.
    Checks.between("gnn.hidden", hidden, 1, 10_000);
    Checks.between("gnn.messages", messages, 1, 10_000);
    Checks.between("gnn.epochs", epochs, 1, 1_000_000);
    Checks.between("gnn.batch-frames", batchFrames, 2, 1_000_000);
    Checks.between("gnn.workers", workers, 1, 10_000);
    Checks.atLeast("gnn.averaging-frequency", averagingFrequency, 1);
    Checks.positive("gnn.learning-rate", learningRate);
    Checks.between("gnn.weight-decay", weightDecay, 0, 1);
    Checks.between("gnn.translation", translation, 0, 1e6);
  }

  /** The full scale of the report: 100 epochs, minibatches of 64 frames. */
  public static GnnSettings defaults() {
    return new GnnSettings("bottleneck", 300, 100, 100, 64, 2, 10, 1e-3, 1e-8, 3.0);
  }

  /** The strategy that {@link #strategy} names. */
  public TrainingStrategy trainingStrategy() {
    return TrainingStrategy.parse(strategy);
  }

  /**
   * The number M of message components.
   *
   * @param dimension d of space
   * @return M
   */
  public int messageComponents(int dimension) {
    return trainingStrategy().messages(messages, dimension);
  }
}
