package org.principia.observed.spline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class KernelForceTest {
  private static final int GRID = 512;

  private static KernelForce force(DoubleUnaryOperator g) {
    double step = Math.log(100) / (GRID - 1);
    double[] values = new double[GRID];
    Arrays.setAll(values, k -> g.applyAsDouble(0.1 * Math.exp(k * step)));
    return new KernelForce(
        Math.log(0.1), step, new double[][] {values}, Pairs.ALIKE, Map.of(), Map.of());
  }

  @Test
  void valuesAndSlopesAreThoseOfTheForce() {
    KernelForce force = force(r -> 1 / (r * r));
    for (double r : new double[] {0.1, 0.3, 1.7, 9.9}) {
      assertThat(force.force("run", 0, 1, r) * r * r).isCloseTo(1, within(1e-3));
      assertThat(force.slope("run", 0, 1, r) * r * r * r).isCloseTo(-2, within(0.04));
    }
  }

  @Test
  void theEndsHoldBeyondThem() {
    KernelForce force = force(r -> r);
    assertThat(force.force("run", 0, 1, 1e-3)).isCloseTo(0.1, within(1e-12));
    assertThat(force.force("run", 0, 1, 1e3)).isCloseTo(10, within(1e-3));
  }
}
