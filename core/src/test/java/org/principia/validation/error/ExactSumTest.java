package org.principia.validation.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.RandomStream;

final class ExactSumTest {
  private static ExactSum of(double... terms) {
    ExactSum sum = new ExactSum();
    for (double term : terms) {
      sum.add(term);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        1,
        -1,
        0.1,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL,
        Double.MAX_VALUE,
        1e-300,
        -3e17
      })
  void aNumberIsItsOwnSum(double x) {
    assertThat(of(x).finite()).isEqualByComparingTo(new BigDecimal(x));
    assertThat(of(x).mean(1)).isEqualTo(x);
  }

  @Test
  void theSumIsThatOfDecimalArithmetic() {
    var rng = RandomStream.of(3, "test.exact");
    BigDecimal expected = BigDecimal.ZERO;
    ExactSum sum = new ExactSum();
    for (int i = 0; i < 2000; i++) {
      double x = Math.scalb(rng.nextGaussian(), rng.nextInt(-400, 400));
      expected = expected.add(new BigDecimal(x));
      sum.add(x);
    }
    assertThat(sum.finite()).isEqualByComparingTo(expected);
  }

  @Test
  void smallTermsSurviveLargeOnesThatCancel() {
    assertThat(of(1e300, 1e-300, -1e300).mean(1)).isEqualTo(1e-300);
    assertThat(of(1e16, 1, -1e16).mean(1)).isEqualTo(1);
  }

  @Test
  void theOrderAndThePartsDoNotMatter() {
    List<Double> terms = new ArrayList<>();
    var rng = RandomStream.of(4, "test.exact");
    for (int i = 0; i < 300; i++) {
      terms.add(rng.nextGaussian() * Math.pow(10, i % 20));
    }
    ExactSum all = new ExactSum();
    terms.forEach(all::add);
    Collections.reverse(terms);
    ExactSum first = new ExactSum();
    ExactSum second = new ExactSum();
    terms.subList(0, 100).forEach(first::add);
    terms.subList(100, 300).forEach(second::add);
    second.merge(first);
    assertThat(second.finite()).isEqualByComparingTo(all.finite());
  }

  @Test
  void aTermThatIsNotFiniteMakesTheSumSo() {
    assertThat(of(1, Double.POSITIVE_INFINITY).mean(2)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(of(1, Double.NaN).mean(2)).isNaN();
    assertThat(of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY).mean(2)).isNaN();
    assertThat(of(1, Double.POSITIVE_INFINITY).isFinite()).isFalse();
    ExactSum merged = of(1);
    merged.merge(of(Double.POSITIVE_INFINITY));
    assertThat(merged.isFinite()).isFalse();
  }

  @Test
  void theMeanIsRoundedOnce() {
    // A third of 1 to the nearest double.
    assertThat(of(0.5, 0.25, 0.25).mean(3)).isEqualTo(1.0 / 3);
    assertThat(of().mean(0)).isNaN();
    assertThat(of().mean(5)).isZero();
  }
}
