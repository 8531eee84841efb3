package org.principia.symbolic.internal.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.HallOfFame;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

final class RelevanceTest {
  private static final List<String> NAMES = List.of("x", "u", "y", "v", "z", "w", "t");

  private static Table table(String truth, int rows, double noise) {
    RandomGenerator rng = RandomStream.of(9, "test.relevance");
    Expression e = Expression.parse(truth, NAMES);
    double[][] columns = new double[NAMES.size()][rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double[] row = rng.doubles(NAMES.size(), 1, 5).toArray();
      for (int j = 0; j < row.length; j++) {
        columns[j][i] = row[j];
      }
      y[i] = e.evaluate(row) + noise * rng.nextGaussian();
    }
    return Table.of(NAMES, columns, y);
  }

  @ParameterizedTest
  @CsvSource({
    "x * y / z^2, 0, 0 2 4",
    "x * y / z^2, 0.2, 0 2 4",
    "sqrt(x^2 + y^2 - 2 * x * y * cos(z - w)), 0, 0 2 4 5",
    "x - 2 * w * y, 1, 0 2 5",
    "exp(-square(x - 3) / 2), 0, 0",
  })
  void theColumnsThatMatterAreTold(String truth, double noise, String matter) {
    int[] expected = Arrays.stream(matter.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertThat(Relevance.columns(Sample.all(table(truth, 800, noise)))).containsExactly(expected);
  }

  @Test
  void ofFewRowsNothingIsSaid() {
    assertThat(Relevance.columns(Sample.all(table("x", 60, 0)))).hasSize(NAMES.size());
  }

  @Test
  void columnsThatDoNotMatterHideNoLaw() {
    Table table = table("sqrt(x^2 + y^2 - 2 * x * y * cos(z - w))", 800, 0);
    SymbolicSettings settings =
        SymbolicSettings.defaults()
            .with(
                Map.of(
                    "operators",
                    List.of("+", "-", "*", "/", "square", "sqrt", "exp", "log", "sin", "cos"),
                    "max-complexity",
                    40,
                    "loss",
                    Loss.MEAN_SQUARE));
    List<HallOfFame.Entry> found = new FirstPass(table, settings, 1, "test").run(0);
    assertThat(found).anyMatch(e -> e.loss() < 1e-20);
  }
}
