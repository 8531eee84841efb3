package org.principia.validation;

import org.principia.dynamics.law.ForceLaw;
import org.principia.messages.EdgeVariables;

/**
 * The true force of a pair on the variables that an edge formula sees: the central part of the law.
 *
 * <p>What a particle feels by itself (drag, a pull) is not among it: it depends on no sender, so
 * that a network may leave it to the node function.
 */
public final class TrueForce {
  private TrueForce() {}

  /**
   * The force on the receiver.
   *
   * @param law the true law
   * @param inputs m1, m2, q1, q2, separation, r (d + 5)
   * @param dimension d
   * @return {@code attraction u} [mass length / time^2] (d)
   */
  public static double[] of(ForceLaw law, double[] inputs, int dimension) {
    EdgeVariables layout = new EdgeVariables(dimension);
    double r = layout.distance(inputs);
    double attraction =
        law.attraction(
            r,
            layout.receiverMass(inputs),
            layout.senderMass(inputs),
            layout.receiverCharge(inputs),
            layout.senderCharge(inputs));
    double[] force = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      force[k] = attraction * layout.separation(inputs, k) / r;
    }
    return force;
  }
}
