package org.principia.symbolic.settings;

/** What is tried before evolution sets in. */
public enum FirstPassEffort {
  /** Nothing. */
  NONE,
  /** Powers, polynomials and products with up to three factors: in a second. */
  QUICK,
  /** Also constants inside functions, and sums and ratios of a few terms: in some seconds. */
  FULL
}
