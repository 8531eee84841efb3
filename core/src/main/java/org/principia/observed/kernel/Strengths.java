package org.principia.observed.kernel;

/**
 * Which factors of the force are learned for each particle: {@code a_i = p_i sum_j s_j g(r_ij)
 * u_ij}.
 */
enum Strengths {
  /** All particles alike. */
  EQUAL(false, false),
  /** What a particle does to others, s_j. */
  SOURCES(true, false),
  /** How it responds to others, p_i. */
  RESPONSES(false, true),
  /** Both. */
  BOTH(true, true);

  final boolean sources;
  final boolean responses;

  Strengths(boolean sources, boolean responses) {
    this.sources = sources;
    this.responses = responses;
  }
}
