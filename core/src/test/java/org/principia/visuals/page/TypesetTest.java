package org.principia.visuals.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.visuals.Pictures;

final class TypesetTest {

  /** The formula on one line: fractions, powers and roots as calls of their elements. */
  private static String flat(String text) {
    return Typeset.mathml(text)
        .orElseThrow()
        .replaceAll("<math[^>]*>|</math>|</?mrow>|<mspace[^>]*/>", "")
        .replaceAll("<m[ino](?: [^>]*)?>", "")
        .replaceAll("</m[ino]>", " ")
        .replaceAll("<(\\w+)>", "$1[ ")
        .replaceAll("</\\w+>", "] ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(r - 1) u                   | ( r − 1 ) u",
        "a + (b + c)                 | a + ( b + c )",
        "a - (b - c)                 | a − ( b − c )",
        "(a * b) + c                 | a b + c",
        "2 * 3 * x                   | 2 · 3 x",
        "m1 m2 u / (r + 0.01)^2      | mfrac[ msub[ m 1 ] msub[ m 2 ] u msup[ ( r + 0.01 ) 2 ] ]",
        "-q1 q2                      | − msub[ q 1 ] msub[ q 2 ]",
        "dx - dx / r                 | Δ x − mfrac[ Δ x r ]",
        "(x^2)^3                     | msup[ ( msup[ x 2 ] ) 3 ]",
        "x^(y + 1)                   | msup[ x y + 1 ]",
        "square(x + 1)               | msup[ ( x + 1 ) 2 ]",
        "inv(r) * exp(-x)            | mfrac[ 1 r ] msup[ e − x ]",
        "sqrt(x) * cbrt(y)           | msqrt[ x ] mroot[ y 3 ]",
        "sum(fx) / m                 | mfrac[ ∑ msub[ f x ] m ]",
        "1.5E-7 * x                  | 1.5 × msup[ 10 −7 ] x",
        "max(x, log(y))              | max ( x , ln ( y ) )",
        "neg(2.5) / (-x)             | mfrac[ − 2.5 − x ]",
        "s_1 + vx                    | msub[ s 1 ] + msub[ v x ]",
        "(x / y)^2                   | msup[ ( mfrac[ x y ] ) 2 ]"
      })
  void aFormulaKeepsItsStructure(String text, String expected) {

    assertThat(flat(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 for r < 2, (r - 1) u beyond",
        "-m1 e2 on each particle",
        "<script>alert(1)</script>",
        "x +",
        "(x",
        "x)",
        "unknown(x)",
        "speed * 2",
        ""
      })
  void whatIsNoFormulaIsLeftAsText(String text) {
    assertThat(Typeset.mathml(text)).isEmpty();
  }

  @Test
  void markupIsWellFormed() {
    String formula = "0.1665 + (2.315 + 0.768 * m1) * ((dx - 0.35 * dy) / (r * (2.0 + m1))) ^ 2";
    Pictures.parse(Typeset.mathml(formula).orElseThrow());
  }

  @Test
  void deepNestingIsLeftAsTextInsteadOfOverflowing() {
    assertThat(Typeset.mathml("(".repeat(100_000) + "x" + ")".repeat(100_000))).isEmpty();
    assertThat(Typeset.mathml("-".repeat(100_000) + "x")).isEmpty();
  }
}
