package org.principia.theory.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.principia.theory.fit.LawFit.HeldParameters;

final class HeldParametersTest {

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

  private static HeldParameters middleHeld() {
    return new HeldParameters(FUNCTION, new double[] {2, 3, 5}, new boolean[] {false, true, false});
  }

  @Test
  void freeParametersGoInAndOut() {
    HeldParameters held = middleHeld();
    assertThat(held.free(new double[] {7, 8, 9})).containsExactly(7, 9);
    assertThat(held.all(new double[] {7, 9})).containsExactly(7, 3, 9);
  }

  @Test
  void theFunctionIsThatOfAllParameters() {
    double[] out = new double[2];
    middleHeld().evaluate(new double[] {1, 4}, out);
    assertThat(out).containsExactly(1 + 30 + 400, 12);
  }

  @Test
  void derivativesAreThoseByTheFreeParameters() {
    double[][] out = new double[2][2];
    middleHeld().jacobian(new double[] {1, 4}, out);
    assertThat(out).isDeepEqualTo(new double[][] {{1, 12}, {100, 3}});
  }

  @Test
  void aFitMovesTheFreeParametersAlone() {
    // a + 30 + 100 c = 0 and 3 a c = 0 from (-31, 1): a = -30, c = 0 solves both.
    HeldParameters held =
        new HeldParameters(
            FUNCTION, new double[] {-31, 3, 0.01}, new boolean[] {false, true, false});
    double[] found =
        held.all(new LevenbergMarquardt(held, 2, 50).minimise(new double[] {-31, 0.01}));
    assertThat(found).containsExactly(new double[] {-30, 3, 0}, within(1e-6));
  }

  @Test
  void whereAllAreHeldNothingIsAsked() {
    HeldParameters all =
        new HeldParameters(FUNCTION, new double[] {2, 3, 5}, new boolean[] {true, true, true});
    assertThat(all.free(new double[] {7, 8, 9})).isEmpty();
    assertThat(all.all(new LevenbergMarquardt(all, 2, 10).minimise(new double[0])))
        .containsExactly(2, 3, 5);
  }
}
