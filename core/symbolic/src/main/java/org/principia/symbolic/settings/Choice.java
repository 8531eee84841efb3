package org.principia.symbolic.settings;

/** Which member of a Pareto front is taken for the law. */
public enum Choice {
  /**
   * The largest fractional drop of the loss per added complexity, {@code -d(log
   * loss)/d(complexity)}, among the members whose loss is near the smallest ({@link
   * ParetoFront#NEAR_BEST}).
   */
  FRACTIONAL_DROP,
  /** The smallest loss. */
  ACCURACY,
  /** The shortest description of the rows: misfit plus structure plus constants, in nats. */
  DESCRIPTION_LENGTH
}
