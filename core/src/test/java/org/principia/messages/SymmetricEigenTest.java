package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;

final class SymmetricEigenTest {

  private static double[][] random(int n, int rank) {
    RandomGenerator rng = RandomStream.of(1, "test", n);
    double[][] matrix = new double[n][n];
    for (int k = 0; k < rank; k++) {
      double[] v = rng.doubles(n, -1, 1).toArray();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          matrix[i][j] += v[i] * v[j];
        }
      }
    }
    return matrix;
  }

  @Test
  void theDecompositionGivesTheMatrixBackAndItsValuesFall() {
    for (int n : new int[] {1, 2, 3, 100}) {
      double[][] matrix = random(n, Math.max(1, n / 2));
      SymmetricEigen eigen = SymmetricEigen.of(matrix);
      assertThat(Arrays.stream(eigen.values()).map(v -> -v).toArray()).isSorted();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double entry = 0;
          double product = 0;
          for (int k = 0; k < n; k++) {
            entry += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
            product += eigen.vectors()[i][k] * eigen.vectors()[j][k];
          }
          assertThat(entry).isCloseTo(matrix[i][j], within(1e-11));
          assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-12));
        }
      }
    }
  }

  @Test
  void roundingDoesNotDecideOnSignsNorOnTheAxesOfEqualValues() {
    // The first value is that of every vector in the plane (1, 1, 0), (0, 0, 1).
    double[][] matrix = {{1.5, 0.5, 0}, {0.5, 1.5, 0}, {0, 0, 2}};
    double[][] rounded = {
      {1.5 + 1e-14, 0.5, 3e-15}, {0.5, 1.5, -2e-15}, {3e-15, -2e-15, 2 - 1e-14}
    };
    double h = Math.sqrt(0.5);
    for (double[][] m : new double[][][] {matrix, rounded}) {
      SymmetricEigen eigen = SymmetricEigen.of(m);
      assertThat(eigen.values()).containsExactly(new double[] {2, 2, 1}, within(1e-12));
      assertThat(eigen.vectors()[0]).containsExactly(new double[] {0, 0, 1}, within(1e-12));
      assertThat(eigen.vectors()[1]).containsExactly(new double[] {h, h, 0}, within(1e-12));
      assertThat(eigen.vectors()[2]).containsExactly(new double[] {h, -h, 0}, within(1e-12));
    }
  }

  @Test
  void aSingularSystemHasTheSolutionOfLeastSize() {
    double[][] matrix = {{1, 1}, {1, 1}};
    assertThat(SymmetricEigen.of(matrix).solve(new double[] {2, 2}, 1e-9))
        .containsExactly(new double[] {1, 1}, within(1e-12));
  }
}
