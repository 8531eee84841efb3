package org.principia.validation;

import java.util.List;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.dynamics.AccelerationField;
import org.principia.dynamics.ForceLaw;
import org.principia.dynamics.InitialState;
import org.principia.messages.EdgeVariables;
import org.principia.symbolic.Expression;
import org.principia.theory.ComposedLaw;

/**
 * Whether the found law is the true one, judged by numbers on fresh points.
 *
 * <p>Each edge formula must be an affine map of the true force or specific force over {@link
 * #DOMAIN}, and the composed accelerations must equal the true ones on fresh systems drawn as runs
 * begin.
 *
 * @param force 1 - R2 of each edge formula on the true force (d)
 * @param specific 1 - R2 of each edge formula on the specific force (d)
 * @param maps affine map of each edge formula on the true force (d)
 * @param accelerationError mean absolute error of the composed accelerations, relative to the mean
 *     size of the true ones
 * @param recovered the verdict
 */
public record Recovery(
    double[] force,
    double[] specific,
    List<AffineFit> maps,
    double accelerationError,
    boolean recovered) {
  /** Where edge formulas are compared. */
  public static final String DOMAIN =
      "r log-uniform in [0.1, 6], directions uniform, masses exp(N(0, 1)), charges -1 or 1, 10 000"
          + " points";

  private static final int POINTS = 10_000;
  private static final int SYSTEMS = 1_000;

  /**
   * Judges a law.
   *
   * @param found the law
   * @param law the true law
   * @param particles n of the fresh systems
   * @param settings when it counts as recovered
   * @param seed the user's seed
   * @return the verdict with its numbers
   */
  public static Recovery of(
      ComposedLaw found, ForceLaw law, int particles, ValidationSettings settings, long seed) {
    int d = found.dimension();
    double[] force = new double[d];
    double[] specific = new double[d];
    java.util.ArrayList<AffineFit> maps = new java.util.ArrayList<>();
    boolean linear = true;
    for (int k = 0; k < d; k++) {
      AffineFit map = map(found.edges().get(k), law, d, seed, false);
      maps.add(map);
      force[k] = 1 - map.r2();
      specific[k] = 1 - map(found.edges().get(k), law, d, seed, true).r2();
      linear &= Math.min(worst(force[k]), worst(specific[k])) < settings.linearity();
    }
    double error = accelerationError(found, law, particles, d, seed);
    return new Recovery(force, specific, maps, error, linear && error < settings.tolerance());
  }

  /**
   * How far a formula is from an affine map of the true force or specific force.
   *
   * @param edge formula of a message component
   * @param law the true law
   * @param dimension d
   * @param seed the user's seed
   * @return the smaller 1 - R2; infinite where the formula is not finite on the domain
   */
  public static double nonlinearity(Expression edge, ForceLaw law, int dimension, long seed) {
    return Math.min(
        worst(1 - map(edge, law, dimension, seed, false).r2()),
        worst(1 - map(edge, law, dimension, seed, true).r2()));
  }

  private static double worst(double value) {
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  private static AffineFit map(
      Expression edge, ForceLaw law, int dimension, long seed, boolean specific) {
    RandomGenerator random = RandomStream.of(seed, "validation.points");
    Expression bound = edge.bind(EdgeVariables.names(dimension));
    double[][] forces = new double[dimension][POINTS];
    double[] values = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      double[] inputs = point(random, dimension);
      double[] f = TrueForce.of(law, inputs, dimension);
      for (int k = 0; k < dimension; k++) {
        forces[k][i] = specific ? f[k] / inputs[0] : f[k];
      }
      values[i] = bound.evaluate(inputs);
    }
    return AffineFit.of(forces, values);
  }

  private static double[] point(RandomGenerator random, int dimension) {
    double r = 0.1 * Math.exp(random.nextDouble() * Math.log(60));
    double[] separation = new double[dimension];
    double norm = 0;
    for (int k = 0; k < dimension; k++) {
      separation[k] = random.nextGaussian();
      norm += separation[k] * separation[k];
    }
    for (int k = 0; k < dimension; k++) {
      separation[k] *= r / Math.sqrt(norm);
    }
    double[] inputs = new double[dimension + 5];
    EdgeVariables.fill(
        inputs,
        Math.exp(random.nextGaussian()),
        Math.exp(random.nextGaussian()),
        random.nextBoolean() ? 1 : -1,
        random.nextBoolean() ? 1 : -1,
        separation);
    return inputs;
  }

  private static double accelerationError(
      AccelerationField found, ForceLaw law, int particles, int dimension, long seed) {
    AccelerationField truth = law.field();
    double[] expected = new double[particles * dimension];
    double[] actual = new double[particles * dimension];
    double error = 0;
    double size = 0;
    for (int system = 0; system < SYSTEMS; system++) {
      InitialState state =
          InitialState.draw(seed, "validation.system", particles, dimension, system);
      accelerate(truth, state, expected);
      accelerate(found, state, actual);
      for (int i = 0; i < expected.length; i++) {
        error += Math.abs(actual[i] - expected[i]);
        size += Math.abs(expected[i]);
      }
    }
    return worst(error / size);
  }

  private static void accelerate(AccelerationField field, InitialState state, double[] out) {
    field.accelerations(
        state.mass(), state.charge(), state.dimension(), state.position(), state.velocity(), out);
  }
}
