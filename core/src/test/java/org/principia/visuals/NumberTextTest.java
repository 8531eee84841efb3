package org.principia.visuals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.visuals.page.ExamplePage;

final class NumberTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-2.5, −2.5",
    "0.00123456, 0.001235",
    "12345.6, 12350",
    "123456, 1.235×10⁵",
    "0.0001, 10⁻⁴",
    "-0.000025, −2.5×10⁻⁵",
    "1e-300, 10⁻³⁰⁰",
    "NaN, n/a",
    "-Infinity, −∞",
  })
  void numbersHaveFourDigits(double value, String expected) {
    assertThat(NumberText.of(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1.5, 1.5", "1.004, 1", "-0.001, 0", "99.999, 100", "-12.346, -12.35"})
  void coordinatesHaveAtMostTwoDecimals(double value, String expected) {
    assertThat(Markup.pixels(value)).isEqualTo(expected);
  }

  @Test
  void neitherDependsOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      String arabic = ExamplePage.page().html();
      Locale.setDefault(Locale.GERMANY);
      assertThat(ExamplePage.page().html()).isEqualTo(arabic);
      assertThat(NumberText.of(1.5)).isEqualTo("1.5");
    } finally {
      Locale.setDefault(before);
    }
  }
}
