package org.principia.symbolic.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SimpleNumbersTest {

  @Test
  void fractionsComeBeforeDecimals() {
    assertThat(SimpleNumbers.near(0.3331, 4)).containsExactly(1 / 3.0, 0.33, 0.333, 0.3331);
    assertThat(SimpleNumbers.near(-2.497, 2)).containsExactly(-2.5);
  }

  @Test
  void nothingIsNearZeroAndZeroIsNearNothing() {
    assertThat(SimpleNumbers.near(0, 4)).isEmpty();
    assertThat(SimpleNumbers.near(0.00121, 2)).containsExactly(0.0012);
  }

  @Test
  void multiplesHaveSmallNumerators() {
    double[] pi = {Math.PI};
    assertThat(SimpleNumbers.multiples(4.19, pi, 12)).containsExactly(4.0 / 3 * Math.PI);
    assertThat(SimpleNumbers.multiples(50 * Math.PI, pi, 12)).isEmpty();
  }
}
