package org.principia.symbolic.internal.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.Loss;

final class ConstantFitTest {
  private static final List<String> NAMES = List.of("x", "y");
  private static final int ROWS = 700;

  private static Sample sample(String truth, double noise) {
    RandomGenerator rng = RandomStream.of(4, "test.fit");
    Expression e = Expression.parse(truth, NAMES);
    double[][] columns = {rng.doubles(ROWS, 0.3, 3).toArray(), rng.doubles(ROWS, -2, 2).toArray()};
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = e.evaluate(new double[] {columns[0][i], columns[1][i]}) + noise * rng.nextGaussian();
    }
    return Sample.all(Table.of(NAMES, columns, y));
  }

  @Test
  void nonlinearConstantsComeBackUnderBothLosses() {
    Sample rows = sample("3 * x / (y + 5) + 0.25 / x", 0);
    Expression start = Expression.parse("1 * x / (y + 3) + 1 / x", NAMES);
    for (Loss loss : Loss.values()) {
      ConstantFit fit = new ConstantFit(loss);
      assertThat(fit.fit(start, rows, false, 200)).isLessThan(1e-6);
      double[] c = fit.withFitted(start).constants();
      assertThat(c[0]).isCloseTo(3, within(1e-3));
      assertThat(c[1]).isCloseTo(5, within(1e-3));
      assertThat(c[2]).isCloseTo(0.25, within(1e-3));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "7 * x^2 + 3, 1 * x^2 + 1, -1",
    "sqrt(7 * x) + 1, sqrt(2 * x) + 0.5, 0",
    "cbrt(7 * x) + 1, cbrt(2 * x) + 0.5, 0"
  })
  void aRowAtTheBorderOfASlopeDoesNotStopTheFit(String truth, String from, double first) {
    double[] x = IntStream.range(0, 50).mapToDouble(i -> first + 0.1 * i).toArray();
    Expression law = Expression.parse(truth, List.of("x"));
    double[] y = Arrays.stream(x).map(v -> law.evaluate(new double[] {v})).toArray();
    ConstantFit fit = new ConstantFit(Loss.MEAN_SQUARE);
    Sample rows = Sample.all(Table.of(List.of("x"), new double[][] {x}, y));
    assertThat(fit.fit(Expression.parse(from, List.of("x")), rows, false, 100)).isLessThan(1e-12);
  }

  @Test
  void meanSquareFindsTheLeastSquaresLine() {
    Sample rows = sample("2 * x - 1 + y * y", 0.3);
    ConstantFit fit = new ConstantFit(Loss.MEAN_SQUARE);
    Expression e = Expression.parse("0 + 1 * x", NAMES);
    fit.fit(e, rows, false, 50);
    double[] line = leastSquaresLine(rows);
    assertThat(fit.withFitted(e).constants()[0]).isCloseTo(line[0], within(1e-6));
    assertThat(fit.withFitted(e).constants()[1]).isCloseTo(line[1], within(1e-6));
  }

  private static double[] leastSquaresLine(Sample rows) {
    double mx = 0;
    double my = 0;
    for (int i = 0; i < ROWS; i++) {
      mx += rows.columns()[0][i] / ROWS;
      my += rows.target()[i] / ROWS;
    }
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < ROWS; i++) {
      xy += (rows.columns()[0][i] - mx) * (rows.target()[i] - my);
      xx += (rows.columns()[0][i] - mx) * (rows.columns()[0][i] - mx);
    }
    return new double[] {my - xy / xx * mx, xy / xx};
  }

  @Test
  void meanAbsoluteIsHardlyMovedByOutliers() {
    Sample rows = sample("2 * x - 1", 0.01);
    for (int i = 0; i < ROWS; i += 10) {
      rows.target()[i] += 1000;
    }
    ConstantFit fit = new ConstantFit(Loss.MEAN_ABSOLUTE);
    Expression e = Expression.parse("0 + 1 * x", NAMES);
    fit.fit(e, rows, false, 300);
    // The reweighting is floored at a tenth of the mean loss, about 10 here: a robust, not exact,
    // fit.
    assertThat(fit.withFitted(e).evaluate(new double[] {1, 0})).isBetween(0.0, 8.0);
    ConstantFit square = new ConstantFit(Loss.MEAN_SQUARE);
    square.fit(e, rows, false, 300);
    assertThat(square.withFitted(e).evaluate(new double[] {1, 0})).isGreaterThan(50);
  }

  @Test
  void scaleAndShiftAreFittedAroundTheExpression() {
    Sample rows = sample("7 - 4 * (x / (y + 5))", 0);
    ConstantFit fit = new ConstantFit(Loss.MEAN_SQUARE);
    Expression e = Expression.parse("x / (y + 4)", NAMES);
    assertThat(fit.fit(e, rows, true, 100)).isLessThan(1e-12);
    assertThat(fit.scale()).isCloseTo(-4, within(1e-3));
    assertThat(fit.shift()).isCloseTo(7, within(1e-3));
  }

  @Test
  void anExpressionWithoutValueSomewhereHasNoLoss() {
    Sample rows = sample("x", 0);
    for (boolean scaled : new boolean[] {false, true}) {
      ConstantFit fit = new ConstantFit(Loss.MEAN_ABSOLUTE);
      assertThat(fit.fit(Expression.parse("log(y)", NAMES), rows, scaled, 5)).isNaN();
    }
  }

  @Test
  void noConstantMovesFurtherThanHalfOfItsOwnSizeAndAUnit() {
    double[] from = {0, 10, 5};
    double[] to = {2, 12, 13};
    StructureFit.shorten(from, to, 2, 3);
    // The first would move by two units: all move by a quarter of what they would.
    assertThat(to).containsExactly(0.5, 10.5, 7);
    StructureFit.shorten(from, to, 2, 3);
    assertThat(to).containsExactly(0.5, 10.5, 7);
  }

  @Test
  void weightsDecideWhichRowsCount() {
    double[][] columns = {{1, 2, 3, 4}, {0, 0, 0, 0}};
    double[] y = {4, 6, 9, 9};
    Sample rows = Sample.all(new Table(NAMES, columns, y, new double[] {1, 1, 0, 0}));
    ConstantFit fit = new ConstantFit(Loss.MEAN_SQUARE);
    Expression e = Expression.constant(1);
    // The mean of the rows that count, each of which is one off.
    assertThat(fit.fit(e, rows, false, 20)).isCloseTo(1, within(1e-9));
    assertThat(fit.withFitted(e).constants()[0]).isCloseTo(5, within(1e-4));
  }
}
