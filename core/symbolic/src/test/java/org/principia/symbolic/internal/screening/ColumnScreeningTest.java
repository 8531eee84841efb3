package org.principia.symbolic.internal.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.search.Search;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

final class ColumnScreeningTest {
  private static final int[] NONE = {};

  private static Table table(String truth, int columns, int rows, double noise, boolean positive) {
    RandomGenerator rng = RandomStream.of(6, "test.column-screening");
    List<String> names = IntStream.range(0, columns).mapToObj(j -> "w" + j).toList();
    Expression e = Expression.parse(truth, names);
    double[][] x = new double[columns][rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double[] row = new double[columns];
      for (int j = 0; j < columns; j++) {
        row[j] = positive ? rng.nextDouble(1, 5) : rng.nextGaussian();
        x[j][i] = row[j];
      }
      y[i] = e.evaluate(row) + noise * rng.nextGaussian();
    }
    return Table.of(names, x, y);
  }

  @ParameterizedTest
  @CsvSource({
    "3 * w42 - 2 * w123 * w7, 600, 150, 0.05, false, 7 42 123",
    "w3 * w4 + w5 * w6, 100, 200, 0.1, false, 3 4 5 6",
    "3 * w142 * w7 - 2 * w300 * w131, 301, 150, 0.05, false, 7 131 142 300",
    "w9^2 + w20, 60, 100, 0.1, false, 9 20",
    "w9 * w11 / w20^2, 60, 150, 0.02, true, 9 11 20",
    "w1 + w2 + w3 + w4 + w5 + w6 + w7 + w8, 40, 200, 0.1, true, 1 2 3 4 5 6 7 8",
  })
  void theColumnsThatMatterAreKept(
      String truth, int columns, int rows, double noise, boolean positive, String matter) {
    Table table = table(truth, columns, rows, noise, positive);
    for (Loss loss : List.of(Loss.MEAN_ABSOLUTE, Loss.MEAN_RELATIVE)) {
      int[] kept = ColumnScreening.kept(table, loss, NONE);
      int[] needed = Arrays.stream(matter.split(" ")).mapToInt(Integer::parseInt).toArray();
      assertThat(kept).as(Arrays.toString(kept)).contains(needed).isSorted();
      assertThat(kept.length).isLessThanOrEqualTo(12);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "4, 128", "7, 5", "22, 1"})
  void sumsOfABlockAreThoseOfItsColumns(int rows, int columns) {
    RandomGenerator rng = RandomStream.of(7, "test.column-screening");
    double[] factor = rng.doubles(rows).toArray();
    double[][] block = new double[rows][];
    Arrays.setAll(block, i -> rng.doubles(columns).toArray());
    double[] sums = rng.doubles(columns).toArray();
    ColumnScreening.sums(factor, block, sums);
    for (int b = 0; b < columns; b++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += factor[i] * block[i][b];
      }
      assertThat(sums[b]).isCloseTo(sum, within(1e-13 * rows));
    }
  }

  @Test
  void noiseAloneKeepsAFewColumnsAndASmallTableAll() {
    assertThat(
            ColumnScreening.kept(table("w0 - w0", 200, 100, 1, false), Loss.MEAN_ABSOLUTE, NONE)
                .length)
        .isEqualTo(4);
    assertThat(ColumnScreening.kept(table("w0", 16, 100, 1, false), Loss.MEAN_ABSOLUTE, NONE))
        .containsExactly(IntStream.range(0, 16).toArray());
  }

  @Test
  void aSearchOfAWideTableSaysItsColumnsAndWritesFormulasOfThem() {
    Table table = table("3 * w42 - 2 * w123 * w7", 150, 150, 0.05, false);
    SymbolicSettings settings =
        SymbolicSettings.defaults()
            .withEffort(2, 2, 300)
            .with(Map.of("guesses", List.of("w77 + 1"), "max-complexity", 12));
    Search search = Search.start(table, settings, 1, "y");
    assertThat(search.columns()).contains("w7", "w42", "w77", "w123").hasSizeLessThan(13);
    Search after = search;
    while (!after.finished()) {
      after = after.absorb(after.tasks().stream().map(t -> t.run(table)).toList());
    }
    assertThat(after.front().members())
        .as(after.front().toText())
        .anyMatch(m -> m.loss() < 0.06 && m.expression().variables().size() == 3);
    Expression best = after.front().members().get(after.front().members().size() - 1).expression();
    assertThat(best.bind(table.names())).isEqualTo(best);
    assertThat(
            Search.start(
                    table("w0", 5, 50, 1, false),
                    settings.with(Map.of("guesses", List.of())),
                    1,
                    "y")
                .columns())
        .isEmpty();
  }
}
