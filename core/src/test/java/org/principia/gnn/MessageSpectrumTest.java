package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;

final class MessageSpectrumTest {
  private static final int EDGES = 4000;

  /** Three independent columns of N(0, 1). */
  private static double[][] columns() {
    RandomGenerator random = RandomStream.of(1, "test.spectrum");
    double[][] columns = new double[3][EDGES];
    for (double[] column : columns) {
      for (int i = 0; i < EDGES; i++) {
        column[i] = random.nextGaussian();
      }
    }
    return columns;
  }

  /** Components: 0.5 g_3; 4 f_1 - 3 f_2 + 7; 2 f_2 + 2 g_3; a constant; f_1, f_2, g_3 ~ N(0, 1). */
  private static MessageSpectrum spectrum(double[][] x) {
    float[] messages = new float[4 * EDGES];
    for (int i = 0; i < EDGES; i++) {
      messages[4 * i] = (float) (0.5 * x[2][i]);
      messages[4 * i + 1] = (float) (4 * x[0][i] - 3 * x[1][i] + 7);
      messages[4 * i + 2] = (float) (2 * x[1][i] + 2 * x[2][i]);
      messages[4 * i + 3] = 9;
    }
    return MessageSpectrum.of(messages, 4);
  }

  @Test
  void componentsComeByFallingDeviation() {
    MessageSpectrum spectrum = spectrum(columns());
    assertThat(spectrum.order()).containsExactly(1, 2, 0, 3);
    double[] expected = {5, Math.sqrt(8), 0.5, 0};
    double[] found = spectrum.largest(15);
    assertThat(found).hasSize(4);
    for (int c = 0; c < 4; c++) {
      // Five standard errors of a deviation.
      assertThat(found[c])
          .isCloseTo(expected[c], within(1e-6 + 5 * expected[c] / Math.sqrt(2.0 * EDGES)));
    }
    assertThat(spectrum.largest(2)).hasSize(2);
  }

  @Test
  void linearityIsOneForAnAffineMapAndTheShareOfVarianceOtherwise() {
    double[][] x = columns();
    double[] r2 = spectrum(x).linearity(new double[][] {x[0], x[1]});
    assertThat(r2[0]).isCloseTo(1, within(1e-9));
    // Half of the variance is that of f_2; 0.05 is more than five standard errors.
    assertThat(r2[1]).isCloseTo(0.5, within(0.05));
  }

  @Test
  void axisThatOthersDetermineAddsNothing() {
    double[][] x = columns();
    double[] twice = x[0].clone();
    for (int i = 0; i < EDGES; i++) {
      twice[i] = 3 - 2 * twice[i];
    }
    double[] r2 = spectrum(x).linearity(new double[][] {x[0], twice});
    // 16 of 25 parts of the variance are that of f_1.
    assertThat(r2[0]).isCloseTo(0.64, within(0.05));
  }
}
