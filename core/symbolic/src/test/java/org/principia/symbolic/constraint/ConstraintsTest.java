package org.principia.symbolic.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;
import org.principia.symbolic.expression.Expression;

final class ConstraintsTest {

  @ParameterizedTest
  @CsvSource({
    "sin: sin cos, sin(x + 1), true",
    "sin: sin cos, sin(x + cos(x)), false",
    "sin: sin cos, cos(sin(x)), true",
    "sin: sin cos, 1 + sin(exp(x * sin(x))), false",
    "exp <= 3, exp(x * x), true",
    "exp <= 3, exp(x * x - 1), false",
    "^ <= 3 1, (x * x) ^ 2, true",
    "^ <= 3 1, x ^ (x + 1), false",
    "^ <= 1, (x * x) ^ 2, false",
  })
  void aConstraintForbidsWhatItSays(String text, String formula, boolean allowed) {
    Expression e = Expression.parse(formula, List.of("x"));
    assertThat(new Constraints(100, List.of(text)).allow(e)).isEqualTo(allowed);
  }

  @Test
  void theDepthIsThatOfTheTree() {
    Expression e = Expression.parse("1 + x * (x + 2)", List.of("x"));
    assertThat(new Constraints(4, List.of()).allow(e)).isTrue();
    assertThat(new Constraints(3, List.of()).allow(e)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sin", "sine: cos", "sin: ", "exp <= 0", "exp <= 3 4", "sin: cosine"})
  void whatIsNoConstraintIsRefused(String text) {
    assertThatThrownBy(() -> Constraints.check(List.of(text)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid constraints: " + text);
  }
}
