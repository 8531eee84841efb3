package org.principia.symbolic.settings;

/** Which member of a Pareto front is taken for the law. */
public enum Choice {
  /**
   * The largest fractional drop of the loss per added complexity, {@code -d(log
   * loss)/d(complexity)}, among the members below which no later member falls by more than 2
   * percent of the loss per added complexity.
   */
  FRACTIONAL_DROP,
  /** The smallest loss. */
  ACCURACY,
  /** The shortest description of the rows: misfit plus structure plus constants, in nats. */
  DESCRIPTION_LENGTH
}
