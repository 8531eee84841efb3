package org.principia.dynamics;

import java.io.Serializable;

/**
 * A pairwise central force: it acts along the line between two particles.
 *
 * <p>Force on the receiver i from the sender j: {@code f_ij = attraction(r, m_i, m_j, q_i, q_j) u},
 * with {@code r = |x_j - x_i|} and {@code u = (x_j - x_i) / r}. Newton's third law holds exactly
 * when the attraction does not change as receiver and sender change places; an implementation must
 * see to that, because {@link PairwiseField} evaluates each pair once.
 */
public interface ForceLaw extends Serializable {

  /** The name that a configuration file uses, in kebab case. */
  String name();

  /**
   * The force on the receiver as text, for people: over m1, q1 of the receiver, m2, q2 of the
   * sender, r and u.
   */
  String formula();

  /** The step at which trajectories of this law are stored [time]. */
  double timeStep();

  /**
   * The component of the force along u; positive attracts.
   *
   * @param distance r [length], not negative
   * @param receiverMass m_i [mass]
   * @param senderMass m_j [mass]
   * @param receiverCharge q_i [charge]
   * @param senderCharge q_j [charge]
   * @return the attraction [mass length / time^2]
   */
  double attraction(
      double distance,
      double receiverMass,
      double senderMass,
      double receiverCharge,
      double senderCharge);

  /**
   * The energy of the pair: {@code attraction = d potential / d distance}.
   *
   * @param distance r [length], not negative
   * @param receiverMass m_i [mass]
   * @param senderMass m_j [mass]
   * @param receiverCharge q_i [charge]
   * @param senderCharge q_j [charge]
   * @return the energy [mass length^2 / time^2]; not a number where the law has none
   */
  double potential(
      double distance,
      double receiverMass,
      double senderMass,
      double receiverCharge,
      double senderCharge);
}
