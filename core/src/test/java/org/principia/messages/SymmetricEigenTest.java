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
  void roundingDoesNotDecideOnTheSignOfAVector() {
    // Eigenvectors (1, 1) and (1, -1): both entries are as large as the other.
    double h = Math.sqrt(0.5);
    for (double off : new double[] {0, 1e-14, -1e-14}) {
      SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{2 + off, 1}, {1, 2}});
      assertThat(eigen.values()).containsExactly(new double[] {3, 1}, within(1e-12));
      assertThat(eigen.vectors()[0]).containsExactly(new double[] {h, h}, within(1e-12));
      assertThat(eigen.vectors()[1]).containsExactly(new double[] {h, -h}, within(1e-12));
    }
  }

  @Test
  void aMatrixThatIsNotFiniteHasNoSolution() {
    SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{1, Double.NaN}, {Double.NaN, 1}});
    assertThat(eigen.values()).containsOnly(Double.NaN);
    assertThat(eigen.solve(new double[] {1, 2}, 1e-9)).containsOnly(Double.NaN);
  }

  @Test
  void aSingularSystemHasTheSolutionOfLeastSize() {
    double[][] matrix = {{1, 1}, {1, 1}};
    assertThat(SymmetricEigen.of(matrix).solve(new double[] {2, 2}, 1e-9))
        .containsExactly(new double[] {1, 1}, within(1e-12));
  }
}
