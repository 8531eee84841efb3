package org.principia.symbolic.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.common.RandomStream;
import org.principia.symbolic.internal.fit.Sample;

final class TableTest {
  private static final List<String> XY = List.of("x", "y");

  private static void refused(String message, List<String> names, double[][] c, double[] target) {
    assertThatThrownBy(() -> Table.of(names, c, target))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatASearchCannotWorkWithIsRefused() {
    refused("it has no rows", XY, new double[2][0], new double[0]);
    refused("number of columns", List.of(), new double[0][], new double[] {1, 2});
    refused("number of columns", XY, new double[1][2], new double[] {1, 2});
    refused("each name once", List.of("x", "x"), new double[2][2], new double[] {1, 2});
    refused("length of column y: 3", XY, new double[][] {{1, 2}, {1, 2, 3}}, new double[] {1, 2});
    refused(
        "column y at row 1: NaN",
        XY,
        new double[][] {{1, 2}, {1, Double.NaN}},
        new double[] {1, 2});
    refused("target at row 0: Inf", XY, new double[2][2], new double[] {1 / 0.0, 2});
    refused("constant at 2.0", XY, new double[2][2], new double[] {2, 2});
  }

  @Test
  void weightsAreNeitherNegativeNorAllZero() {
    for (double[] w : new double[][] {{-1, 2}, {0, 0}}) {
      assertThatThrownBy(() -> new Table(XY, new double[2][2], new double[] {1, 2}, w))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("weight");
    }
  }

  @Test
  void aTargetThatVariesOnRowsOfNoWeightAloneIsConstant() {
    double[][] columns = {{1, 2, 3}, {4, 5, 6}};
    assertThatThrownBy(() -> new Table(XY, columns, new double[] {9, 7, 7}, new double[] {0, 1, 1}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("constant at 7.0");
    assertThat(new Table(XY, columns, new double[] {9, 7, 8}, new double[] {0, 1, 1}).rows())
        .isEqualTo(3);
  }

  @Test
  void aSampleHoldsDistinctRowsInOrderAndWeighsOne() {
    double[] numbers = new double[1000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    Table table = Table.of(List.of("x"), new double[][] {numbers}, numbers);
    Sample sample = Sample.draw(table, 100, RandomStream.of(1, "test.sample"));
    assertThat(sample.target()).hasSize(100).isSorted().doesNotHaveDuplicates();
    assertThat(sample.columns()[0]).isEqualTo(sample.target());
    assertThat(Arrays.stream(sample.weights()).sum()).isBetween(1 - 1e-12, 1 + 1e-12);
    // Uniform over 0..999: the mean has standard error 28.
    assertThat(Arrays.stream(sample.target()).average().orElseThrow()).isBetween(400.0, 600.0);
    assertThat(Sample.draw(table, 5000, RandomStream.of(1, "x")).rows()).isEqualTo(1000);
  }
}
