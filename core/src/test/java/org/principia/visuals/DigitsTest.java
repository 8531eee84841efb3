package org.principia.visuals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DigitsTest {
  @ParameterizedTest
  @CsvSource({
    "4234.5, 2, 4200",
    "2, 2, 2.0",
    "9.96, 2, 10",
    "83.4, 2, 83",
    "0.00002104, 2, 0.000021",
    "6.67e-11, 3, 6.67e-11",
    "12345678, 2, 1.2e+07",
    "-0.5, 2, -0.50",
    "0, 2, 0"
  })
  void significantDigitsWithoutPowersOfTenWhereTheyFit(double value, int digits, String text) {
    assertThat(Digits.of(value, digits)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.718957, 0.00093, 0.71896 +- 0.00093",
    "45.6493, 1.5123, 45.6 +- 1.5",
    "764.453, 26.4, 764 +- 26",
    "-3, 0.0996, -3.00 +- 0.10",
    "0.99943, 0.000011, 0.999430 +- 0.000011",
    "6.674e-11, 2e-14, 6.67400e-11 +- 2.0e-14",
    "3, 0, 3.00000 +- 0.0"
  })
  void aConstantEndsWhereItsErrorDoes(double value, double error, String text) {
    assertThat(Digits.within(value, error)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.75914, 0.7591",
    "0.9989, 0.9989",
    "0.99979, 0.99979",
    "0.99999412, 0.9999941",
    "0.9999999929, 1 - 7.1e-09",
    "1, 1.0000",
    "-0.0044, -0.0044",
    "NaN, NaN"
  })
  void whatIsMissingToOneCanBeSeen(double share, String text) {
    assertThat(Digits.share(share)).isEqualTo(text);
  }
}
