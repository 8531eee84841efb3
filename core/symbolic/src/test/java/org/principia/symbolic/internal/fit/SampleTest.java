package org.principia.symbolic.internal.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.symbolic.data.Table;

final class SampleTest {
  private static final double[] TARGET = {1000, -10, 100, 0, 1};

  private static Sample sample() {
    return Sample.all(Table.of(List.of("x"), new double[][] {{1, 2, 3, 4, 5}}, TARGET));
  }

  @Test
  void equalSharesOfTheTargetCountAlikeInARelativeSample() {
    // Absolute errors go with the target, squares with its square.
    for (int power = 1; power <= 2; power++) {
      double[] w = sample().relative(power).weights();
      double first = w[0] * Math.pow(Math.abs(TARGET[0]), power);
      assertThat(w[1] * Math.pow(Math.abs(TARGET[1]), power)).isCloseTo(first, within(1e-12));
      assertThat(w[2] * Math.pow(Math.abs(TARGET[2]), power)).isCloseTo(first, within(1e-12));
      assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void targetsNearZeroCountAsAHundredthOfTheMeanSize() {
    double[] w = sample().relative(1).weights();
    double least = 0.01 * (1000 + 10 + 100 + 0 + 1) / 5;
    assertThat(w[3]).isCloseTo(w[0] * 1000 / least, within(1e-12)).isEqualTo(w[4]);
  }

  @Test
  void aRelativeLossIsRelativeAlready() {
    assertThat(sample().relative(0).weights()).containsExactly(sample().weights());
  }
}
