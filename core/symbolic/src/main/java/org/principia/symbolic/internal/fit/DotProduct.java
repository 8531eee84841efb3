package org.principia.symbolic.internal.fit;

import org.principia.symbolic.internal.program.Program;

/**
 * Sums of products over a block, in an order that is the same everywhere and leaves the compiler
 * free to use vector code: 64 partial sums at a time, added up at the end.
 *
 * <p>Owned by one worker.
 */
final class DotProduct {
  private static final int LANES = Program.BLOCK / 4;

  private final double[] lanes = new double[LANES];

  /** The sum of {@code a[i] b[i]} over the first n rows of a block. */
  double of(double[] a, double[] b, int n) {
    if (n != Program.BLOCK) {
      return NormalEquations.dot(a, 0, b, 0, n);
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
