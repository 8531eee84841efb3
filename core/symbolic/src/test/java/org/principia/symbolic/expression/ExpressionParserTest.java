package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;

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
        "x + z | position 5: unknown name 'z', variables are x, y, operators + - *",
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
