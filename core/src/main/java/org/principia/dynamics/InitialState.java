package org.principia.dynamics;

import java.io.Serializable;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.dynamics.law.AccelerationField;

/**
 * The state of n particles at time 0.
 *
 * <p>Arrays are flat and row-major; they are owned by the state and never changed.
 *
 * @param mass masses [mass] (n), positive
 * @param charge charges [charge] (n)
 * @param position positions [length] (n x d)
 * @param velocity velocities [length / time] (n x d)
 * @param dimension d
 */
public record InitialState(
    double[] mass, double[] charge, double[] position, double[] velocity, int dimension)
    implements Serializable {

  /** Checks that the arrays fit together and that every mass is positive. */
  public InitialState {
    int n = mass.length;
    if (charge.length != n
        || position.length != n * dimension
        || velocity.length != n * dimension) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid initial state: %d charges, %d positions, %d velocities (n, n * d and n * d"
                  + " values for n = %d masses and d = %d)",
              charge.length, position.length, velocity.length, n, dimension));
    }
    for (double m : mass) {
      if (!(m > 0)) {
        throw new IllegalArgumentException("Invalid mass: " + m + " (a positive number)");
      }
    }
  }

  /** The number n of particles. */
  public int particles() {
    return mass.length;
  }

  /** The accelerations that a field gives the particles [length / time^2] (n x d). */
  public double[] accelerations(AccelerationField field) {
    double[] found = new double[position.length];
    field.accelerations(mass, charge, dimension, position, velocity, found);
    return found;
  }

  /**
   * Draws a state: every component of x and v from N(0, 1), m = exp(N(0, 1)), q from {-1, +1} with
   * equal chances.
   *
   * <p>The stream is {@code RandomStream.of(seed, purpose, keys)}; particle by particle it yields
   * mass, charge, position, velocity. So the first particles of a run are the same for any number
   * of particles.
   *
   * @param seed the user's seed
   * @param purpose name of the stream, for example {@code dynamics.run}; training and test runs
   *     have different ones
   * @param particles n
   * @param dimension d
   * @param keys what the stream belongs to: the run, and the attempt where a run is drawn again
   */
  public static InitialState draw(
      long seed, String purpose, int particles, int dimension, long... keys) {
    RandomGenerator random = RandomStream.of(seed, purpose, keys);
    double[] mass = new double[particles];
    double[] charge = new double[particles];
    double[] position = new double[particles * dimension];
    double[] velocity = new double[particles * dimension];
    for (int i = 0; i < particles; i++) {
      // StrictMath: the same bits on every processor.
      mass[i] = StrictMath.exp(random.nextGaussian());
      charge[i] = random.nextBoolean() ? 1 : -1;
      for (int c = 0; c < dimension; c++) {
        position[i * dimension + c] = random.nextGaussian();
      }
      for (int c = 0; c < dimension; c++) {
        velocity[i * dimension + c] = random.nextGaussian();
      }
    }
    return new InitialState(mass, charge, position, velocity, dimension);
  }
}
