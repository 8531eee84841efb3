package org.principia.gnn;

import org.principia.common.InputException;

/**
 * How the network is pressed to speak in few words: the number M of message components.
 *
 * <p>After Cranmer et al., "Discovering symbolic models from deep learning with inductive biases",
 * NeurIPS 2020, section 3.
 */
public sealed interface TrainingStrategy
    permits TrainingStrategy.Standard, TrainingStrategy.Bottleneck {

  /** The word of the configuration. */
  String word();

  /**
   * The number M of message components.
   *
   * @param configured {@code gnn.messages}, what the user asked for where there is a choice
   * @param dimension d of space
   * @return M
   */
  int messages(int configured, int dimension);

  /**
   * The strategy of that word.
   *
   * @param word {@code standard} or {@code bottleneck}
   * @return the strategy
   * @throws InputException if there is none
   */
  static TrainingStrategy parse(String word) {
    return switch (word) {
      case "standard" -> new Standard();
      case "bottleneck" -> new Bottleneck();
      default -> throw InputException.invalid("gnn.strategy", word, "standard or bottleneck");
    };
  }

  /** Many components and no pressure: M as configured, the baseline. */
  record Standard() implements TrainingStrategy {
    @Override
    public String word() {
      return "standard";
    }

    @Override
    public int messages(int configured, int dimension) {
      return configured;
    }
  }

  /** As many components as space has dimensions: the message must be the force, up to a map. */
  record Bottleneck() implements TrainingStrategy {
    @Override
    public String word() {
      return "bottleneck";
    }

    @Override
    public int messages(int configured, int dimension) {
      return dimension;
    }
  }
}
