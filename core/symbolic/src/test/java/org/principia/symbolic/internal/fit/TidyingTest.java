package org.principia.symbolic.internal.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.Loss;

final class TidyingTest {
  private static final List<String> NAMES = List.of("c", "x");

  /** Small concentrations, and a column of usual size. */
  private static Table table(String truth, double noise) {
    RandomGenerator rng = RandomStream.of(4, "test.tidying");
    Expression e = Expression.parse(truth, NAMES);
    double[][] columns = new double[2][40];
    double[] y = new double[40];
    for (int i = 0; i < y.length; i++) {
      columns[0][i] = 1e-9 * Math.pow(10, 5 * rng.nextDouble());
      columns[1][i] = 1 + 3 * rng.nextDouble();
      y[i] = e.evaluate(new double[] {columns[0][i], columns[1][i]}) + noise * rng.nextGaussian();
    }
    return Table.of(NAMES, columns, y);
  }

  @ParameterizedTest
  @CsvSource({
    "3 * x + 2, 3 * x + 2 * c^c, 5",
    "2 * x, 2 * x + (x * c) * c, 3",
    "3 / (1 + x), 3 * c^c / (c^c + x), 5",
    "2 * x^2 + 1, 2.1 * x^1.95 + 1, 7",
    "3 * x^0.5, 2.8 * x^0.55, 5",
  })
  void whatTheRowsDoNotNeedGoes(String truth, String found, int complexity) {
    Table table = table(truth, 1e-3);
    ConstantFit fit = new ConstantFit(Loss.MEAN_SQUARE);
    Tidying tidying = new Tidying(fit, Loss.MEAN_SQUARE, Sample.all(table), 0, 0);
    Expression tidy = tidying.tidied(Expression.parse(found, NAMES));
    assertThat(tidy.complexity()).as(tidy.toText(6)).isEqualTo(complexity);
    assertThat(fit.fit(tidy, Sample.all(table), false, 0)).isLessThan(3e-6);
    assertThat(tidy.structureHash())
        .as(tidy.toText(6))
        .isEqualTo(Expression.parse(truth, NAMES).simplified().structureHash());
  }

  @ParameterizedTest
  @CsvSource({"2 * x^1.9, 2 * x^1.9", "x + 1e9 * c^1.5, x + 1e9 * c^1.5"})
  void whatTheRowsNeedStays(String truth, String found) {
    Table table = table(truth, 1e-4);
    ConstantFit fit = new ConstantFit(Loss.MEAN_SQUARE);
    Expression e = Expression.parse(found, NAMES).simplified();
    Tidying tidying = new Tidying(fit, Loss.MEAN_SQUARE, Sample.all(table), 0, 0);
    assertThat(tidying.tidied(e).structureHash()).isEqualTo(e.structureHash());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0349, 0.5 + 0.4 * cos(0.6632 * x)",
    "0.0349, 0.5 + 0.4 * sin(0.3 + 0.6632 * x)",
    // Half a turn a step is the fastest that the rows tell.
    "0.21, 0.5 + 0.4 * cos(0.21 * x)",
  })
  void wavesAreNoFasterThanTheStepsOfTheRowsTell(double frequency, String found) {
    double[] x = new double[19];
    double[] y = new double[19];
    Expression e =
        Expression.parse(found.replaceAll("0\\.[26]\\d+ ", frequency + " "), List.of("x"));
    for (int i = 0; i < x.length; i++) {
      x[i] = 10 * i;
      y[i] = e.evaluate(new double[] {x[i]}) + 1e-3 * (i * 7 % 5 - 2);
    }
    Sample rows = Sample.all(Table.of(List.of("x"), new double[][] {x}, y));
    ConstantFit fit = new ConstantFit(Loss.MEAN_SQUARE);
    Tidying tidying = new Tidying(fit, Loss.MEAN_SQUARE, rows, 0, 0);
    Expression tidy = tidying.tidied(Expression.parse(found, List.of("x")));
    double off =
        Arrays.stream(tidy.constants())
            .map(c -> Math.abs(Math.abs(c) - frequency))
            .min()
            .orElseThrow();
    assertThat(off).as(tidy.toText(5)).isLessThan(1e-3);
  }
}
