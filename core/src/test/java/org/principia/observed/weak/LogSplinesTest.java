package org.principia.observed.weak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LogSplinesTest {
  private static final LogSplines UNEVEN =
      LogSplines.at(new double[] {-1, 0, 0.1, 0.3, 2, 2.5}, 1.5);

  @Test
  void theirSumIsTheReferenceDecay() {
    for (LogSplines splines : new LogSplines[] {UNEVEN, LogSplines.even(0.4, 30, 9, 1.5)}) {
      double middle = Math.sqrt(splines.low() * splines.high());
      for (double r : new double[] {0.41, 0.9, 1.05, 1.2, 5, 11}) {
        double sum = Arrays.stream(splines.row(r)).sum();
        assertThat(sum).isCloseTo(Math.pow(r / middle, -1.5), within(1e-12 * sum));
      }
    }
  }

  @Test
  void cubicsOfTheLogarithmAreAmongThem() {
    // Marsden's identity: the coefficients of u^3 are products of three knots.
    double[] coefficients = new double[UNEVEN.count()];
    double[] t = UNEVEN.knots();
    Arrays.setAll(coefficients, i -> t[i + 1] * t[i + 2] * t[i + 3]);
    LogSplines plain = new LogSplines(t, 0);
    for (double u : new double[] {-1, -0.4, 0.05, 0.2, 1, 2.4, 2.5}) {
      assertThat(plain.value(coefficients, 0, Math.exp(u))).isCloseTo(u * u * u, within(1e-12));
    }
  }

  @Test
  void theOutermostValuesHoldBeyondTheEnds() {
    LogSplines plain = new LogSplines(UNEVEN.knots(), 0);
    assertThat(plain.row(1e-3)).containsExactly(plain.row(Math.exp(-1)));
    assertThat(plain.row(1e3)).containsExactly(plain.row(Math.exp(2.5)));
  }

  @Test
  void endsAreThoseThatWereGiven() {
    LogSplines even = LogSplines.even(0.02, 7, 12, 1);
    assertThat(even.count()).isEqualTo(12);
    assertThat(even.low()).isCloseTo(0.02, within(1e-15));
    assertThat(even.high()).isCloseTo(7, within(1e-12));
    assertThat(UNEVEN.count()).isEqualTo(8);
    assertThat(UNEVEN.coarse(5).count()).isEqualTo(5);
    assertThat(UNEVEN.coarse(5).high()).isCloseTo(Math.exp(2.5), within(1e-12));
  }
}
