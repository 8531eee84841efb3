package org.principia.theory.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LevenbergMarquardtTest {

  /** Rosenbrock's function as a sum of squares, its least value 0 at (1, 1). */
  private static final class Rosenbrock implements LevenbergMarquardt.Residuals {
    @Override
    public void evaluate(double[] p, double[] out) {
      out[0] = 10 * (p[1] - p[0] * p[0]);
      out[1] = 1 - p[0];
    }

    @Override
    public void jacobian(double[] p, double[][] out) {
      out[0][0] = -20 * p[0];
      out[0][1] = -1;
      out[1][0] = 10;
      out[1][1] = 0;
    }
  }

  /** A line through three points, and a third parameter that does nothing. */
  private static final class Line implements LevenbergMarquardt.Residuals {
    private static final double[] Y = {1, 3, 6};

    @Override
    public void evaluate(double[] p, double[] out) {
      for (int i = 0; i < 3; i++) {
        out[i] = p[0] + p[1] * i - Y[i];
      }
    }

    @Override
    public void jacobian(double[] p, double[][] out) {
      for (int i = 0; i < 3; i++) {
        out[0][i] = 1;
        out[1][i] = i;
        out[2][i] = 0;
      }
    }
  }

  @Test
  void theSolverReachesTheLeastSquaresOfAKnownProblem() {
    assertThat(
            new LevenbergMarquardt(new Rosenbrock(), 2, 200)
                .minimise(new double[] {-1.2, 1}, new boolean[2]))
        .containsExactly(new double[] {1, 1}, within(1e-9));
  }

  @Test
  void aParameterThatDoesNothingStaysWhereItIs() {
    // The line of least squares: slope (6 - 1) / 2, through the mean 10 / 3 at 1.
    assertThat(
            new LevenbergMarquardt(new Line(), 3, 50)
                .minimise(new double[] {0, 0, 7}, new boolean[3]))
        .containsExactly(new double[] {10.0 / 3 - 2.5, 2.5, 7}, within(1e-9));
  }

  @Test
  void withoutIterationsTheStartIsTheResult() {
    double[] start = {-1.2, 1};
    assertThat(new LevenbergMarquardt(new Rosenbrock(), 2, 0).minimise(start, new boolean[2]))
        .containsExactly(-1.2, 1);
  }

  @Test
  void aStepThatIsNotFiniteIsNeverTaken() {
    LevenbergMarquardt.Residuals pole =
        new LevenbergMarquardt.Residuals() {
          @Override
          public void evaluate(double[] p, double[] out) {
            out[0] = p[0] > 0 ? p[0] : Double.NaN;
          }

          @Override
          public void jacobian(double[] p, double[][] out) {
            out[0][0] = 1;
          }
        };
    double found =
        new LevenbergMarquardt(pole, 1, 30).minimise(new double[] {3}, new boolean[1])[0];
    assertThat(found).isPositive().isLessThan(3);
  }

  /** f = (a + 10 b + 100 c, a b c). */
  private static final LevenbergMarquardt.Residuals FUNCTION =
      new LevenbergMarquardt.Residuals() {
        @Override
        public void evaluate(double[] p, double[] out) {
          out[0] = p[0] + 10 * p[1] + 100 * p[2];
          out[1] = p[0] * p[1] * p[2];
        }

        @Override
        public void jacobian(double[] p, double[][] out) {
          out[0][0] = 1;
          out[0][1] = p[1] * p[2];
          out[1][0] = 10;
          out[1][1] = p[0] * p[2];
          out[2][0] = 100;
          out[2][1] = p[0] * p[1];
        }
      };

  @Test
  void aFitMovesTheFreeParametersAlone() {
    // a + 30 + 100 c = 0 and 3 a c = 0 from (-31, 1): a = -30, c = 0 solves both.
    double[] start = {-31, 3, 0.01};
    assertThat(
            new LevenbergMarquardt(FUNCTION, 2, 50)
                .minimise(start, new boolean[] {false, true, false}))
        .containsExactly(new double[] {-30, 3, 0}, within(1e-6));
  }

  @Test
  void whereAllAreHeldNothingMoves() {
    assertThat(
            new LevenbergMarquardt(FUNCTION, 2, 10)
                .minimise(new double[] {2, 3, 5}, new boolean[] {true, true, true}))
        .containsExactly(2, 3, 5);
  }
}
