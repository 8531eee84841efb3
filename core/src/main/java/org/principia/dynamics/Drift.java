package org.principia.dynamics;

import org.principia.dynamics.law.ForceLaw;

/**
 * How far a run strays from what its law conserves: the exactness of a trajectory.
 *
 * <p>Each is the largest deviation over all stored states k from the first, relative to its size at
 * the beginning:
 *
 * <pre>
 * energy            |E_k - E_0| / (K_0 + |U_0|),  E = K + U
 * momentum          |P_k - P_0| / (sum of m |v|)_0
 * angular momentum  |L_k - L_0| / (sum of m |x| |v|)_0, about the origin
 * </pre>
 *
 * <p>Not a number where the law does not conserve it. A law that conserves energy but has no
 * potential in closed form has the change of U from the work of each pair, the integral of the
 * attraction over the distance: a force that depends on the distance alone makes it independent of
 * the path. Its energy is relative to K_0.
 *
 * @param energy drift of the energy; infinite where the law conserves it but it cannot be computed
 * @param momentum drift of the momentum
 * @param angularMomentum drift of the angular momentum
 * @param closest smallest distance of two particles that act on each other, over the stored states
 *     [length]; infinite where no two do
 */
public record Drift(double energy, double momentum, double angularMomentum, double closest) {
  /** The drift above which a run counts as inexact. */
  public static final double LIMIT = 1e-6;

  /**
   * Measures a run, apart from the integrator.
   *
   * @param law the law it was simulated with
   * @param trajectory the run, with at least one state
   * @return its drift
   */
  public static Drift of(ForceLaw law, Trajectory trajectory) {
    return new DriftMeter(law, trajectory).measure();
  }

  /** Whether any drift is above {@link #LIMIT}; what the law does not conserve never is. */
  public boolean exceeds() {
    return energy > LIMIT || momentum > LIMIT || angularMomentum > LIMIT;
  }
}
