package org.principia.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ErrorStatisticsTest {

  @Test
  void medianMeanAndDeviationAreThoseOfTheFrames() {
    ErrorStatistics statistics = ErrorStatistics.of(new double[] {4, 1, 1, 2});
    assertThat(statistics.frames()).isEqualTo(4);
    assertThat(statistics.median()).isEqualTo(1.5);
    assertThat(statistics.mean()).isEqualTo(2);
    assertThat(statistics.deviation()).isCloseTo(Math.sqrt(6.0 / 4), within(1e-15));
  }

  @Test
  void theOrderOfTheFramesDoesNotChangeABit() {
    double[] forward = new double[1001];
    double[] backward = new double[1001];
    for (int i = 0; i < forward.length; i++) {
      forward[i] = Math.sin(i) + 2;
      backward[forward.length - 1 - i] = forward[i];
    }
    assertThat(ErrorStatistics.of(forward)).isEqualTo(ErrorStatistics.of(backward));
  }

  @Test
  void theErrorOfAFrameIsTheMeanOverItsComponents() {
    assertThat(ErrorStatistics.ofFrame(new double[] {1, -1}, new float[] {0, 2})).isEqualTo(2);
  }
}
