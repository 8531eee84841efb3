package org.principia.symbolic.internal.fit;

import java.util.Arrays;
import org.principia.symbolic.internal.program.BlockKernels;
import org.principia.symbolic.internal.program.Program;
import org.principia.symbolic.math.SmallCholesky;

/**
 * The matrix J'VJ and the gradient J'Vr, summed block by block, and the damped step from them.
 *
 * <p>Step of Marquardt, "An algorithm for least-squares estimation of nonlinear parameters" (1963):
 * {@code (A + damping diag A) s = -g}, by {@link SmallCholesky}.
 */
public final class NormalEquations {
  private double[] matrix = new double[0];
  private double[] scaled = new double[0];
  private double[] gradient = new double[0];
  private final DotProduct product = new DotProduct();
  private final SmallCholesky factor = new SmallCholesky();
  private double[] step = new double[0];
  private double[] unit = new double[0];
  private int size;

  void grow(int largest) {
    matrix = new double[largest * largest];
    scaled = new double[largest * largest];
    gradient = new double[largest];
    step = new double[largest];
    unit = new double[largest];
  }

  void resize(int parameters) {
    size = parameters;
  }

  void clear() {
    Arrays.fill(matrix, 0, size * size, 0);
    Arrays.fill(gradient, 0, size, 0);
  }

  /** Adds a block of n rows; {@code scratch} holds one block. */
  void add(double[][] jacobian, double[] weight, double[] residual, double[] scratch, int n) {
    for (int j = 0; j < size; j++) {
      double[] column = jacobian[j];
      BlockKernels.multiply(column, weight, scratch, n);
      gradient[j] += product.of(scratch, residual, n);
      for (int k = 0; k <= j; k++) {
        matrix[j * size + k] += product.of(scratch, jacobian[k], n);
      }
    }
  }

  /** Adds to an element of the matrix, k not above j. */
  void addToMatrix(int j, int k, double value) {
    matrix[j * size + k] += value;
  }

  void addToGradient(int j, double value) {
    gradient[j] += value;
  }

  double diagonal(int j) {
    return matrix[j * size + j];
  }

  /** Takes a parameter out: its row, column and gradient become zero, so that it does not move. */
  void hold(int j) {
    for (int k = 0; k < size; k++) {
      matrix[Math.max(j, k) * size + Math.min(j, k)] = 0;
    }
    gradient[j] = 0;
  }

  /**
   * Writes {@code from + step} to {@code to}; false where the matrix is of no use.
   *
   * <p>Rows and columns are divided by the root of the diagonal first, so that the step does not
   * depend on the units of the parameters; one without effect, its diagonal empty, does not move,
   * nor one whose derivative is undefined on a row, nor, with little damping, one that others
   * determine.
   */
  boolean step(double[] from, double[] to, double damping) {
    for (int j = 0; j < size; j++) {
      double d = matrix[j * size + j];
      unit[j] = d > Double.MIN_NORMAL && d <= Double.MAX_VALUE ? 1 / Math.sqrt(d) : 0;
      for (int k = 0; k < j; k++) {
        boolean both = unit[j] > 0 && unit[k] > 0;
        scaled[j * size + k] = both ? matrix[j * size + k] * unit[j] * unit[k] : 0;
      }
      scaled[j * size + j] = 1 + damping;
      step[j] = unit[j] > 0 ? -gradient[j] * unit[j] : 0;
    }
    if (!factor.decompose(scaled, size)) {
      return false;
    }
    factor.solveLower(step, 0);
    factor.solveUpper(step, 0);
    for (int j = 0; j < size; j++) {
      to[j] = from[j] + step[j] * unit[j];
    }
    return true;
  }

  /** Four partial sums in a fixed order: the same result on every machine, and no long chain. */
  public static double dot(double[] a, int ao, double[] b, int bo, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[ao + i] * b[bo + i];
      s1 += a[ao + i + 1] * b[bo + i + 1];
      s2 += a[ao + i + 2] * b[bo + i + 2];
      s3 += a[ao + i + 3] * b[bo + i + 3];
    }
    for (; i < n; i++) {
      s0 += a[ao + i] * b[bo + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * Sums of products over a block, in an order that is the same everywhere and leaves the compiler
   * free to use vector code: 64 partial sums at a time, added up at the end.
   *
   * <p>Owned by one worker.
   */
  static final class DotProduct {
    private static final int LANES = Program.BLOCK / 4;

    private final double[] lanes = new double[LANES];

    /** The sum of {@code a[i] b[i]} over the first n rows of a block. */
    double of(double[] a, double[] b, int n) {
      if (n != Program.BLOCK) {
        return dot(a, 0, b, 0, n);
      }
      multiply(a, b, lanes);
      return sum(lanes);
    }

    private static void multiply(double[] a, double[] b, double[] lanes) {
      for (int i = 0; i < LANES; i++) {
        lanes[i] =
            (a[i] * b[i] + a[i + LANES] * b[i + LANES])
                + (a[i + 2 * LANES] * b[i + 2 * LANES] + a[i + 3 * LANES] * b[i + 3 * LANES]);
      }
    }

    private static double sum(double[] lanes) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int i = 0; i < LANES; i += 4) {
        s0 += lanes[i];
        s1 += lanes[i + 1];
        s2 += lanes[i + 2];
        s3 += lanes[i + 3];
      }
      return (s0 + s1) + (s2 + s3);
    }
  }
}
