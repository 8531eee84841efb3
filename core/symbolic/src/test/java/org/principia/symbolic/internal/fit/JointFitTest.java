package org.principia.symbolic.internal.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Columns;
import org.principia.symbolic.data.Groups;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.OwnTerms;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.Loss;

final class JointFitTest {
  private static final int ROWS = 400;
  private static final List<String> X = List.of("x", "y");

  /** Two targets in two groups: {@code A[t,q] x / (x + 1.3) + s[t,q]}, and noise. */
  private static JointTable twoByTwo(double noise) {
    RandomGenerator rng = RandomStream.of(3, "test.joint");
    double[][] x = {rng.doubles(ROWS, 0.2, 4).toArray(), rng.doubles(ROWS, 1, 2).toArray()};
    double[][] slope = {{2, -1}, {30, 50}};
    double[][] shift = {{0, 3}, {-5, 10}};
    List<String> keys = new ArrayList<>();
    double[][] y = new double[2][ROWS];
    for (int i = 0; i < ROWS; i++) {
      int q = rng.nextInt(3) == 0 ? 1 : 0;
      keys.add(q == 0 ? "first" : "second");
      for (int t = 0; t < 2; t++) {
        double exact = slope[t][q] * x[0][i] / (x[0][i] + 1.3) + shift[t][q];
        y[t][i] = exact + noise * (t == 0 ? 1 : 20) * rng.nextGaussian();
      }
    }
    double[] weights = rng.doubles(ROWS, 0.5, 2).toArray();
    return new JointTable(
        new Columns(X, x),
        Columns.none(),
        new Columns(List.of("u", "v"), y),
        Groups.by(keys),
        weights);
  }

  /** The second target twice the first: which of its values are small is the same for both. */
  private static JointTable alike(JointTable table) {
    double[] first = table.targets().values()[0];
    double[][] y = {first, Arrays.stream(first).map(v -> 2 * v).toArray()};
    Columns targets = new Columns(List.of("u", "v"), y);
    return new JointTable(table.inputs(), Columns.none(), targets, table.groups(), table.weights());
  }

  /** The same as one formula of one target: a row for each target, a column for each (t, q). */
  private static Table stacked(JointTable table) {
    int rows = 2 * ROWS;
    double[][] columns = new double[6][rows];
    double[] y = new double[rows];
    double[] weights = new double[rows];
    for (int t = 0; t < 2; t++) {
      for (int i = 0; i < ROWS; i++) {
        int row = t * ROWS + i;
        columns[0][row] = table.inputs().values()[0][i];
        columns[1][row] = table.inputs().values()[1][i];
        columns[2 + 2 * t + table.groups().of()[i]][row] = 1;
        y[row] = table.targets().values()[t][i] / table.unit(t);
        weights[row] = table.weights()[i];
      }
    }
    return new Table(List.of("x", "y", "a", "b", "c", "d"), columns, y, weights);
  }

  @ParameterizedTest
  @EnumSource(names = {"MEAN_SQUARE", "MEAN_ABSOLUTE", "MEAN_RELATIVE"})
  void eliminatingTheCoefficientsGivesTheFitOfAllParametersTogether(Loss loss) {
    JointTable table = loss == Loss.MEAN_RELATIVE ? alike(twoByTwo(0.1)) : twoByTwo(0.1);
    JointFit joint = new JointFit(loss, false);
    Expression g = Expression.parse("x / (x + 0.4)", X);
    double reached = joint.fit(g, Sample.all(table), false, 100);
    Table stacked = stacked(table);
    Expression whole =
        Expression.parse(
            "(1*a + 1*b + 1*c + 1*d) * (x / (x + 0.4)) + (1*a + 1*b + 1*c + 1*d)", stacked.names());
    ConstantFit explicit = new ConstantFit(loss);
    double expected = explicit.fit(whole, Sample.all(stacked), false, 400);
    double tolerance = loss == Loss.MEAN_SQUARE ? 1e-6 : 5e-3;
    assertThat(reached).isCloseTo(expected, within(tolerance * expected));
    double c = joint.withFitted(g).constants()[0];
    assertThat(c).isCloseTo(explicit.withFitted(whole).constants()[4], within(30 * tolerance));
    assertThat(c).isBetween(1.0, 2.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SCALE | x / (x + 0.4) | (1*a + 1*b + 1*c + 1*d) * (x / (x + 0.4))",
        "SHIFT | 2 * x / (x + 0.4) | 2 * x / (x + 0.4) + (1*a + 1*b + 1*c + 1*d)",
        "NONE | 2 * x / (x + 0.4) + 1 | 2 * x / (x + 0.4) + 1",
      })
  void aScaleOrShiftThatGroupsDoNotHaveStaysOneOrZero(OwnTerms own, String g, String whole) {
    for (Loss loss : List.of(Loss.MEAN_SQUARE, Loss.MEAN_ABSOLUTE)) {
      JointTable table = twoByTwo(0.1).with(own);
      JointFit joint = new JointFit(loss, table);
      double reached = joint.fit(Expression.parse(g, X), Sample.all(table), false, 200);
      Table stacked = stacked(table);
      double expected =
          new ConstantFit(loss)
              .fit(Expression.parse(whole, stacked.names()), Sample.all(stacked), false, 400);
      double tolerance = loss == Loss.MEAN_SQUARE ? 1e-6 : 5e-3;
      assertThat(reached).isCloseTo(expected, within(tolerance * expected));
      for (int q = 0; q < 2; q++) {
        double shift = joint.coefficient(1, q, 0);
        double scale = joint.coefficient(1, q, 1);
        assertThat(shift == 0).isNotEqualTo(own.hasShift());
        assertThat(scale == 1).isNotEqualTo(own.hasScale());
      }
    }
  }

  @Test
  void theConstantsMinimiseWhatTheCoefficientsLeave() {
    JointTable table = twoByTwo(0.3);
    Sample all = Sample.all(table);
    JointFit fit = new JointFit(Loss.MEAN_SQUARE, false);
    double reached = fit.fit(Expression.parse("x / (x + 9)", X), all, false, 100);
    double least = Double.POSITIVE_INFINITY;
    for (double c = 0.5; c < 3; c += 0.002) {
      Expression g = Expression.parse("x / (x + " + c + ")", X);
      least = Math.min(least, fit.fit(g, all, false, 0));
    }
    assertThat(reached).isBetween(least * (1 - 1e-4), least * (1 + 1e-9));
  }

  @Test
  void coefficientsOfTargetsAndGroupsComeBack() {
    JointTable table = twoByTwo(0);
    JointFit fit = new JointFit(Loss.MEAN_ABSOLUTE, false);
    assertThat(fit.fit(Expression.parse("x / (x + 5)", X), Sample.all(table), false, 200))
        .isLessThan(1e-6);
    assertThat(table.unit(1) * fit.coefficient(1, 0, 1)).isCloseTo(30, within(1e-3));
    assertThat(table.unit(1) * fit.coefficient(1, 1, 1)).isCloseTo(50, within(1e-3));
    assertThat(table.unit(0) * fit.coefficient(0, 1, 0)).isCloseTo(3, within(1e-3));
  }

  /** Three components {@code (a_k . d) y / (x + 0.5) + b_k} of a vector d. */
  private static JointTable central(double[][] map) {
    RandomGenerator rng = RandomStream.of(5, "test.central");
    double[][] columns = new double[5][ROWS];
    double[][] y = new double[3][ROWS];
    for (int i = 0; i < ROWS; i++) {
      columns[0][i] = rng.nextDouble() * 3;
      columns[1][i] = 1 + rng.nextDouble();
      for (int b = 0; b < 3; b++) {
        columns[2 + b][i] = rng.nextGaussian();
      }
      for (int k = 0; k < 3; k++) {
        double along = 0;
        for (int b = 0; b < 3; b++) {
          along += map[k][b] * columns[2 + b][i];
        }
        y[k][i] = along * columns[1][i] / (columns[0][i] + 0.5) + k;
      }
    }
    return JointTable.of(
        new Columns(List.of("x", "y", "dx", "dy", "dz"), columns),
        List.of("dx", "dy", "dz"),
        new Columns(List.of("m1", "m2", "m3"), y));
  }

  @Test
  void aCentralStructureIsMultipliedByAMapOfTheBasis() {
    double[][] map = {{1, 2, 3}, {0, -1, 0.5}, {4, 0, 1}};
    JointTable table = central(map);
    for (Loss loss : Loss.values()) {
      JointFit fit = new JointFit(loss, true);
      Expression g = Expression.parse("y / (x + 2)", X);
      assertThat(fit.fit(g, Sample.all(table), false, 200)).isLessThan(1e-6);
      assertThat(fit.withFitted(g).constants()[0]).isCloseTo(0.5, within(1e-3));
      for (int k = 0; k < 3; k++) {
        for (int b = 0; b < 3; b++) {
          assertThat(table.unit(k) * fit.coefficient(k, 0, 1 + b))
              .isCloseTo(map[k][b], within(5e-3));
        }
        assertThat(table.unit(k) * fit.coefficient(k, 0, 0)).isCloseTo(k, within(5e-3));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7 / (x + 2) * y", "1e-5 * y / (x + 2)", "y / (3*x + 2)", "(2*y) / (4*x + 9)"})
  void aConstantThatOnlyScalesDoesNoHarm(String text) {
    JointTable table = central(new double[][] {{1, 2, 3}, {0, -1, 0.5}, {4, 0, 1}});
    JointFit fit = new JointFit(Loss.MEAN_SQUARE, true);
    Expression g = Expression.parse(text, X);
    assertThat(fit.fit(g, Sample.all(table), false, 60)).isLessThan(1e-9);
    for (double c : fit.withFitted(g).constants()) {
      assertThat(Math.abs(c)).isBetween(1e-6, 1e3);
    }
  }

  @Test
  void aStructureThatTheCoefficientsMakeConstantIsNoFailure() {
    JointFit fit = new JointFit(Loss.MEAN_SQUARE, false);
    double loss = fit.fit(Expression.constant(4), Sample.all(twoByTwo(0)), false, 10);
    // The best constant of each target and group: less than one of each target, which leaves 1.
    assertThat(loss).isBetween(0.01, 1.0);
  }

  @Test
  void aStructureWithoutValueSomewhereHasNoLoss() {
    JointFit fit = new JointFit(Loss.MEAN_ABSOLUTE, false);
    assertThat(fit.fit(Expression.parse("log(x - 2)", X), Sample.all(twoByTwo(0)), false, 5))
        .isNaN();
  }

  @Test
  void anUnknownGroupInASampleAndUnequalSizesAreFine() {
    JointTable table = twoByTwo(0);
    JointFit fit = new JointFit(Loss.MEAN_ABSOLUTE, false);
    Expression g = Expression.parse("x / (x + 1)", X);
    for (int rows : new int[] {2, 399, 5, 400, 37}) {
      Sample sample = Sample.draw(table, rows, RandomStream.of(rows, "test.sizes"));
      assertThat(fit.fit(g, sample, false, 50)).isLessThan(1e-3);
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void nothingIsAllocatedInSteadyState(Loss loss) {
    JointTable table = central(new double[][] {{1, 2, 3}, {0, -1, 0.5}, {4, 0, 1}});
    Sample rows = Sample.all(table);
    Expression[] all = {
      Expression.parse("y / (x + 2) + 0.5 * x", X), Expression.parse("1 / (x * x + 1)", X)
    };
    JointFit joint = new JointFit(loss, true);
    Table single = Table.of(X, table.inputs().values(), table.targets().values()[0]);
    Sample one = Sample.all(single);
    ConstantFit constant = new ConstantFit(loss);
    long[] allocated = new long[2];
    for (int i = 0; i < 40; i++) {
      for (Expression e : all) {
        long before = Allocation.ofThisThread();
        joint.fit(e, rows, false, 6);
        long between = Allocation.ofThisThread();
        constant.fit(e, one, true, 6);
        allocated[0] = between - before;
        allocated[1] = Allocation.ofThisThread() - between;
      }
    }
    assertThat(allocated).as(Arrays.toString(allocated)).containsOnly(0);
  }
}
