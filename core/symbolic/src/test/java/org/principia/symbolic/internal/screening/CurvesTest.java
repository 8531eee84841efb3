package org.principia.symbolic.internal.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.HallOfFame;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/** Classical curves from few rows with noise, in their shortest form. */
final class CurvesTest {
  private static final List<String> NAMES = List.of("x");

  private static double[] argument(double low, double high, int rows, boolean even) {
    double[] x = new double[rows];
    for (int i = 0; i < rows; i++) {
      double at = i / (rows - 1.0);
      x[i] = even ? low + (high - low) * at : low * Math.pow(high / low, at);
    }
    return x;
  }

  /** How far a formula is from the truth, in deviations of the noise. */
  private static double distance(Expression e, Expression truth, double[] x, double noise) {
    double sum = 0;
    for (double v : x) {
      double wrong = e.evaluate(new double[] {v}) - truth.evaluate(new double[] {v});
      sum += wrong * wrong / x.length;
    }
    return Math.sqrt(sum) / noise;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+ - * / exp | 72 / (1 + 14 * exp(-0.067 * x)) | 9, 79, 9, true, 0.02, 8",
        "+ - * / exp | 10 + 60 / (1 + 50 * exp(-0.1 * x)) | 0, 80, 15, true, 0.02, 10",
        "+ - * / exp | 500 / (1 + exp(-0.031 * (x - 1950))) | 1790, 2010, 23, true, 0.02, 10",
        "+ - * / exp | 40 * exp(-5 * exp(-0.3 * x)) | 0, 20, 12, true, 0.02, 9",
        "+ - * / exp | 20 + 80 * exp(-0.15 * x) | 0, 30, 11, true, 0.02, 8",
        "+ - * / exp | 3 - 3 * exp(-2e5 * x) | 1e-6, 2e-5, 14, true, 0.02, 8",
        "+ - * / exp | 2e6 * exp(-5200 / x) | 290, 370, 9, true, 0.02, 8",
        "+ - * / exp | exp(16.3 - 3816 / (x - 46.1)) | 290, 380, 12, true, 0.01, 8",
        "+ - * / | 212 * x / (0.064 + x) | 0.02, 1.1, 12, false, 0.03, 7",
        "+ - * / ^ | 90 / (1 + (3e-7 / x)^1.6) | 1e-9, 1e-4, 20, false, 0.02, 7",
        "+ - * / ^ | 4 + 93 / (1 + (3e-7 / x)^1.6) | 1e-9, 1e-4, 30, false, 0.02, 9",
        "+ - * / ^ | 3 + 0.7 * x^2.3 | 0.5, 6, 15, true, 0.02, 7",
        "+ - * / ^ exp | 9 * exp(-(x / 4)^0.6) | 0.1, 20, 20, true, 0.01, 10",
        "+ - * / log | 5 + 2 * log(x + 1.7) | 0, 30, 14, true, 0.02, 8",
        "+ - * / sin cos | 12 + 8 * sin(0.52 * x + 1.1) | 1, 24, 24, true, 0.1, 10",
        "+ - * / square exp | 7 * exp(-square(x - 451) / 32) | 400, 500, 35, true, 0.02, 9",
        "+ - * / ^ exp | 1.5 + 7 * exp(-(x - 451)^2 / 32) | 435, 470, 35, true, 0.02, 12",
        "+ - * / | 40 / (9 + (x - 12) * (x - 12)) | 0, 30, 31, true, 0.02, 11",
        "+ - * / square | 5 + 40 / (9 + square(x - 12)) | 0, 30, 31, true, 0.02, 10",
        "+ - * / ^ | 2500 * (46 + x)^(-1.1) | 7, 90, 30, true, 0.01, 7",
        "+ - * / cos | 12 + 8 * sin(0.52 * x + 1.1) | 1, 24, 24, true, 0.1, 10",
        "+ - * / exp | 5 * exp(-0.3 * x) + 2 * exp(-2.1 * x) | 0, 10, 200, true, 0.01, 13",
        "+ - * / exp | 10 - 6 * exp(-0.2 * x) - 3 * exp(-1.5 * x) | 0, 15, 200, true, 0.01, 15",
        "+ - * / exp sin | 3 * exp(-0.4 * x) * sin(5 * x + 2) | 0, 10, 100, true, 0.02, 13",
        "+ - * / ^ cos | 2 + 3 * 0.7^x * cos(5 * x + 2) | 0, 8, 100, true, 0.02, 15",
        "+ - * / square exp | 1 + x / 3 + 5 * exp(-square(x - 6)) | 0, 10, 60, true, 0.02, 15",
        "+ - * / | 0.5 + x / 5 + 2 / (0.5 + (x - 5) * (x - 5)) | 0, 10, 60, true, 0.02, 17",
        "+ - * / sin | 2 * sin(1.7 * x) + 1.1 * sin(4.6 * x + 2) | 0, 12, 100, true, 0.02, 15",
        "+ - * / cos | 1.2 * cos(2.2 * x + 0.3) + 0.15 * x | 0, 15, 80, true, 0.05, 12",
        "+ - * / | 3 * x / (0.5 + x) + 5 * x / (10 + x) | 0, 20, 200, true, 0.01, 13",
      })
  void aCurveIsFoundFromFewRows(String operators, String truth, String how) {
    String[] parts = how.split(", ", -1);
    int rows = Integer.parseInt(parts[2]);
    double[] x =
        argument(
            Double.parseDouble(parts[0]),
            Double.parseDouble(parts[1]),
            rows,
            Boolean.parseBoolean(parts[3]));
    Expression e = Expression.parse(truth, NAMES);
    double[] y = Feature.map(x, v -> e.evaluate(new double[] {v}));
    double largest = 0;
    for (double v : y) {
      largest = Math.max(largest, Math.abs(v));
    }
    double noise = Double.parseDouble(parts[4]) * largest;
    RandomGenerator rng = RandomStream.of(5, "test.curves");
    double[] noisy = Feature.map(y, v -> v + noise * rng.nextGaussian());
    SymbolicSettings settings =
        SymbolicSettings.defaults()
            .with(Map.of("operators", List.of(operators.split(" ")), "loss", Loss.MEAN_SQUARE));
    List<HallOfFame.Entry> found =
        new FirstPass(Table.of(NAMES, new double[][] {x}, noisy), settings, 1, "test").run(1);
    List<String> tried = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (HallOfFame.Entry f : found) {
      if (f.expression().complexity() <= Integer.parseInt(parts[5])) {
        double distance = distance(f.expression(), e, x, noise);
        tried.add(f.expression().toText(5) + " " + distance);
        least = Math.min(least, distance);
      }
    }
    assertThat(least).as(tried.toString()).isLessThan(1.2);
  }
}
