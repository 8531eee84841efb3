package org.principia.dynamics.law;

import java.io.Serializable;

/**
 * Anything that says how particles accelerate: a pairwise law, or a law composed of found formulas.
 *
 * <p>It does not depend on time. An implementation keeps no state between calls, so that one field
 * serves several threads.
 */
@FunctionalInterface
public interface AccelerationField extends Serializable {

  /**
   * Writes the acceleration of every particle. Arrays are flat and row-major; only {@code out} is
   * changed. A value that is not finite is data, never an exception.
   *
   * @param mass masses [mass] (n)
   * @param charge charges [charge] (n)
   * @param dimension d
   * @param position positions [length] (n x d)
   * @param velocity velocities [length / time] (n x d)
   * @param out accelerations [length / time^2] (n x d), overwritten
   */
  void accelerations(
      double[] mass,
      double[] charge,
      int dimension,
      double[] position,
      double[] velocity,
      double[] out);
}
