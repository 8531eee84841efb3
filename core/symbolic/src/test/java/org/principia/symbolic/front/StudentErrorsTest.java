package org.principia.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.RandomStream;

final class StudentErrorsTest {
  private static final int ROWS = 200;

  private static double[] errors(double size) {
    RandomGenerator rng = RandomStream.of(1, "student");
    return rng.doubles(ROWS).map(u -> size * (2 * u - 1)).toArray();
  }

  private static double[] ones() {
    double[] ones = new double[ROWS];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-250, 1e-170, 1e-28, 1e100, 1e180, 1e300})
  void errorsOfAnySizeHaveTheirUnitAlone(double size) {
    StudentErrors usual = new StudentErrors(errors(1), ones(), 1e-14, 9);
    StudentErrors scaled = new StudentErrors(errors(size), ones(), 1e-14 * size, 9 * size);
    assertThat(scaled.deviation() / size).isCloseTo(usual.deviation(), within(1e-8));
    assertThat(scaled.misfit())
        .isCloseTo(usual.misfit() + ROWS * StrictMath.log(size), within(1e-6 * ROWS));
  }

  /**
   * A formula that is right in most of few rows and wrong in many: errors are those of the wrong.
   */
  @Test
  void theScaleIsTheLikeliestWhereMostErrorsOfFewRowsAreNone() {
    double[] e = Arrays.copyOf(errors(1), 19);
    Arrays.fill(e, 0, 11, 0);
    double[] weights = Arrays.copyOf(ones(), 19);
    double freedom = 60.0 / 19;
    StudentErrors found = new StudentErrors(e, weights, 1e-14, 9);
    double least = Double.POSITIVE_INFINITY;
    for (double s = 1e-14; s < 10; s *= 1.01) {
      double nats = 19 * StrictMath.log(s);
      for (double v : e) {
        nats += 0.5 * (freedom + 1) * StrictMath.log1p(v * v / (freedom * s * s));
      }
      least = Math.min(least, nats);
    }
    assertThat(found.deviation()).isBetween(0.05, 1.0);
    assertThat(found.misfit()).isCloseTo(least, within(0.01));
  }

  /** Catching one of the wild rows is worth less than the nodes that it takes. */
  @Test
  void aWildRowOfManyCostsWhatItsPlaceInTheRangeDoes() {
    double[] e = errors(0.01);
    double caught = new StudentErrors(e, ones(), 1e-14, 2).misfit();
    for (double wild : new double[] {0.5, 1, 100}) {
      double[] with = e.clone();
      for (int i = 0; i < 10; i++) {
        with[20 * i] = wild;
      }
      double each = (new StudentErrors(with, ones(), 1e-14, 2).misfit() - caught) / 10;
      // The likelihood of an error within the scale over 1/20 of 1/R, and little more.
      assertThat(each).isBetween(6.0, 9.0);
    }
    StudentErrors tame = new StudentErrors(e, ones(), 1e-14, 2);
    assertThat(tame.deviation()).isCloseTo(0.0058, within(0.001));
  }

  @Test
  void errorsThatAreAllNoneHaveTheLeastScale() {
    assertThat(new StudentErrors(new double[ROWS], ones(), 1e-14, 9).deviation())
        .isCloseTo(1.26e-14, within(1e-20));
  }
}
