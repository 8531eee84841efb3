package org.principia.dynamics.law;

import java.util.Set;

/** What motion under a law does not change. */
public enum Invariant {
  /** Kinetic and potential energy together. */
  ENERGY,
  /** Every component of {@code sum of m v}. */
  MOMENTUM,
  /** Every component of {@code sum of m x cross v}, about the origin. */
  ANGULAR_MOMENTUM;

  /**
   * All of them: what a central force conserves that obeys Newton's third law and has a potential.
   */
  public static Set<Invariant> all() {
    return Set.of(values());
  }
}
