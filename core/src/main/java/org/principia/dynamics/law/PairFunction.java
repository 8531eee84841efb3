package org.principia.dynamics.law;

/** The attraction of a pair, as a compiled formula has it. */
@FunctionalInterface
interface PairFunction {

  /**
   * The component of the force along u.
   *
   * @param r distance [length]
   * @param m1 mass of the receiver [mass]
   * @param m2 mass of the sender [mass]
   * @param q1 charge of the receiver [charge]
   * @param q2 charge of the sender [charge]
   * @return the attraction
   */
  double attraction(double r, double m1, double m2, double q1, double q2);
}
