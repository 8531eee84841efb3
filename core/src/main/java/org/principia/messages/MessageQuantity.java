package org.principia.messages;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the messages of a network carry, up to an affine map.
 *
 * <p>A factor of the receiver alone can be left to the node function: where the force is
 * proportional to the receiver's mass or charge, the message need not have it.
 */
public enum MessageQuantity {
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
  NONE("neither", "", "neither the force nor what is left of it without the receiver's factor");

  /** Those that are a force or a part of one. */
  public static final List<MessageQuantity> FORCES =
      List.of(FORCE, SPECIFIC_FORCE, FIELD, SPECIFIC_FIELD);

  private final String label;
  private final String divisor;
  private final String description;

  MessageQuantity(String label, String divisor, String description) {
    this.label = label;
    this.divisor = divisor;
    this.description = description;
  }

  /** For people. */
  public String description() {
    return description;
  }

  /** In a table: force, specific force, field, specific field or neither. */
  public String label() {
    return label;
  }

  /** What follows the force in a formula: nothing, /m1, /q1 or /(m1 q1). */
  public String divisor() {
    return divisor;
  }

  /** By what the force is divided on an edge, see {@link EdgeVariables}: 1, m1, q1 or m1 q1. */
  public double divisor(double[] edge) {
    EdgeVariables layout = EdgeVariables.ofSize(edge.length);
    double mass = layout.receiverMass(edge);
    double charge = layout.receiverCharge(edge);
    return switch (this) {
      case FORCE -> 1;
      case SPECIFIC_FORCE -> mass;
      case FIELD -> charge;
      case SPECIFIC_FIELD -> mass * charge;
      case NONE -> throw new IllegalStateException("no force is carried");
    };
  }

  /** The first of {@link #FORCES} with the largest figure; what is not a number is the worst. */
  public static MessageQuantity best(ToDoubleFunction<MessageQuantity> figure) {
    MessageQuantity best = FORCE;
    double largest = Double.NEGATIVE_INFINITY;
    for (MessageQuantity quantity : FORCES) {
      double value = figure.applyAsDouble(quantity);
      if (value > largest) {
        best = quantity;
        largest = value;
      }
    }
    return best;
  }
}
