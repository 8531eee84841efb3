package org.principia.validation;

import java.util.Arrays;
import java.util.List;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.ForceLaw;
import org.principia.messages.AffineFit;
import org.principia.messages.MessageQuantity;
import org.principia.theory.law.ComposedLaw;

/**
 * Whether the found law is the true one, judged by numbers on fresh points.
 *
 * <p>Each edge formula must be an affine map of the true force, or of that without factors of the
 * receiver (see {@link MessageQuantity}), over {@link #DOMAIN}, and the composed accelerations must
 * equal the true ones on fresh systems drawn as runs begin.
 *
 * @param carriers what each edge formula is closest to an affine map of (d)
 * @param nonlinearity 1 - R2 of each edge formula on that; infinite where it is not finite (d)
 * @param maps the affine map of each edge formula on that (d)
 * @param accelerationError mean error of the composed accelerations by the true ones' mean size
 * @param recovered the verdict
 */
public record Recovery(
    List<MessageQuantity> carriers,
    double[] nonlinearity,
    List<AffineFit> maps,
    double accelerationError,
    boolean recovered) {
  /** Where edge formulas are compared. */
  public static final String DOMAIN =
      "r log-uniform in [0.1, 6], directions uniform, masses exp(N(0, 1)), charges -1 or 1, 10 000"
          + " points";

  private static final int SYSTEMS = 1_000;

  /** Judges a law on fresh systems of n particles and on {@link ForcePoints}. */
  public static Recovery of(
      ComposedLaw found, ForceLaw law, int particles, ValidationSettings settings, long seed) {
    int d = found.dimension();
    ForcePoints points = ForcePoints.of(law, d, seed);
    List<EdgeForces.Closest> fits = found.edges().stream().map(points::fit).toList();
    double[] nonlinearity = fits.stream().mapToDouble(EdgeForces.Closest::nonlinearity).toArray();
    double error = accelerationError(found, law, particles, d, seed);
    boolean recovered = linear(nonlinearity, settings.linearity()) && error < settings.tolerance();
    return new Recovery(
        fits.stream().map(EdgeForces.Closest::quantity).toList(),
        nonlinearity,
        fits.stream().map(EdgeForces.Closest::map).toList(),
        error,
        recovered);
  }

  /** Whether every edge formula is an affine map of the true force or a part, up to a 1 - R2. */
  public boolean edgesRecovered(double limit) {
    return linear(nonlinearity, limit);
  }

  private static boolean linear(double[] nonlinearity, double limit) {
    // What is not a number is not linear.
    return Arrays.stream(nonlinearity).allMatch(off -> off < limit);
  }

  private static double accelerationError(
      AccelerationField found, ForceLaw law, int particles, int dimension, long seed) {
    AccelerationField truth = law.field();
    double error = 0;
    double size = 0;
    for (int system = 0; system < SYSTEMS; system++) {
      InitialState state =
          InitialState.draw(seed, "validation.system", particles, dimension, system);
      double[] expected = state.accelerations(truth);
      double[] actual = state.accelerations(found);
      for (int i = 0; i < expected.length; i++) {
        error += Math.abs(actual[i] - expected[i]);
        size += Math.abs(expected[i]);
      }
    }
    double relative = error / size;
    return Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative;
  }
}
