package org.principia.observed.verdict;

import java.io.Serializable;
import org.principia.observed.weak.Columns;

/** A law {@code a_i = p_i sum_j s_j g(r_ij) u_ij + extra terms} that is to be tested. */
public interface TestedLaw extends Serializable {

  /** Derivatives by its unknowns, then the law's value. */
  Columns columns(String run, int dimension);

  /** s of each particle of a run (n). */
  double[] sources(String run);

  /** p of each particle of a run (n). */
  double[] responses(String run);

  /** g at a distance; of the first pair of types where it goes by types. */
  double force(double distance);

  /** g at a distance, of a sender on a receiver of a run, by their numbers. */
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
