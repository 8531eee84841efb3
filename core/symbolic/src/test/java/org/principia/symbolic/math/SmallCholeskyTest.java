package org.principia.symbolic.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;

final class SmallCholeskyTest {
  private static final int BLOCKS = 5;
  private static final int OWN = 3;
  private static final int SHARED = 4;
  private static final int SIZE = BLOCKS * OWN + SHARED;

  @Test
  void blocksThatMeetInTheLastUnknownsAreSolved() {
    double[] matrix = arrow();
    double[] x = new double[SIZE];
    Arrays.setAll(x, i -> 1 + i % 7);
    double[] b = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        b[i] += matrix[i * SIZE + j] * x[j];
      }
    }
    SmallCholesky cholesky = new SmallCholesky();
    assertThat(cholesky.decompose(matrix, SIZE)).isTrue();
    cholesky.solveLower(b, 0);
    cholesky.solveUpper(b, 0);
    assertThat(b).containsExactly(x, within(1e-9));
  }

  @Test
  void anUnknownThatOthersDetermineIsZero() {
    SmallCholesky cholesky = new SmallCholesky();
    double[] b = {2, 0, 4};
    assertThat(cholesky.decompose(new double[] {1, 0, 2, 0, 1, 0, 2, 0, 4}, 3)).isTrue();
    cholesky.solveLower(b, 0);
    cholesky.solveUpper(b, 0);
    assertThat(b).containsExactly(2, 0, 0);
  }

  /** J'J of random rows, each of one block and of the shared unknowns. */
  private static double[] arrow() {
    RandomGenerator rng = RandomStream.of(3, "test.arrow");
    double[] matrix = new double[SIZE * SIZE];
    for (int row = 0; row < BLOCKS * 20; row++) {
      double[] j = new double[SIZE];
      for (int i = 0; i < OWN; i++) {
        j[row % BLOCKS * OWN + i] = rng.nextGaussian();
      }
      for (int i = 0; i < SHARED; i++) {
        j[BLOCKS * OWN + i] = rng.nextGaussian();
      }
      for (int a = 0; a < SIZE; a++) {
        for (int b = 0; b < SIZE; b++) {
          matrix[a * SIZE + b] += j[a] * j[b];
        }
      }
    }
    return matrix;
  }
}
