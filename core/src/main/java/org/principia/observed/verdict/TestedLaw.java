package org.principia.observed.verdict;

import org.principia.observed.weak.Columns;
import org.principia.observed.weak.PairForce;

/** A law {@code a_i = p_i sum_j s_j g(r_ij) u_ij + extra terms} that is to be tested. */
public interface TestedLaw extends PairForce {

  /** Derivatives by its unknowns, then the law's value. */
  Columns columns(String run, int dimension);

  /** g at a distance; of the first pair of types where it goes by types. */
  double force(double distance);

  @Override
  default double force(String run, int receiver, int sender, double distance) {
    return force(distance);
  }

  /** Whether g goes by the types of receiver and sender. */
  default boolean byType() {
    return false;
  }

  /** Coefficients of the columns of all extra terms, 0 of those that it lacks. */
  double[] extras(int dimension);
}
