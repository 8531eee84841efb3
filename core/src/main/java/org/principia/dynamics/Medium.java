package org.principia.dynamics;

import java.util.List;
import org.principia.dynamics.law.AccelerationField;

/**
 * What particles move in, beside the forces of a field a_i: a drag, a trap about the origin and a
 * uniform pull, each an acceleration and so the same for light and heavy particles.
 *
 * <p>Second order: {@code a_i - drag v_i - quadratic |v_i| v_i - trap x_i + pull}. The limit in
 * which inertia counts for nothing, {@link #overdamped}, is of first order: {@code v_i = (a_i -
 * trap x_i + pull) / drag}.
 *
 * @param inner the field of the forces
 * @param drag rate of the linear drag [1 / time]
 * @param quadratic coefficient of the quadratic drag [1 / length]
 * @param trap square of the trap's angular frequency [1 / time^2]
 * @param pull uniform acceleration [length / time^2] (d)
 */
public record Medium(
    AccelerationField inner, double drag, double quadratic, double trap, List<Double> pull)
    implements AccelerationField {
  private static final long serialVersionUID = 1L;

  /** Copies the pull. */
  public Medium {
    pull = List.copyOf(pull);
  }

  @Override
  public void accelerations(
      double[] mass,
      double[] charge,
      int dimension,
      double[] position,
      double[] velocity,
      double[] out) {
    inner.accelerations(mass, charge, dimension, position, velocity, out);
    for (int i = 0; i < out.length; i += dimension) {
      double rate = drag + (quadratic == 0 ? 0 : quadratic * speed(velocity, i, dimension));
      for (int c = 0; c < dimension; c++) {
        out[i + c] += pull.get(c) - trap * position[i + c] - rate * velocity[i + c];
      }
    }
  }

  private static double speed(double[] velocity, int offset, int dimension) {
    double square = 0;
    for (int c = 0; c < dimension; c++) {
      square += velocity[offset + c] * velocity[offset + c];
    }
    return Math.sqrt(square);
  }

  /**
   * Follows the motion without inertia, with an integrator of second order.
   *
   * <p>It is given the positions for velocities, and their rates for accelerations: what it takes
   * for positions are integrals that nobody needs.
   *
   * @param start its velocities do not count
   * @param times the instants [time], strictly increasing from 0
   * @return positions and velocities; accelerations are not known and are 0
   */
  public Trajectory overdamped(DormandPrince54 integrator, InitialState start, double[] times) {
    Medium still = new Medium(inner, 0, 0, trap, pull);
    AccelerationField rates =
        (mass, charge, dimension, integral, position, out) -> {
          still.accelerations(mass, charge, dimension, position, new double[position.length], out);
          for (int k = 0; k < out.length; k++) {
            out[k] /= drag;
          }
        };
    double[] none = new double[start.position().length];
    InitialState lifted =
        new InitialState(start.mass(), start.charge(), none, start.position(), start.dimension());
    Trajectory found = integrator.follow(rates, lifted, times);
    // What was integrated once are positions, and their rates velocities.
    double[] places = found.velocity();
    double[] rate = found.acceleration();
    return new Trajectory(
        start,
        found.timeStep(),
        found.steps(),
        places,
        rate,
        new double[found.position().length],
        found.diverged(),
        found.evaluations(),
        found.attempts());
  }
}
