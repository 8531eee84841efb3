package org.principia.graphs;

import java.io.Serializable;

/**
 * One instant of one run: a graph of n particles, all pairs connected.
 *
 * <p>Arrays are flat and row-major; they are owned by the frame and never changed.
 *
 * @param simulation the run it belongs to
 * @param step index of the instant in the run, from 0
 * @param time instant [time]
 * @param dimension d, 2 or 3
 * @param mass masses [mass] (n)
 * @param charge charges [charge] (n)
 * @param position positions [length] (n x d)
 * @param velocity velocities [length / time] (n x d)
 * @param acceleration accelerations [length / time^2] (n x d)
 */
public record Graph(
    int simulation,
    int step,
    double time,
    int dimension,
    float[] mass,
    float[] charge,
    float[] position,
    float[] velocity,
    float[] acceleration)
    implements Serializable {

  /** Checks that the arrays fit together. */
  public Graph {
    int n = mass.length;
    if (charge.length != n
        || position.length != n * dimension
        || velocity.length != n * dimension
        || acceleration.length != n * dimension) {
      throw new IllegalArgumentException(
          "Invalid frame: "
              + n
              + " masses, "
              + charge.length
              + " charges, "
              + position.length
              + " positions (n, n and n * "
              + dimension
              + " values)");
    }
  }

  /** The number n of particles. */
  public int particles() {
    return mass.length;
  }
}
