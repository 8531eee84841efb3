package org.principia.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.symbolic.SymbolicRegression;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

final class OutliersTest {
  private static final List<String> X = List.of("x");
  private static final Expression LINE = Expression.parse("3 + 2 * x", X);

  /** Rows of x from 0 to 10 with errors of 0.05, but for some, whose targets are multiplied. */
  private static Table table(DoubleUnaryOperator law, List<Integer> wild, double factor) {
    RandomGenerator rng = RandomStream.of(1, "outliers");
    double[] x = new double[60];
    double[] y = new double[60];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i + 0.5) / 6;
      y[i] = law.applyAsDouble(x[i]) + 0.05 * rng.nextGaussian();
    }
    wild.forEach(i -> y[i] *= factor);
    return Table.of(X, new double[][] {x}, y);
  }

  private static Outliers of(Table table) {
    return Outliers.of(LINE, table, Loss.MEAN_ABSOLUTE);
  }

  @Test
  void scatteredRowsFarOffAreClear() {
    List<Integer> wild = List.of(4, 17, 33, 52);
    Outliers far = of(table(x -> 3 + 2 * x, wild, -1));
    assertThat(far.rows()).isEqualTo(wild);
    assertThat(far.areClear()).isTrue();
    assertThat(of(table(x -> 3 + 2 * x, List.of(), 1)).rows()).isEmpty();
  }

  @Test
  void aPeakThatTheFormulaLacksIsNotClear() {
    Outliers far = of(table(x -> 3 + 2 * x + 8 * Math.exp(-20 * (x - 5) * (x - 5)), List.of(), 1));
    assertThat(far.rows()).hasSizeGreaterThan(2);
    assertThat(far.areClear()).isFalse();
  }

  @Test
  void ofVeryManyColumnsNeighboursAreNearInThoseOfTheFormula() {
    Table peak = table(x -> 3 + 2 * x + 8 * Math.exp(-20 * (x - 5) * (x - 5)), List.of(), 1);
    RandomGenerator rng = RandomStream.of(2, "outliers.wide");
    List<String> names = new ArrayList<>(X);
    double[][] columns = Arrays.copyOf(peak.columns(), 60);
    for (int j = 1; j < columns.length; j++) {
      names.add("w" + j);
      columns[j] = rng.doubles(peak.rows()).toArray();
    }
    Outliers far = of(Table.of(names, columns, peak.target()));
    assertThat(far.rows()).isEqualTo(of(peak).rows());
    assertThat(far.scattered()).isFalse();
  }

  @Test
  void whereTheFormulaExplainsLittleNothingIsClear() {
    List<Integer> wild = List.of(4, 17, 33, 52);
    Table table = table(x -> 3 + 2 * x, wild, 100);
    Outliers far = Outliers.of(Expression.parse("13 + 0 * x", X), table, Loss.MEAN_ABSOLUTE);
    assertThat(far.rows()).isEqualTo(wild);
    assertThat(far.areClear()).isFalse();
  }

  @Test
  void moreThanAQuarterOfTheRowsOrOfAFewNoneIsAnOutlier() {
    List<Integer> many = new ArrayList<>();
    for (int i = 0; i < 60; i += 3) {
      many.add(i);
    }
    assertThat(of(table(x -> 3 + 2 * x, many, 3)).rows()).isEmpty();
    Table whole = table(x -> 3 + 2 * x, List.of(4), 100);
    double[] x = Arrays.copyOf(whole.columns()[0], 12);
    Table few = Table.of(X, new double[][] {x}, Arrays.copyOf(whole.target(), 12));
    assertThat(of(whole).rows()).containsExactly(4);
    assertThat(of(few).rows()).isEmpty();
  }

  @Test
  void oneRowInTenMayChange() {
    Outliers far = new Outliers(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), true, 0);
    assertThat(far.differ(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9))).isFalse();
    assertThat(far.differ(List.of(1, 2, 3, 4, 5, 6, 7, 8))).isTrue();
    assertThat(far.differ(List.of())).isTrue();
    assertThat(new Outliers(List.of(), false, 0).differ(List.of())).isFalse();
  }

  /** {@code 12 + 2 x - 3 y + 0.4 z}, every eighth row with its decimal point slipped. */
  private static Table slipped() {
    RandomGenerator rng = RandomStream.of(4, "slipped");
    double[][] x = new double[3][120];
    double[] y = new double[120];
    for (int i = 0; i < y.length; i++) {
      x[0][i] = 4 * rng.nextDouble();
      x[1][i] = 4 * rng.nextDouble() - 2;
      x[2][i] = 5 + 14 * rng.nextDouble();
      y[i] = 12 + 2 * x[0][i] - 3 * x[1][i] + 0.4 * x[2][i] + 0.2 * rng.nextGaussian();
      y[i] *= i % 8 > 0 ? 1 : rng.nextBoolean() ? 10 : 0.1;
    }
    return Table.of(List.of("x", "y", "z"), x, y);
  }

  @Test
  void aSearchFindsTheLawBesideSlips() {
    Table table = slipped();
    SymbolicSettings settings =
        SymbolicSettings.defaults()
            .withEffort(2, 4, 300)
            .with(Map.of("loss", Loss.AUTO, "choice", Choice.DESCRIPTION_LENGTH));
    Search search = Search.start(table, settings, 1, "target");
    while (!search.finished()) {
      search = search.absorb(search.tasks().stream().map(t -> t.run(table)).toList());
      search = search.settled(table);
    }
    ParetoFront front = search.front().described(table);
    assertThat(front.loss()).isEqualTo(Loss.MEAN_ABSOLUTE);
    // The loss is of the rows that count: 0.16 of normal errors of 0.2.
    assertThat(front.rows()).isEqualTo(105);
    assertThat(front.chosen().loss()).isBetween(0.13, 0.19);
    Expression law = front.chosen().expression();
    for (int i = 0; i < table.rows(); i++) {
      double[] at = table.row(i);
      double truth = 12 + 2 * at[0] - 3 * at[1] + 0.4 * at[2];
      assertThat(law.evaluate(at)).isBetween(truth - 0.3, truth + 0.3);
    }
    assertThat(front)
        .isEqualTo(
            SymbolicRegression.builder()
                .settings(settings)
                .seed(1)
                .executor(Runnable::run)
                .build()
                .fit(table));
  }

  @Test
  void slipsAreNoErrorsThatGrowWithTheTarget() {
    Table table = slipped();
    Expression law = Expression.parse("12 + 2 * x - 3 * y + 0.4 * z", table.names());
    assertThat(TargetSpread.loss(table)).isEqualTo(Loss.MEAN_ABSOLUTE);
    assertThat(TargetSpread.isRelative(law, table)).isFalse();
  }
}
