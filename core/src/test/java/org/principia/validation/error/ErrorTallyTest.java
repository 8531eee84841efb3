package org.principia.validation.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ErrorTallyTest {
  private static ErrorTally of(float... errors) {
    ErrorTally tally = new ErrorTally();
    for (float error : errors) {
      tally.add(error);
    }
    return tally;
  }

  /** Both passes over the errors. */
  private static ErrorStatistics statistics(float... errors) {
    ErrorTally tally = of(errors);
    NavigableMap<Integer, Long> inMiddle = new TreeMap<>();
    for (float error : errors) {
      if (tally.middle().contains(ErrorTally.bucket(error))) {
        inMiddle.merge(ErrorTally.key(error), 1L, Long::sum);
      }
    }
    return tally.statistics(inMiddle);
  }

  @Test
  void keysAndBucketsSortAsTheErrorsDo() {
    float[] rising = {
      0, Float.MIN_VALUE, 1e-30f, 0.5f, 0.50001f, 1, 3, 1e30f, Float.POSITIVE_INFINITY
    };
    for (int i = 1; i < rising.length; i++) {
      assertThat(ErrorTally.key(rising[i])).isGreaterThan(ErrorTally.key(rising[i - 1]));
      assertThat(ErrorTally.bucket(rising[i]))
          .isGreaterThanOrEqualTo(ErrorTally.bucket(rising[i - 1]));
    }
  }

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(statistics(7, 1, 3).median()).isEqualTo(3);
    assertThat(statistics(5).median()).isEqualTo(5);
  }

  @Test
  void theMedianOfAnEvenNumberIsHalfWay() {
    assertThat(statistics(7, 1, 3, 4).median()).isEqualTo(3.5);
    // The two middle ones in buckets far apart.
    assertThat(statistics(1e-10f, 1e10f).median()).isCloseTo(5e9, within(1e3));
  }

  @Test
  void errorsOfOneBucketAreToldApart() {
    // Their upper sixteen bits are equal.
    float a = 1.0001f;
    float b = 1.0002f;
    float c = 1.0003f;
    assertThat(ErrorTally.bucket(a)).isEqualTo(ErrorTally.bucket(c));
    assertThat(statistics(c, a, b).median()).isEqualTo(b);
  }

  @Test
  void theDeviationIsThatOfThePopulation() {
    // Mean 4, squares 9 + 1 + 0 + 16 = 26 over 4.
    ErrorStatistics found = statistics(1, 3, 4, 8);
    assertThat(found.mean()).isEqualTo(4);
    assertThat(found.deviation()).isCloseTo(Math.sqrt(26 / 4.0), within(1e-15));
    assertThat(found.frames()).isEqualTo(4);
  }

  @Test
  void aSmallDeviationOfLargeErrorsIsNotLost() {
    // In double precision the squares would cancel.
    assertThat(statistics(16_777_214, 16_777_215, 16_777_216).deviation())
        .isCloseTo(Math.sqrt(2 / 3.0), within(1e-12));
  }

  @Test
  void talliesOfPartsAddUpToThatOfTheWhole() {
    ErrorTally merged = of(1, 3);
    merged.merge(of(4, 8));
    assertThat(merged.frames()).isEqualTo(4);
    assertThat(merged.mean()).isEqualTo(4);
    assertThat(merged.middle()).isEqualTo(of(8, 4, 3, 1).middle());
  }

  @Test
  void withoutFramesThereAreNoStatistics() {
    ErrorStatistics none = statistics();
    assertThat(none.frames()).isZero();
    assertThat(none.median()).isNaN();
    assertThat(none.mean()).isNaN();
    assertThat(of().middle()).isEmpty();
  }
}
