package org.principia.messages;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the messages of a network carry, up to an affine map.
 *
 * <p>A factor of the receiver alone can be left to the node function: where the force is
 * proportional to the receiver's mass or charge, the message need not have it, and the acceleration
 * is the same.
 */
public enum Carrier {
  /** The force f. */
  FORCE("force", "", "the force"),
  /** f / m1. */
  SPECIFIC_FORCE("specific force", "/m1", "the force divided by the receiver's mass"),
  /** f / q1. */
  FIELD("field", "/q1", "the force divided by the receiver's charge"),
  /** f / (m1 q1). */
  SPECIFIC_FIELD(
      "specific field", "/(m1 q1)", "the force divided by the receiver's mass and charge"),
  /** None of these. */
  NEITHER("neither", "", "neither the force nor what is left of it without the receiver's factor");

  /** Those that are a force or a part of one. */
  public static final List<Carrier> FORCES = List.of(FORCE, SPECIFIC_FORCE, FIELD, SPECIFIC_FIELD);

  private final String word;
  private final String divisor;
  private final String words;

  Carrier(String word, String divisor, String words) {
    this.word = word;
    this.divisor = divisor;
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** In a table: force, specific force, field, specific field or neither. */
  public String word() {
    return word;
  }

  /** What follows the force in a formula: nothing, /m1, /q1 or /(m1 q1). */
  public String divisor() {
    return divisor;
  }

  /**
   * By what the force is divided.
   *
   * @param edge edge variables, see {@link EdgeVariables}
   * @return 1, m1, q1 or m1 q1
   */
  public double divisor(double[] edge) {
    return divisor(edge[0], edge[2]);
  }

  /**
   * By what the force is divided.
   *
   * @param mass the receiver's m1 [mass]
   * @param charge the receiver's q1 [charge]
   * @return 1, m1, q1 or m1 q1
   */
  public double divisor(double mass, double charge) {
    return switch (this) {
      case FORCE -> 1;
      case SPECIFIC_FORCE -> mass;
      case FIELD -> charge;
      case SPECIFIC_FIELD -> mass * charge;
      case NEITHER -> throw new IllegalStateException("no force is carried");
    };
  }

  /**
   * That of {@link #FORCES} with the largest figure.
   *
   * @param figure the larger the better; what is not a number is the worst
   * @return the first of the best
   */
  public static Carrier best(ToDoubleFunction<Carrier> figure) {
    Carrier best = FORCE;
    double largest = Double.NEGATIVE_INFINITY;
    for (Carrier carrier : FORCES) {
      double value = figure.applyAsDouble(carrier);
      if (value > largest) {
        best = carrier;
        largest = value;
      }
    }
    return best;
  }
}
