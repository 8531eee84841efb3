package org.principia.symbolic.internal.program;

import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * Operators over a block of rows: plain loops, which the compiler turns into vector code.
 *
 * <p>Every array is read from its first element on, and every loop is a method of its own: an
 * offset or a large method around it, and HotSpot's compiler leaves the loop scalar (JDK 17: 2.6
 * against 7.4 values a nanosecond for a sum). No output is an operand. The values have the bits of
 * {@link Operator#value}. Owned by one worker.
 */
public final class BlockKernels {
  /** Arrays of scratch that {@link ElementaryFunctions} needs. */
  private final double[][] scratch = new double[3][Program.BLOCK];

  /** Values of an operator; of a unary one b is not read. */
  public void value(Operator op, double[] a, double[] b, double[] out, int n) {
    switch (op) {
      case ADD -> add(a, b, out, n);
      case SUBTRACT -> subtract(a, b, out, n);
      case MULTIPLY -> multiply(a, b, out, n);
      case DIVIDE -> divide(a, b, out, n);
      case POW -> pow(a, b, out, n);
      case NEG -> negate(a, out, n);
      case SQUARE -> multiply(a, a, out, n);
      case CUBE -> cube(a, out, n);
      case SQRT -> sqrt(a, out, n);
      case EXP -> ElementaryFunctions.exp(a, out, scratch, n);
      case LOG -> ElementaryFunctions.log(a, out, scratch, n);
      case SIN -> ElementaryFunctions.sin(a, out, scratch, n);
      case COS -> ElementaryFunctions.cos(a, out, scratch, n);
      case TAN -> ElementaryFunctions.tan(a, out, scratch, n);
      case TANH -> ElementaryFunctions.tanh(a, out, scratch, n);
      case ABS -> abs(a, out, n);
      case INV -> inverse(a, out, n);
      case MIN -> min(a, b, out, n);
      case MAX -> max(a, b, out, n);
      case CBRT, ASIN, ACOS, ATAN, SINH, COSH -> byTable(op, a, out, n);
    }
  }

  /** {@code out = adjoint * d op / d left}, where the block's values are f. */
  public void slopeLeft(
      Operator op, double[] a, double[] b, double[] f, double[] adjoint, double[] out, int n) {
    switch (op) {
      case ADD, SUBTRACT -> System.arraycopy(adjoint, 0, out, 0, n);
      case MULTIPLY -> multiply(adjoint, b, out, n);
      case DIVIDE -> divide(adjoint, b, out, n);
      case NEG -> negate(adjoint, out, n);
      case SQUARE -> timesTwice(adjoint, a, out, n);
      case CUBE -> timesSquares(adjoint, a, 3, out, n);
      case SQRT -> halfBy(adjoint, f, out, n);
      case EXP -> multiply(adjoint, f, out, n);
      case LOG -> divide(adjoint, a, out, n);
      case SIN -> {
        ElementaryFunctions.cos(a, out, scratch, n);
        scale(out, adjoint, n);
      }
      case COS -> {
        ElementaryFunctions.sin(a, out, scratch, n);
        scaleNegative(out, adjoint, n);
      }
      case TANH -> timesRestOfSquare(adjoint, f, out, n);
      case INV -> timesSquares(adjoint, f, -1, out, n);
      case POW, ABS, CBRT, TAN, ASIN, ACOS, ATAN, SINH, COSH, MIN, MAX ->
          leftByTable(op, a, b, f, adjoint, out, n);
    }
  }

  /** {@code out = adjoint * d op / d right}, where the block's values are f. */
  public static void slopeRight(
      Operator op, double[] a, double[] b, double[] f, double[] adjoint, double[] out, int n) {
    switch (op) {
      case ADD -> System.arraycopy(adjoint, 0, out, 0, n);
      case SUBTRACT -> negate(adjoint, out, n);
      case MULTIPLY -> multiply(adjoint, a, out, n);
      case DIVIDE -> timesMinusRatio(adjoint, f, b, out, n);
      default -> rightByTable(op, a, b, f, adjoint, out, n);
    }
  }

  private static void add(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private static void subtract(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] - b[i];
    }
  }

  /** {@code out = a b}. */
  public static void multiply(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  private static void divide(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] / b[i];
    }
  }

  private static void pow(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = ElementaryFunctions.pow(a[i], b[i]);
    }
  }

  private static void negate(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = -a[i];
    }
  }

  private static void cube(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * a[i] * a[i];
    }
  }

  private static void sqrt(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.sqrt(a[i]);
    }
  }

  private static void abs(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.abs(a[i]);
    }
  }

  private static void inverse(double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = 1 / a[i];
    }
  }

  private static void min(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.min(a[i], b[i]);
    }
  }

  private static void max(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Math.max(a[i], b[i]);
    }
  }

  private static void timesTwice(double[] adjoint, double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = adjoint[i] * (2 * a[i]);
    }
  }

  private static void timesSquares(double[] adjoint, double[] a, double c, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = adjoint[i] * (c * a[i] * a[i]);
    }
  }

  private static void timesRestOfSquare(double[] adjoint, double[] f, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = adjoint[i] * (1 - f[i] * f[i]);
    }
  }

  private static void timesMinusRatio(
      double[] adjoint, double[] f, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = adjoint[i] * (-f[i] / b[i]);
    }
  }

  private static void halfBy(double[] adjoint, double[] f, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = f[i] == 0 ? 0 : adjoint[i] * (0.5 / f[i]);
    }
  }

  private static void scale(double[] out, double[] factor, int n) {
    for (int i = 0; i < n; i++) {
      out[i] *= factor[i];
    }
  }

  private static void scaleNegative(double[] out, double[] factor, int n) {
    for (int i = 0; i < n; i++) {
      out[i] *= -factor[i];
    }
  }

  private static void byTable(Operator op, double[] a, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = op.value(a[i]);
    }
  }

  private static void leftByTable(
      Operator op, double[] a, double[] b, double[] f, double[] adjoint, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = adjoint[i] * op.slopeLeft(a[i], b[i], f[i]);
    }
  }

  private static void rightByTable(
      Operator op, double[] a, double[] b, double[] f, double[] adjoint, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = adjoint[i] * op.slopeRight(a[i], b[i], f[i]);
    }
  }
}
