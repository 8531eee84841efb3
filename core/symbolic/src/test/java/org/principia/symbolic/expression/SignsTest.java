package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignsTest {

  @ParameterizedTest
  @CsvSource({
    "x + -2*y, x - 2 * y",
    "x - -2*y/3, x + 2 * y / 3",
    "x + -2, x - 2",
    "x + y*-2, x + y * -2",
    "-2*x + y, -2 * x + y",
    "sqrt(x + -2*y), sqrt(x - 2 * y)"
  })
  void theSignStandsBetweenTheTerms(String text, String shown) {
    Expression e = Expression.parse(text, List.of("x", "y"));
    assertThat(e.toText(4)).isEqualTo(shown);
    double[] point = {1.25, 0.3};
    assertThat(ExpressionPrinter.tidy(e).evaluate(point)).isEqualTo(e.evaluate(point));
  }
}
