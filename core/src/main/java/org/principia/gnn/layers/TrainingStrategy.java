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
 *
 * <ul>
 *   <li>standard: many components and no pressure, M as configured, the baseline.
 *   <li>bottleneck: as many components as there are outputs T: of particles the message must be the
 *       force, up to a map.
 *   <li>l1: adds the weight times the mean over edges of {@code sum_c |m_c|}.
 *   <li>kl: sends samples of N(mu, sigma^2) in training and mu afterwards, and adds the weight
 *       times the mean over edges of {@code KL(N(mu, sigma^2) || N(0, 1)) = sum_c (mu^2 + sigma^2 -
 *       1 - log sigma^2) / 2}.
 *   <li>pruned: masks all but T components in the course of the training, those of least deviation
 *       first, see {@link #left}.
 * </ul>
 *
 * @param word the word of the configuration, one of {@link #WORDS}
 * @param penaltyWeight weight of the penalty in the loss, not negative; 0 where there is none
 * @param pruningEnd share of the training after which pruned has T components left, in (0, 1]
 */
public record TrainingStrategy(String word, double penaltyWeight, double pruningEnd)
    implements Serializable {

  /** The words of the configuration, in the order of the list of strategies. */
  public static final List<String> WORDS = List.of("standard", "bottleneck", "l1", "kl", "pruned");

  /**
   * The strategy of one of {@link #WORDS}, with the weights of l1 and kl and the share of the
   * training after which pruned masks no further component; an {@link InputException} if there is
   * none of that word.
   */
  public static TrainingStrategy of(
      String word, double l1Weight, double klWeight, double pruningEnd) {
    double weight =
        switch (word) {
          case "standard", "bottleneck", "pruned" -> 0;
          case "l1" -> l1Weight;
          case "kl" -> klWeight;
          default ->
              throw InputException.invalid(
                  "gnn.strategy", word, "standard, bottleneck, l1, kl or pruned");
        };
    return new TrainingStrategy(word, weight, pruningEnd);
  }

  /**
   * The number M of message components that are summed: the configured {@code gnn.messages} where
   * there is a choice, else the T outputs, what one message has to tell.
   */
  public int messages(int configured, int outputs) {
    return "bottleneck".equals(word) ? outputs : configured;
  }

  /** Whether the loss has a penalty, which a minibatch then has a column of labels for. */
  public boolean penalised() {
    return "l1".equals(word) || sampled();
  }

  /** Whether messages are drawn at random in training, from noise that a minibatch then holds. */
  public boolean sampled() {
    return "kl".equals(word);
  }

  /** Whether components are masked in the course of the training. */
  public boolean pruned() {
    return "pruned".equals(word);
  }

  /**
   * The number of M components that pruned leaves after the share s of the training: from M down to
   * T, {@code T + (M - T)(1 + cos(pi min(1, s / end))) / 2}, rounded; M where that is less than T.
   */
  public int left(double share, int messages, int outputs) {
    if (messages <= outputs) {
      return messages;
    }
    double cosine = Math.cos(Math.PI * Math.min(1, share / pruningEnd));
    return (int) Math.round(outputs + (messages - outputs) * (1 + cosine) / 2);
  }
}
