package org.principia.symbolic.internal.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.HallOfFame;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/** The first pass on numbers of any size, and on targets of many. */
final class FirstPassScalesTest {
  private static final List<String> NAMES = List.of("a", "b", "r");
  private static final List<String> ALL =
      List.of("+", "-", "*", "/", "^", "sqrt", "exp", "log", "sin", "cos", "tanh");

  private static SymbolicSettings settings(List<String> operators, Loss loss) {
    return SymbolicSettings.defaults().with(Map.of("operators", operators, "loss", loss));
  }

  /** Columns of a size each, over so many decades, and a target with relative noise. */
  private static Table table(String truth, double[] sizes, double decades, double noise, int rows) {
    RandomGenerator rng = RandomStream.of(3, "test.scales");
    Expression e = Expression.parse(truth, NAMES);
    double[][] columns = new double[NAMES.size()][rows];
    double[] y = new double[rows];
    for (int i = 0; i < y.length; i++) {
      double[] row = new double[NAMES.size()];
      for (int j = 0; j < row.length; j++) {
        row[j] = sizes[j] * Math.pow(10, decades * rng.nextDouble());
        columns[j][i] = row[j];
      }
      y[i] = e.evaluate(row) * (1 + noise * rng.nextGaussian());
    }
    return Table.of(NAMES, columns, y);
  }

  private static HallOfFame.Entry best(Table table, SymbolicSettings settings, int group) {
    return new FirstPass(table, settings, 1, "test")
        .run(group).stream().min(Comparator.comparingDouble(HallOfFame.Entry::loss)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "6.674e-11 * a * b / r^2, 1e22, 1e24, 1e8, 4",
    "8.99e9 * a * b / r^2, 1e-19, 1e-18, 1e-10, 2",
    "a * b / r^2, 1e-70, 1e-60, 1e40, 1",
    "a * b / r^2, 1e40, 1e60, 1e-10, 1",
    "a * b + a * r, 1e70, 1e60, 1e60, 1",
    "a * b + a * r, 1e-60, 1e-70, 1e-70, 1",
  })
  void aLawIsFoundInAnyUnits(String truth, double a, double b, double r, double decades) {
    Table table = table(truth, new double[] {a, b, r}, decades, 0, 200);
    SymbolicSettings settings = settings(List.of("+", "-", "*", "/"), Loss.MEAN_RELATIVE);
    HallOfFame.Entry found = best(table, settings, 0);
    assertThat(found.loss()).as(found.expression().toText(5)).isLessThan(1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-90, 1e90, 1e300})
  void noSizeOfNumbersIsAMistake(double size) {
    for (Loss loss : List.of(Loss.MEAN_ABSOLUTE, Loss.MEAN_RELATIVE)) {
      for (String truth : List.of("a * (r / b)", "1 / (a + b)")) {
        Table table = table(truth, new double[] {size, size, size}, 3, 0.1, 60);
        for (int group = 0; group < 4; group++) {
          new FirstPass(table, settings(ALL, loss), 1, "test")
              .run(group)
              .forEach(e -> assertThat(e.loss()).isFinite());
        }
      }
    }
  }

  /** The exponent of such a column is beyond all integers. */
  @ParameterizedTest
  @ValueSource(doubles = {-3, 3})
  void aColumnThatHardlyVariesIsNoMistake(double slope) {
    double[] nearOne = new double[12];
    double[] y = new double[12];
    for (int i = 0; i < y.length; i++) {
      nearOne[i] = 1 + 2e-9 * i;
      y[i] = Math.exp(slope * i);
    }
    Table table = Table.of(List.of("a"), new double[][] {nearOne}, y);
    for (int group = 0; group < 4; group++) {
      new FirstPass(table, settings(List.of("+", "*", "/", "^"), Loss.MEAN_ABSOLUTE), 1, "test")
          .run(group)
          .forEach(e -> assertThat(e.loss()).isFinite());
    }
  }

  @Test
  void smallRowsOfATargetOverManyDecadesCountWhereErrorsAreRelative() {
    String truth = "2 * a^2 + 3 * b";
    Table table = table(truth, new double[] {1e-3, 1e-3, 1}, 6, 0.01, 200);
    Expression found =
        best(table, settings(List.of("+", "-", "*", "/"), Loss.MEAN_RELATIVE), 0).expression();
    double[] small = {1e-3, 2e-3, 1};
    assertThat(found.evaluate(small) / Expression.parse(truth, NAMES).evaluate(small))
        .as(found.toText(5))
        .isBetween(0.95, 1.05);
  }

  @Test
  void numbersBeyondTheRangeOfFloatsAreToldApart() {
    double[] x = {1e40, 2e40, 3e40};
    assertThat(Feature.hash(x)).isNotEqualTo(Feature.hash(new double[] {1e40, 3e40, 2e40}));
    assertThat(Feature.hash(Feature.map(x, v -> 1 / v)))
        .isNotEqualTo(Feature.hash(new double[] {1e-40, 1e-41, 1e-42}));
    assertThat(Feature.hash(x)).isEqualTo(Feature.hash(Feature.map(x, v -> -v * (1 + 1e-15))));
  }

  @Test
  void weightsOfATransformAreClippedWithTheRows() {
    double[] y = {1, 10, 100, 1000, 10_000};
    double[] relative = Feature.map(y, v -> 1 / (v * v));
    double sum = 0;
    for (double w : relative) {
      sum += w;
    }
    double total = sum;
    double[] rows = Feature.map(relative, w -> w / total);
    double[] ofLog = TargetTransform.LOGARITHM.weights(y, rows);
    for (double w : ofLog) {
      assertThat(w).isCloseTo(ofLog[0], within(1e-12 * ofLog[0]));
    }
  }
}
