package org.principia.validation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.dynamics.law.ForceLaw;
import org.principia.messages.EdgeVariables;
import org.principia.symbolic.expression.Expression;

/**
 * Fresh edges over {@link Recovery#DOMAIN} with their true forces: what edge formulas face.
 *
 * @param inputs values of {@link EdgeVariables} (N x d + 5)
 * @param forces the true forces there
 */
public record ForcePoints(double[][] inputs, EdgeForces forces) {
  private static final int POINTS = 10_000;

  /** Draws points with the forces of the true law, the same for the same seed. */
  public static ForcePoints of(ForceLaw law, int dimension, long seed) {
    RandomGenerator random = RandomStream.of(seed, "validation.points");
    double[][] inputs = new double[POINTS][];
    for (int i = 0; i < POINTS; i++) {
      inputs[i] = point(random, dimension);
    }
    return new ForcePoints(inputs, EdgeForces.of(inputs, law, dimension));
  }

  /** What an edge formula over {@link EdgeVariables} is closest to an affine map of. */
  public EdgeForces.Closest fit(Expression edge) {
    Expression bound = edge.bind(EdgeVariables.names(forces.dimension()));
    return forces.closest(Arrays.stream(inputs).mapToDouble(bound::evaluate).toArray());
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
    return EdgeVariables.values(
        Math.exp(random.nextGaussian()),
        Math.exp(random.nextGaussian()),
        random.nextBoolean() ? 1 : -1,
        random.nextBoolean() ? 1 : -1,
        separation);
  }
}
