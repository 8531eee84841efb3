package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TreesTest {
  @ParameterizedTest
  @CsvSource({
    "exp(x) * sqrt(x), 0",
    "exp(1 / sqrt(x)), 1",
    "exp(exp(log(x))), 2",
    // Constants are numbers, whole powers are products.
    "exp(sqrt(2) * x^3), 0",
    "sqrt(square(x) + 1 / x), 0",
    "exp(x^1.5), 1",
    "(1 + x^2.2)^0.5, 1",
    "exp(x)^x, 1",
  })
  void functionsWithinFunctionsAreCounted(String formula, int nested) {
    assertThat(Trees.nestedFunctions(Expression.parse(formula, List.of("x")))).isEqualTo(nested);
  }

  @ParameterizedTest
  @CsvSource({
    "2 * x * y, 0",
    "x + y + x, 1",
    "2 * x / (3 + x), 0",
    "x * y / (x + y), 0",
    "2 * x / (3 + x + x * x / 30), 1",
    "2 * x / (3 + y + x), 0",
    "x / (3 + y), 0",
    "(2 + x) / (3 + x), 1",
    "2 * x * x / (3 + x), 1",
  })
  void variablesThatStandTwiceAreCountedUnlessOneWouldDo(String formula, int repeated) {
    assertThat(Trees.repeatedVariables(Expression.parse(formula, List.of("x", "y"))))
        .isEqualTo(repeated);
  }

  @ParameterizedTest
  @CsvSource({
    "2 * x / (3 + x), 0",
    "3 + 2 * x - 0.4 * x^2 + 5 * y, 0",
    "7 / (1 + exp(3 - 0.1 * x)), 0",
    "2 * x^0.75, 0",
    "3 + 2 * log(x), 0",
    // The value has the unit of x, or that of a product; x and y, and the value, have one.
    "x - 3, 1",
    "x * y, 1",
    "x / (3 + x), 1",
    "(3 + x)^1.7, 1",
    "x * y / (x + y), 2",
    "2 * (x + y), 1",
    // An argument of a function is a number.
    "2 * exp(x), 1",
    "sin(x * y), 2",
    "x^x, 2",
  })
  void unitsThatDependOnOthersAreCounted(String formula, int tied) {
    assertThat(Trees.tiedUnits(Expression.parse(formula, List.of("x", "y")))).isEqualTo(tied);
  }
}
