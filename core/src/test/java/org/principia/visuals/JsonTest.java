package org.principia.visuals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-3, -3",
    "0.1234567, 0.12346",
    "1234567, 1234600",
    "1.5e-9, 1.5E-9",
    "100000, 1E+5",
    "NaN, null",
    "Infinity, null"
  })
  void numbersHaveFiveDigits(double value, String json) {
    assertThat(Json.number(value)).isEqualTo(json);
  }

  @Test
  void aTextEndsNoScriptAndIsWellFormedInXml() {
    assertThat(Json.text("</script>&\"\\'\n]]>é"))
        .isEqualTo("\"\\u003c/script\\u003e\\u0026\\\"\\\\\\u0027\\u000a]]\\u003e\\u00e9\"");
  }

  @Test
  void fieldsOfCsvAreQuotedWhereTheyMustBe() {
    assertThat(new Csv("a", "b").row("x, \"y\"\n", Double.NaN).row(1, 0.1).toString())
        .isEqualTo("a,b\n\"x, \"\"y\"\"\n\",\n1,0.1\n");
  }
}
