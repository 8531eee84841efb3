package org.principia.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.RandomStream;
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
        // Without a change of sign, and of several zeros.
        "x | x + 0.0001 / square(x - 0.5) | true",
        "x | x + 0.0001 * (x - 0.5)^(-2) | true",
        "x | x + 0.0001 / (x * square(x - 0.5)) | true",
        "1 / square(x - 0.5) | 2 / square(x - 0.5) | false",
        "x | x + 0.0001 * tan(3 * x) | true",
        "tan(x) | tan(x) | false",
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Each twice, and in pairs: no row has the pole between itself and the next one.
        "1 1 2 2 3 3 4 4 5 5 6 6",
        "1 1.1 2 2.1 3 3.1 4 4.1 5 5.1 6 6.1"
      })
  void rowsThatAreNearerToEachOtherHideNoPole(String places) {
    double[] x = Arrays.stream(places.split(" ")).mapToDouble(Double::parseDouble).toArray();
    Table line = Table.of(X, new double[][] {x}, x.clone());
    assertThat(Poles.isUnsupported(Expression.parse("x + 0.0001 / (x - 2.5)", X), line)).isTrue();
    assertThat(Poles.isUnsupported(Expression.parse("x + 0.0001 / (x - 0.5)", X), line)).isFalse();
  }

  /** The numerator is small in many rows beside the pole, and further columns do not matter. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a / (b - c)",
        "a * d / (b - c * f)",
        "1 / (a^2 - b^2)",
        "inv(square(a - b) - 0.3)",
        "exp(a) / (b^2 - c^2)",
        "a * tan(b + c)"
      })
  void aLawOfSeveralColumnsIsToldByItsRows(String law) {
    List<String> names = List.of("a", "b", "c", "d", "f");
    Expression truth = Expression.parse(law, names);
    Expression beside = Expression.parse("a + b * c + 0.001 * " + law, names);
    int refused = 0;
    for (int seed = 0; seed < 20; seed++) {
      RandomGenerator rng = RandomStream.of(seed, "poles");
      double[][] columns = new double[5][100];
      double[] y = new double[100];
      double[] smooth = new double[100];
      for (int i = 0; i < y.length; i++) {
        double[] row = rng.doubles(5, -2, 2).toArray();
        for (int j = 0; j < row.length; j++) {
          columns[j][i] = row[j];
        }
        y[i] = truth.evaluate(row) * (1 + 0.1 * rng.nextGaussian());
        smooth[i] = row[0] + row[1] * row[2] + 0.3 * row[3];
      }
      refused += Poles.isUnsupported(truth, Table.of(names, columns, y)) ? 1 : 0;
      assertThat(Poles.isUnsupported(beside, Table.of(names, columns, smooth))).isTrue();
    }
    assertThat(refused).isLessThanOrEqualTo(5);
  }
}
