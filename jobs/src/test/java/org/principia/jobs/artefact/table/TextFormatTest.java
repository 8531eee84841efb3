package org.principia.jobs.artefact.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.RandomStream;

final class TextFormatTest {
  private static final TextFormat BLANKS = new TextFormat(TextFormat.BLANKS, false);

  @Test
  void cellsAreThoseOfRfc4180() {
    assertThat(TextFormat.POINT.cells(" a , \"b, \"\"c\"\"\" ,, \"\" ,\"open, d"))
        .containsExactly("a", "b, \"c\"", null, "", "open, d");
    assertThat(TextFormat.POINT.cells("1,")).containsExactly("1", null);
    assertThat(new TextFormat('\t', false).cells("\ta b\t")).containsExactly(null, "a b", null);
  }

  @Test
  void runsOfBlanksAreOneSeparator() {
    assertThat(BLANKS.cells("  1 \t 2   \"a b\" # not this")).isEqualTo(List.of("1", "2", "a b"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-2.5e3, -2500",
    "+.5, 0.5",
    "1.5D+02, 150",
    "1.5d2, 150",
    "\u22123, -3",
    "inf, Infinity",
    "-Infinity, -Infinity",
    "TRUE, 1",
    "False, 0"
  })
  void numbersAreReadAsTheyAreWritten(String cell, double number) {
    assertThat(TextFormat.POINT.number(cell)).isEqualTo(number);
    assertThat(TextFormat.POINT.isNumber(cell)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NA",
        "N/A",
        "-",
        "?",
        "1,234",
        "12%",
        "5 kg",
        "1d",
        "2f",
        "e5",
        "1e",
        "0x10",
        "1-2",
        "1.2.3",
        "2020-01-01",
        "10:30",
        "."
      })
  void whatIsNearlyANumberIsNone(String cell) {
    assertThat(TextFormat.POINT.number(cell)).isNaN();
    assertThat(TextFormat.POINT.isNumber(cell)).isFalse();
  }

  @Test
  void plainDecimalsAreTheNearestDoubles() {
    RandomGenerator rng = RandomStream.of(1, "decimals");
    for (int k = 0; k < 20_000; k++) {
      String digits = String.valueOf(rng.nextLong(1, 1_000_000_000_000_000L));
      int point = rng.nextInt(digits.length() + 1);
      String sign = rng.nextBoolean() ? "-" : "";
      String text = sign + digits.substring(0, point) + "." + digits.substring(point);
      assertThat(PlainDecimal.of(text, '.')).as(text).isEqualTo(Double.parseDouble(text));
      assertThat(PlainDecimal.of(text.replace('.', ','), ',')).isEqualTo(Double.parseDouble(text));
    }
    assertThat(PlainDecimal.of("12", '.')).isEqualTo(12);
    assertThat(1 / PlainDecimal.of("-0", '.')).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", ".", "1.2.3", "1e5", "+1", "1,5", "12 3", "1234567890123456"})
  void whatIsNoPlainDecimalIsLeftToOthers(String text) {
    assertThat(PlainDecimal.of(text, '.')).isNaN();
  }

  @Test
  void withDecimalCommasAPointIsNone() {
    TextFormat comma = new TextFormat(';', true);
    assertThat(comma.number("-1,5e2")).isEqualTo(-150);
    assertThat(comma.isNumber("1.5")).isFalse();
    assertThat(TextFormat.POINT.isNumber("NaN")).isTrue();
  }

  @Test
  void theEncodingIsToldByMarksZeroBytesAndWhatIsNoUtf8() {
    String text = "gr\u00f6\u00dfe,y\n1,2\n";
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      for (String mark : List.of("", "\ufeff")) {
        byte[] bytes = (mark + text).getBytes(charset);
        assertThat(TextFormat.charset(bytes)).isEqualTo(charset);
        assertThat(TextFormat.decoded(bytes, charset)).isEqualTo(text);
      }
    }
    byte[] latin = text.getBytes(Charset.forName("windows-1252"));
    assertThat(TextFormat.decoded(latin, TextFormat.charset(latin))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# x",
        "#x",
        "% x",
        "! x",
        "// x",
        "",
        "  ",
        "|---|:--|",
        "---+---",
        "sep=;",
        "(2 rows)"
      })
  void commentsAndRulesHoldNoCells(String line) {
    assertThat(TextFormat.isEmpty(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%Fe,y", "!x,y", "-1 -2", "-,-", "sepal,y", "/a/b,1"})
  void cellsThatBeginLikeCommentsAreCells(String line) {
    assertThat(TextFormat.isEmpty(line)).isFalse();
  }
}
