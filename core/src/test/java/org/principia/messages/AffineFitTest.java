package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;

final class AffineFitTest {
  private static final int ROWS = 2000;

  private static double[][] gaussians(int columns) {
    RandomGenerator random = RandomStream.of(1, "test.affine");
    double[][] x = new double[columns][ROWS];
    for (double[] column : x) {
      for (int i = 0; i < ROWS; i++) {
        column[i] = 3 + random.nextGaussian();
      }
    }
    return x;
  }

  @Test
  void anAffineMapIsFoundExactly() {
    double[][] x = gaussians(3);
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = 2 * x[0][i] - 0.5 * x[1][i] + 1e-3 * x[2][i] - 7;
    }
    AffineFit fit = AffineFit.of(x, y);
    assertThat(fit.slopes()).containsExactly(new double[] {2, -0.5, 1e-3}, within(1e-10));
    assertThat(fit.offset()).isCloseTo(-7, within(1e-9));
    assertThat(fit.r2()).isCloseTo(1, within(1e-12));
  }

  @Test
  void r2IsOneMinusTheShareOfTheNoise() {
    double[][] x = gaussians(2);
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = x[0][i] + (i % 2 == 0 ? 1 : -1);
    }
    // Signal and noise both have variance one.
    assertThat(AffineFit.of(new double[][] {x[0]}, y).r2()).isCloseTo(0.5, within(0.05));
  }

  @Test
  void aColumnThatAnotherDeterminesDoesNotHurt() {
    double[][] x = gaussians(1);
    double[][] doubled = {x[0], x[0]};
    assertThat(AffineFit.of(doubled, x[0]).r2()).isCloseTo(1, within(1e-12));
  }

  @Test
  void trimmedLeavesOutTheTenthWithTheLargestResiduals() {
    double[][] x = gaussians(1);
    double[] y = x[0].clone();
    for (int i = 0; i < ROWS / 20; i++) {
      y[i * 20] += 50;
    }
    assertThat(AffineFit.of(x, y).r2()).isLessThan(0.2);
    assertThat(AffineFit.trimmed(x, y).r2()).isCloseTo(1, within(1e-9));
  }

  @Test
  void aConstantTargetHasNoR2() {
    assertThat(AffineFit.of(gaussians(1), new double[ROWS]).r2()).isNaN();
  }
}
