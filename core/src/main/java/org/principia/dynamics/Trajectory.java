package org.principia.dynamics;

import java.io.Serializable;

/**
 * The states of one run at equidistant times; state k is at {@code k * timeStep}.
 *
 * <p>Arrays are flat and row-major; they are owned by the trajectory and never changed. A run that
 * diverged holds the states before its failure, and no more.
 *
 * @param start the state at time 0, with masses and charges
 * @param timeStep time between two states [time]
 * @param steps number of states stored, with the one at time 0
 * @param position positions [length] (steps x n x d)
 * @param velocity velocities [length / time] (steps x n x d)
 * @param acceleration accelerations [length / time^2] (steps x n x d), the field's at these states
 * @param diverged whether the method failed before the last step: a state that is not finite or
 *     beyond single precision, or too many internal steps
 * @param evaluations how often the field was evaluated
 * @param attempts how many initial states were drawn until this run did not diverge, from 1
 */
public record Trajectory(
    InitialState start,
    double timeStep,
    int steps,
    double[] position,
    double[] velocity,
    double[] acceleration,
    boolean diverged,
    long evaluations,
    int attempts)
    implements Serializable {

  /** Checks that the arrays fit together. */
  public Trajectory {
    int size = steps * start.position().length;
    if (position.length != size || velocity.length != size || acceleration.length != size) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid trajectory: %d positions, %d velocities, %d accelerations (%d values each)",
              position.length, velocity.length, acceleration.length, size));
    }
  }

  /** The number n of particles. */
  public int particles() {
    return start.particles();
  }

  /** The dimension d. */
  public int dimension() {
    return start.dimension();
  }

  /** The same after a number of attempts. */
  public Trajectory withAttempts(int count) {
    return new Trajectory(
        start, timeStep, steps, position, velocity, acceleration, diverged, evaluations, count);
  }
}
