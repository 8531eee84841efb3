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
    StudentErrors usual = new StudentErrors(errors(1), ones(), 1e-14);
    StudentErrors scaled = new StudentErrors(errors(size), ones(), 1e-14 * size);
    assertThat(scaled.deviation() / size).isCloseTo(usual.deviation(), within(1e-8));
    assertThat(scaled.misfit())
        .isCloseTo(usual.misfit() + ROWS * StrictMath.log(size), within(1e-6 * ROWS));
  }

  /** A formula that is right in most rows and wrong in many has errors of the size of the wrong. */
  @Test
  void theScaleIsTheLikeliestWhereMostErrorsAreNone() {
    double[] e = errors(1);
    Arrays.fill(e, 0, 120, 0);
    StudentErrors found = new StudentErrors(e, ones(), 1e-14);
    double scale = found.deviation() / 1.26;
    double least = Double.POSITIVE_INFINITY;
    for (double s = 1e-14; s < 10; s *= 1.01) {
      double nats = ROWS * StrictMath.log(s);
      for (double v : e) {
        nats += 2 * StrictMath.log1p(v * v / (3 * s * s));
      }
      least = Math.min(least, nats);
    }
    assertThat(scale).isBetween(0.05, 1.0);
    assertThat(found.misfit()).isCloseTo(least, within(0.01));
  }

  @Test
  void errorsThatAreAllNoneHaveTheLeastScale() {
    assertThat(new StudentErrors(new double[ROWS], ones(), 1e-14).deviation())
        .isCloseTo(1.26e-14, within(1e-20));
  }
}
