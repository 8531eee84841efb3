package org.principia.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.Loss;

final class DiagnosticsTest {
  private static final List<String> X = List.of("x");

  /** A line through rows with normal errors, of one size or a share of the target. */
  private static Table line(int rows, double noise, boolean relative, long seed) {
    RandomGenerator rng = RandomStream.of(seed, "diagnostics");
    double[] x = new double[rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = 1 + 9 * rng.nextDouble();
      y[i] = 2 + 3 * x[i];
      y[i] += noise * (relative ? y[i] : 1) * rng.nextGaussian();
    }
    return Table.of(X, new double[][] {x}, y);
  }

  private static Expression truth() {
    return Expression.parse("2 + 3 * x", X);
  }

  @Test
  void noiseIsThatOfNormalErrors() {
    assertThat(Diagnostics.of(truth(), line(2000, 0.5, false, 1), Loss.MEAN_ABSOLUTE).noise())
        .isCloseTo(0.5, within(0.03));
    assertThat(Diagnostics.of(truth(), line(2000, 0.02, true, 2), Loss.MEAN_RELATIVE).noise())
        .isCloseTo(0.02, within(0.0012));
  }

  @Test
  void noiseIsLittleMovedByWildRowsAndTheyAreNamed() {
    Table table = line(200, 0.5, false, 3);
    table.target()[17] += 100;
    table.target()[90] -= 500;
    Diagnostics found = Diagnostics.of(truth(), table, Loss.MEAN_ABSOLUTE);
    assertThat(found.noise()).isCloseTo(0.5, within(0.1));
    assertThat(found.farOff()).containsExactly(90, 17);
  }

  @Test
  void standardErrorsAreThoseOfLinearRegression() {
    Table table = line(50, 0.5, false, 4);
    Diagnostics found = Diagnostics.of(truth(), table, Loss.MEAN_SQUARE);
    double mean = 0;
    double square = 0;
    for (double x : table.columns()[0]) {
      mean += x / 50;
      square += x * x / 50;
    }
    double spread = 50 * (square - mean * mean);
    // The textbook's formulas of intercept and slope.
    assertThat(found.standardErrors()[0])
        .isCloseTo(found.noise() * Math.sqrt(square / spread), within(1e-9));
    assertThat(found.standardErrors()[1])
        .isCloseTo(found.noise() / Math.sqrt(spread), within(1e-9));
  }

  @Test
  void aConstantThatOthersDetermineHasNoStandardError() {
    Expression twice = Expression.parse("2 + 3 * x + 0.5 * x", X);
    double[] errors =
        Diagnostics.of(twice, line(50, 0.5, false, 5), Loss.MEAN_SQUARE).standardErrors();
    assertThat(errors[2]).isNaN();
  }

  @Test
  void aConstantWithoutEffectHidesTheErrorOfNoOther() {
    Table table = line(50, 0.5, false, 5);
    double[] errors =
        Diagnostics.of(Expression.parse("3 * max(x, 0.5)", X), table, Loss.MEAN_SQUARE)
            .standardErrors();
    double[] alone =
        Diagnostics.of(Expression.parse("3 * x", X), table, Loss.MEAN_SQUARE).standardErrors();
    assertThat(errors[0]).isCloseTo(alone[0], within(0.02 * alone[0]));
    assertThat(errors[1]).isNaN();
  }

  @Test
  void rowsThatDoNotCountAreNoneOfTheRows() {
    Table table = line(50, 0.5, false, 8);
    double[] x = Arrays.copyOf(table.columns()[0], 80);
    double[] y = Arrays.copyOf(table.target(), 80);
    double[] weights = new double[80];
    Arrays.fill(weights, 0, 50, 1);
    Table more = new Table(X, new double[][] {x}, y, weights);
    assertThat(Diagnostics.of(truth(), more, Loss.MEAN_ABSOLUTE).noise())
        .isCloseTo(Diagnostics.of(truth(), table, Loss.MEAN_ABSOLUTE).noise(), within(1e-9));
  }

  @Test
  void anExponentThatIsHeldHasNoErrorAndHidesThatOfNoOther() {
    Table line = line(50, 0.5, false, 5);
    double[][] bothSigns = {line.columns()[0].clone()};
    for (int i = 0; i < 50; i++) {
      bothSigns[0][i] -= 5;
    }
    Table table = Table.of(X, bothSigns, line.target());
    double[] errors =
        Diagnostics.of(Expression.parse("2 + 3 * x^2", X), table, Loss.MEAN_SQUARE)
            .standardErrors();
    assertThat(errors[2]).isZero();
    assertThat(errors[1]).isPositive();
  }

  @Test
  void theTrueFormulaHasTheLeastMisfit() {
    Table table = line(100, 0.5, false, 6);
    double misfit = Diagnostics.of(truth(), table, Loss.MEAN_ABSOLUTE).misfit();
    for (String other : List.of("2 + 3.3 * x", "1 + 3 * x", "20", "3 * x")) {
      assertThat(Diagnostics.of(Expression.parse(other, X), table, Loss.MEAN_ABSOLUTE).misfit())
          .isGreaterThan(misfit + 5);
    }
    assertThat(
            Diagnostics.of(Expression.parse("log(x - 5)", X), table, Loss.MEAN_ABSOLUTE).misfit())
        .isNaN();
  }

  @Test
  void theBootstrapAgreesWithTheCurvatureForNormalErrors() {
    Table table = line(200, 0.5, false, 7);
    Expression fitted = Snapping.fitted(truth(), table, Loss.MEAN_SQUARE);
    double[] curvature = Diagnostics.of(fitted, table, Loss.MEAN_SQUARE).standardErrors();
    double[] drawn = Diagnostics.bootstrap(fitted, table, Loss.MEAN_SQUARE, 400, 1);
    for (int k = 0; k < 2; k++) {
      assertThat(drawn[k]).isCloseTo(curvature[k], within(0.2 * curvature[k]));
    }
    assertThat(Diagnostics.bootstrap(fitted, table, Loss.MEAN_SQUARE, 400, 1)).isEqualTo(drawn);
  }
}
