package org.principia.dynamics;

/** The attraction of a pair, as a compiled formula has it. */
@FunctionalInterface
interface PairFunction {

  /**
   * The component of the force along u.
   *
   * @param distance r
   * @param receiverMass m1
   * @param senderMass m2
   * @param receiverCharge q1
   * @param senderCharge q2
   * @return the attraction
   */
  double attraction(
      double distance,
      double receiverMass,
      double senderMass,
      double receiverCharge,
      double senderCharge);
}
