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

  /** g at a distance. */
  double force(double distance);

  /** Coefficients of the columns of all extra terms, 0 of those that it lacks. */
  double[] extras(int dimension);
}
