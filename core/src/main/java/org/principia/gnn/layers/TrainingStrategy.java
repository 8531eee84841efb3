package org.principia.gnn.layers;

import java.io.Serializable;
import java.util.List;
import org.principia.common.InputException;

/**
 * How the network is pressed to speak in few words.
 *
 * <p>A strategy sets the number M of message components that the node model receives and what is
 * added to the mean absolute error of the acceleration. After Cranmer et al., "Discovering symbolic
 * models from deep learning with inductive biases", NeurIPS 2020, section 3; weights are relative
 * to a loss that is a mean over nodes and components.
 */
public sealed interface TrainingStrategy extends Serializable
    permits TrainingStrategy.Standard,
        TrainingStrategy.Bottleneck,
        TrainingStrategy.L1,
        TrainingStrategy.Kl,
        TrainingStrategy.Pruned {

  /** The words of the configuration, in the order of the list of strategies. */
  List<String> WORDS = List.of("standard", "bottleneck", "l1", "kl", "pruned");

  /** The word of the configuration. */
  String word();

  /** Weight of the penalty in the loss; 0 where there is none. */
  default double penaltyWeight() {
    return 0;
  }

  /**
   * The number M of message components that are summed.
   *
   * @param configured {@code gnn.messages}, what the user asked for where there is a choice
   * @param outputs T, numbers that are explained of a node: what one message has to tell
   * @return M
   */
  default int messages(int configured, int outputs) {
    return configured;
  }

  /**
   * Whether the loss has a penalty, which a minibatch then has a column of labels for.
   *
   * @return whether it has
   */
  default boolean penalised() {
    return false;
  }

  /**
   * Whether messages are drawn at random in training, from noise that a minibatch then holds.
   *
   * @return whether they are
   */
  default boolean sampled() {
    return false;
  }

  /**
   * The strategy of that word.
   *
   * @param word one of {@link #WORDS}
   * @param l1Weight weight of {@link L1}
   * @param klWeight weight of {@link Kl}
   * @param pruningEnd share of the training after which {@link Pruned} masks no further component
   * @return the strategy
   * @throws InputException if there is none of that word
   */
  static TrainingStrategy of(String word, double l1Weight, double klWeight, double pruningEnd) {
    return switch (word) {
      case "standard" -> new Standard();
      case "bottleneck" -> new Bottleneck();
      case "l1" -> new L1(l1Weight);
      case "kl" -> new Kl(klWeight);
      case "pruned" -> new Pruned(pruningEnd);
      default ->
          throw InputException.invalid(
              "gnn.strategy", word, "standard, bottleneck, l1, kl or pruned");
    };
  }

  /** Many components and no pressure: M as configured, the baseline. */
  record Standard() implements TrainingStrategy {
    @Override
    public String word() {
      return "standard";
    }
  }

  /**
   * As many components as there are outputs: of particles the message must be the force, up to a
   * map.
   */
  record Bottleneck() implements TrainingStrategy {
    @Override
    public String word() {
      return "bottleneck";
    }

    @Override
    public int messages(int configured, int outputs) {
      return outputs;
    }
  }

  /**
   * Adds {@code weight} times the mean over edges of {@code sum_c |m_c|}.
   *
   * @param penaltyWeight the weight, not negative
   */
  record L1(double penaltyWeight) implements TrainingStrategy {
    @Override
    public String word() {
      return "l1";
    }

    @Override
    public boolean penalised() {
      return true;
    }
  }

  /**
   * Sends samples of N(mu, sigma^2) in training and mu afterwards, and adds {@code weight} times
   * the mean over edges of {@code KL(N(mu, sigma^2) || N(0, 1)) = sum_c (mu^2 + sigma^2 - 1 - log
   * sigma^2) / 2}.
   *
   * @param penaltyWeight the weight, not negative
   */
  record Kl(double penaltyWeight) implements TrainingStrategy {
    @Override
    public String word() {
      return "kl";
    }

    @Override
    public boolean penalised() {
      return true;
    }

    @Override
    public boolean sampled() {
      return true;
    }
  }

  /**
   * Masks all but T components in the course of the training, those of least deviation first.
   *
   * <p>After the share s of the training, {@code T + (M - T)(1 + cos(pi min(1, s / end))) / 2}
   * components are left, rounded.
   *
   * @param end share of the training after which T are left, in (0, 1]
   */
  record Pruned(double end) implements TrainingStrategy {
    @Override
    public String word() {
      return "pruned";
    }

    /**
     * The number of components that are left.
     *
     * @param share share of the training that is over, 0 to 1
     * @param messages M
     * @param outputs T, numbers that are explained of a node: what one message has to tell
     * @return from M down to T, or M where that is less
     */
    public int left(double share, int messages, int outputs) {
      if (messages <= outputs) {
        return messages;
      }
      double cosine = Math.cos(Math.PI * Math.min(1, share / end));
      return (int) Math.round(outputs + (messages - outputs) * (1 + cosine) / 2);
    }
  }
}
