package org.principia.symbolic;

/**
 * Operators over a block of rows: plain loops, which the compiler turns into vector code.
 *
 * <p>An operand is an array and the place of its first row, so that columns are read in place. The
 * operators without a loop of their own go through the table, a value at a time.
 */
final class BlockKernels {
  private BlockKernels() {}

  static void value(Operator op, double[] a, int ao, double[] b, int bo, double[] out, int n) {
    switch (op) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[ao + i] + b[bo + i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[ao + i] - b[bo + i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[ao + i] * b[bo + i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[ao + i] / b[bo + i];
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          out[i] = a[ao + i] * a[ao + i];
        }
      }
      case SQRT -> {
        for (int i = 0; i < n; i++) {
          out[i] = Math.sqrt(a[ao + i]);
        }
      }
      default -> tableValue(op, a, ao, b, bo, out, n);
    }
  }

  private static void tableValue(
      Operator op, double[] a, int ao, double[] b, int bo, double[] out, int n) {
    if (op.arity() == 1) {
      for (int i = 0; i < n; i++) {
        out[i] = op.value(a[ao + i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = op.value(a[ao + i], b[bo + i]);
      }
    }
  }

  /** {@code out *= d op / d left}. */
  static void slopeLeft(Operator op, double[] a, int ao, double[] b, int bo, double[] out, int n) {
    switch (op) {
      case SUBTRACT -> {}
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          out[i] *= b[bo + i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          out[i] /= b[bo + i];
        }
      }
      case SQUARE -> {
        for (int i = 0; i < n; i++) {
          out[i] *= 2 * a[ao + i];
        }
      }
      default -> tableSlopeLeft(op, a, ao, b, bo, out, n);
    }
  }

  private static void tableSlopeLeft(
      Operator op, double[] a, int ao, double[] b, int bo, double[] out, int n) {
    if (op.arity() == 1) {
      for (int i = 0; i < n; i++) {
        out[i] *= op.slope(a[ao + i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] *= op.slopeLeft(a[ao + i], b[bo + i]);
      }
    }
  }

  /** {@code out *= d op / d right}. */
  static void slopeRight(Operator op, double[] a, int ao, double[] b, int bo, double[] out, int n) {
    switch (op) {
      case SUBTRACT -> {
        for (int i = 0; i < n; i++) {
          out[i] = -out[i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < n; i++) {
          out[i] *= a[ao + i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < n; i++) {
          out[i] *= -a[ao + i] / (b[bo + i] * b[bo + i]);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          out[i] *= op.slopeRight(a[ao + i], b[bo + i]);
        }
      }
    }
  }
}
