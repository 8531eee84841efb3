package org.principia.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;

final class PolesTest {
  private static final List<String> X = List.of("x");

  private static Table table(DoubleUnaryOperator truth) {
    double[] x = new double[40];
    double[] y = new double[40];
    for (int i = 0; i < x.length; i++) {
      x[i] = -3.9 + 0.2 * i + 0.003 * (i % 7);
      y[i] = truth.applyAsDouble(x[i]);
    }
    return Table.of(X, new double[][] {x}, y);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The rows grow on both sides of the true pole.
        "1 / x | 1 / x | false",
        "1 / (x - 0.5) | 2 / (x - 0.5) | false",
        // A narrow one goes by between two rows, or catches one.
        "x | x + 0.001 / (x - 0.5) | true",
        "x | x + (x - 0.5)^-1 * 0.001 | true",
        "x | x + 0.1 * inv(x - 0.5) | true",
        // No zero within the rows, and a zero that the numerator has too.
        "x | x + 1 / (x + 9) | false",
        "sin(x) | 3 * sin(x) / x | false",
      })
  void polesThatTheRowsDoNotTellOfAreFound(String truth, String formula, boolean unsupported) {
    Expression rows = Expression.parse(truth, X);
    assertThat(
            Poles.isUnsupported(
                Expression.parse(formula, X), table(x -> rows.evaluate(new double[] {x}))))
        .isEqualTo(unsupported);
  }
}
