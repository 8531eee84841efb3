package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.common.RandomStream;

final class ExpressionParserTest {
  private static final List<String> NAMES = List.of("x", "y");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 + 2 * 3 | 7",
        "(1 + 2) * 3 | 9",
        "8 - 3 - 2 | 3",
        "8 / 4 / 2 | 1",
        "2 ^ 3 ^ 2 | 512",
        "2 ** 3 | 8",
        "-2 ^ 2 | -4",
        "(-2) ^ 2 | 4",
        "2 ^ -1 | 0.5",
        "-3 | -3",
        "- -3 | 3",
        "2 * -3 | -6",
        "+4 - -1 | 5",
        "1.5e2 | 150",
        ".5 | 0.5",
        "x * y | 6",
        "square(x) + cube(y) | 31",
        "pow(y, x) | 9",
        "sqrt(abs(-16)) | 4",
        "inv(x) + neg(1) | -0.5",
      })
  void valuesFollowTheUsualPrecedence(String text, double expected) {
    assertThat(Expression.parse(text, NAMES).evaluate(new double[] {2, 3})).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x + | position 4: a number, a name or '(' expected, but the text ends",
        "x + * y | position 5: a number, a name or '(' expected, not '*'",
        "(x + y | position 7: ')' expected, but the text ends",
        "x y | position 3: an operator or the end expected, not 'y'",
        "x + z | position 5: unknown name 'z', the nearest is x; variables are x, y, operators + -"
            + " *",
        "arcsine(x) | position 1: unknown name 'arcsine', the nearest is arcsin; variables are x,"
            + " y",
        "sqrt x | position 6: '(' expected, not 'x'",
        "pow(x) | position 6: ',' expected, not ')'",
        "1e999 | position 1: number 1e999 is too large",
        "x # y | position 3: an operator or the end expected, not '#'",
      })
  void errorsSayWhereAndWhy(String text, String expected) {
    assertThatThrownBy(() -> Expression.parse(text, NAMES))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ln(x) | log(x)",
        "arcsin(x) + arccos(y) * arctan(x) | asin(x) + acos(y) * atan(x)",
        "sqr(x) + cube(y) | square(x) + cube(y)",
        "POWER(x, 2) + LN(y) + GREATEST(x, y) | pow(x, 2) + log(y) + max(x, y)",
        "Math.pow(x, y) - np.exp(x) | x^y - exp(x)",
        "log10(x) | log(x) / 2.302585092994046",
        "log2(x + y) | log(x + y) / 0.6931471805599453",
        "log1p(x) + expm1(y) | log(1 + x) + (exp(y) - 1)",
        "hypot(x, y) | sqrt(square(x) + square(y))",
        "2 × x · y − y ÷ x | 2 * x * y - y / x",
        "2e-3 * pi * x + e | 0.002 * 3.141592653589793 * x + 2.718281828459045",
        "-x² + y³ | -square(x) + cube(y)",
      })
  void otherNamesAndTypesetSignsMeanTheSame(String text, String plain) {
    assertThat(Expression.parse(text, NAMES)).isEqualTo(Expression.parse(plain, NAMES));
  }

  @Test
  void sqlAndJavaOfAFormulaAreReadBack() {
    RandomGenerator rng = RandomStream.of(5, "test.points");
    for (int i = 0; i < 500; i++) {
      Expression e = RandomTrees.draw(i);
      String java = e.toJava("Law", "value");
      Matcher value = Pattern.compile("(?s)return (.*?);").matcher(java);
      assertThat(value.find()).isTrue();
      double[] point = RandomTrees.point(rng);
      for (String text : List.of(e.toSql(), e.toSql(SqlDialect.DUCKDB), value.group(1))) {
        assertThat(Expression.parse(text, RandomTrees.NAMES).evaluate(point))
            .as("%s of %s", text, e)
            .satisfiesAnyOf(
                v -> assertThat(v).isCloseTo(e.evaluate(point), withinPercentage(1e-9)),
                v -> assertThat(v).isEqualTo(e.evaluate(point)));
      }
    }
  }

  @Test
  void quotedNamesAreColumns() {
    List<String> names = List.of("length (m)", "x");
    assertThat(Expression.parse("2 * `length (m)` + \"x\"", names).variables())
        .containsExactly("length (m)", "x");
    assertThatThrownBy(() -> Expression.parse("`length` * x", names))
        .hasMessageContaining("position 1: unknown name 'length', the nearest is length (m);");
    assertThatThrownBy(() -> Expression.parse("x * `x", names))
        .hasMessageContaining("position 5: no second ` after the first");
  }

  @Test
  void barsAreTheAbsoluteValue() {
    assertThat(Expression.parse("||x| - y| * 2", NAMES))
        .isEqualTo(Expression.parse("abs(abs(x) - y) * 2", NAMES));
  }

  @Test
  void aColumnWinsOverANumberAndAFunctionButNotBeforeAParenthesis() {
    List<String> names = List.of("ln", "pi", "e", "log10");
    assertThat(Expression.parse("ln(pi) + ln * e + log10", names).variables())
        .containsExactly("e", "ln", "log10", "pi");
  }

  @Test
  void operatorsAreListedByAnyOfTheirNames() {
    assertThat(Operator.listOf("operators", List.of("ln", "arcsin", "**", "log10", "LOG", "×")))
        .containsExactly(Operator.LOG, Operator.ASIN, Operator.POW, Operator.MULTIPLY);
    assertThatThrownBy(() -> Operator.listOf("operators", List.of("sine")))
        .hasMessageEndingWith("; the nearest is sin)");
  }

  @Test
  void nestingBeyondTheStackIsRefusedAndNotAnOverflow() {
    assertThatThrownBy(() -> Expression.parse("(".repeat(100_000), NAMES))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("deeper than");
    assertThatThrownBy(() -> Expression.parse("-".repeat(100_000), NAMES))
        .isInstanceOf(InputException.class);
  }

  @Test
  void emptyTextIsRefused() {
    assertThatThrownBy(() -> Expression.parse(" ", NAMES)).isInstanceOf(InputException.class);
  }
}
