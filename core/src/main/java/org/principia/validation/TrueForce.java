package org.principia.validation;

import org.principia.dynamics.ForceLaw;

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
    double r = inputs[4 + dimension];
    double attraction = law.attraction(r, inputs[0], inputs[1], inputs[2], inputs[3]);
    double[] force = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      force[k] = attraction * inputs[4 + k] / r;
    }
    return force;
  }
}
