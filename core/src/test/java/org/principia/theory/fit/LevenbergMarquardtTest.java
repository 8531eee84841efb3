package org.principia.theory.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LevenbergMarquardtTest {
  @Test
  void theSolverReachesTheLeastSquaresOfAKnownProblem() {
    // Rosenbrock's function as a sum of squares, its least value 0 at (1, 1).
    LevenbergMarquardt solver =
        new LevenbergMarquardt(
            (p, out) -> {
              out[0] = 10 * (p[1] - p[0] * p[0]);
              out[1] = 1 - p[0];
            },
            2,
            200);
    assertThat(solver.minimise(new double[] {-1.2, 1}))
        .containsExactly(new double[] {1, 1}, within(1e-4));
  }
}
