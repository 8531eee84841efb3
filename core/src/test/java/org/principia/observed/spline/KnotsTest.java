package org.principia.observed.spline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.principia.observed.weak.LogSplines;

final class KnotsTest {
  private static final LogSplines EVEN = LogSplines.even(0.1, 10, 23, 0);

  /** Coefficients of a function, each its value at the middle of its spline, and two strengths. */
  private static double[] parameters(DoubleUnaryOperator force) {
    double[] parameters = new double[EVEN.count() + 2];
    Arrays.setAll(
        parameters, b -> b < EVEN.count() ? force.applyAsDouble(Math.exp(EVEN.knots()[b + 2])) : 1);
    return parameters;
  }

  private static double[] breaks(double[] parameters, double error) {
    int n = parameters.length;
    double[] covariance = new double[n * n];
    for (int i = 0; i < n; i++) {
      covariance[i * n + i] = error * error;
    }
    double[] knots = Knots.closer(EVEN, parameters, EVEN.count(), covariance, 1, 33).knots();
    return Arrays.copyOfRange(knots, 3, knots.length - 3);
  }

  private static double widest(double[] breaks, double from, double to) {
    double widest = 0;
    for (int i = 1; i < breaks.length; i++) {
      if (breaks[i] > Math.log(from) && breaks[i - 1] < Math.log(to)) {
        widest = Math.max(widest, breaks[i] - breaks[i - 1]);
      }
    }
    return widest;
  }

  @Test
  void theyLieCloserWhereAForceBreaksOff() {
    double[] breaks = breaks(parameters(r -> Math.max(0, 2 - r)), 1e-4);
    assertThat(breaks).hasSize(31);
    assertThat(breaks[0]).isCloseTo(Math.log(0.1), within(1e-12));
    assertThat(breaks[30]).isCloseTo(Math.log(10), within(1e-12));
    assertThat(widest(breaks, 1.8, 2.2)).isLessThan(0.6 * Math.log(100) / 30);
    assertThat(widest(breaks, 1.8, 2.2)).isLessThan(widest(breaks, 4, 9) / 2);
  }

  @Test
  void theyStayEvenWhereNothingIsBeyondTheErrors() {
    double[] breaks = breaks(parameters(r -> Math.max(0, 2 - r)), 100);
    for (int i = 1; i < breaks.length; i++) {
      assertThat(breaks[i] - breaks[i - 1]).isCloseTo(Math.log(100) / 30, within(1e-9));
    }
  }
}
