package org.principia.symbolic.internal.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.FrontScale;
import org.principia.symbolic.front.HallOfFame;
import org.principia.symbolic.settings.Loss;

final class RowLossTest {
  private static final List<String> NAMES = List.of("x");
  private static final int ROWS = 500;

  /** Targets 2 x e^noise over three decades, a few of them outliers. */
  private static Table table() {
    RandomGenerator rng = RandomStream.of(9, "test.losses");
    double[] x = new double[ROWS];
    double[] y = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[i] = Math.pow(10, 3 * rng.nextDouble());
      y[i] = 2 * x[i] * Math.exp(0.2 * rng.nextGaussian()) + (i % 20 == 0 ? 300 : 0);
    }
    return new Table(NAMES, new double[][] {x}, y, rng.doubles(ROWS, 0, 2).toArray());
  }

  /** The definition of each loss, written out. */
  private static double loss(Loss loss, Table table, DoubleUnaryOperator f) {
    double weights = Arrays.stream(table.weights()).sum();
    double mean = 0;
    for (int i = 0; i < ROWS; i++) {
      mean += table.weights()[i] / weights * table.target()[i];
    }
    double deviation = 0;
    for (int i = 0; i < ROWS; i++) {
      deviation += table.weights()[i] / weights * Math.abs(table.target()[i] - mean);
    }
    double delta = 0.1 * deviation;
    double[] sizes = Arrays.stream(table.target()).map(Math::abs).sorted().toArray();
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      double y = table.target()[i];
      double e = Math.abs(f.applyAsDouble(table.columns()[0][i]) - y);
      double rho =
          switch (loss) {
            case AUTO, MEAN_ABSOLUTE -> e;
            case MEAN_SQUARE -> e * e;
            case MEAN_RELATIVE -> e / Math.max(Math.abs(y), sizes[ROWS / 50]);
            case HUBER -> e <= delta ? e * e / 2 : delta * (e - delta / 2);
          };
      sum += table.weights()[i] / weights * rho;
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theFitReachesTheMinimumOfTheDefinition(Loss loss) {
    Table table = table();
    ConstantFit fit = new ConstantFit(loss);
    Expression e = Expression.parse("1 * x", NAMES);
    double reached = fit.fit(e, Sample.all(table), false, 300);
    double slope = fit.withFitted(e).constants()[0];
    assertThat(reached).isCloseTo(loss(loss, table, x -> slope * x), within(1e-9 * reached));
    double least = Double.POSITIVE_INFINITY;
    for (double a = 1.5; a < 3; a += 1e-4) {
      double slopeThere = a;
      least = Math.min(least, loss(loss, table, x -> slopeThere * x));
    }
    // Below a tenth of the loss the kink of an absolute value is rounded off.
    assertThat(reached).isBetween(least * (1 - 1e-6), least * 1.005);
  }

  @Test
  void theLossesDoNotAgreeOnTheSlope() {
    Table table = table();
    assertThat(
            EnumSet.complementOf(EnumSet.of(Loss.AUTO)).stream()
                .mapToDouble(
                    loss -> {
                      ConstantFit fit = new ConstantFit(loss);
                      Expression e = Expression.parse("1 * x", NAMES);
                      fit.fit(e, Sample.all(table), false, 300);
                      return Math.rint(1e6 * fit.withFitted(e).constants()[0]);
                    })
                .distinct()
                .count())
        .isEqualTo(Loss.values().length - 1);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theBestConstantIsWhatAFrontStartsFrom(Loss loss) {
    Table table = table();
    HallOfFame.Entry best = FrontScale.of(table, loss).constant();
    double least = Double.POSITIVE_INFINITY;
    for (double c = 0; c < 1500; c += 0.5) {
      double constant = c;
      least = Math.min(least, loss(loss, table, x -> constant));
    }
    assertThat(best.loss()).isBetween(least * (1 - 1e-3), least * 1.001);
  }

  @Test
  void aLossGoesWithItsPowerOfTheUnit() {
    for (Loss loss : Loss.values()) {
      double[] sums = new double[2];
      for (int k = 0; k < 2; k++) {
        double unit = k == 0 ? 1 : 8;
        RowLoss rowLoss = new RowLoss(loss);
        rowLoss.prepare(new double[] {unit, 3 * unit}, new double[] {0.5, 0.5});
        sums[k] = rowLoss.sum(new double[] {0.05 * unit, -unit}, 0, 0, 2, new double[2]);
      }
      assertThat(sums[1]).isCloseTo(sums[0] * Math.pow(8, loss.power()), within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theUnitsOfTheTargetDoNotMatter(Loss loss) {
    Table table = table();
    Expression e = Expression.parse("1 * x / (x + 30) + 1", NAMES);
    double[] fitted = null;
    for (double unit : new double[] {1, 1e-25, 1e14}) {
      double[] y = Arrays.stream(table.target()).map(v -> v * unit).toArray();
      Expression start = e.withConstants(new double[] {unit, 30, unit});
      ConstantFit fit = new ConstantFit(loss);
      fit.fit(start, Sample.all(new Table(NAMES, table.columns(), y, table.weights())), false, 40);
      double[] c = fit.withFitted(start).constants();
      c[0] /= unit;
      c[2] /= unit;
      fitted = fitted == null ? c : fitted;
      for (int k = 0; k < c.length; k++) {
        assertThat(c[k]).isCloseTo(fitted[k], within(1e-3 * Math.abs(fitted[k])));
      }
    }
  }
}
