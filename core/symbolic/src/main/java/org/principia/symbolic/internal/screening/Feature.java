package org.principia.symbolic.internal.screening;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleToLongFunction;
import java.util.function.DoubleUnaryOperator;
import org.principia.symbolic.expression.Expression;

/**
 * A small expression and its values on the rows of a screening.
 *
 * @param expression without constants to be fitted; null if it cannot be written
 * @param values finite (rows)
 */
record Feature(Expression expression, double[] values) {
  static double[] map(double[] a, DoubleUnaryOperator op) {
    double[] out = new double[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = op.applyAsDouble(a[i]);
    }
    return out;
  }

  static double[] map(double[] a, double[] b, DoubleBinaryOperator op) {
    double[] out = new double[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = op.applyAsDouble(a[i], b[i]);
    }
    return out;
  }

  Feature times(Feature other, Formulas formulas) {
    return new Feature(
        formulas.product(expression, other.expression()),
        map(values, other.values(), (a, b) -> a * b));
  }

  /**
   * A power of two near the largest size of the values, 1 where that is none: what they are divided
   * by so that squares and sums of them neither overflow nor vanish, and no digit is lost.
   */
  static double unit(double[] values) {
    double largest = 0;
    for (double v : values) {
      largest = Math.max(largest, Math.abs(v));
    }
    boolean usual = largest == 0 || (largest > 1e-60 && largest < 1e60);
    return usual || !Double.isFinite(largest) ? 1 : Math.scalb(1, Math.getExponent(largest));
  }

  /** Whether every value is finite and they are not all alike. */
  static boolean isUseful(double[] values) {
    boolean varies = false;
    for (double v : values) {
      if (!Double.isFinite(v)) {
        return false;
      }
      varies |= Math.abs(v - values[0]) > 1e-9 * Math.abs(values[0]);
    }
    return varies;
  }

  /** Equal for equal values up to sign and rounding. */
  static long hash(double[] values) {
    // Rounded to 24 binary digits, as a float is, of any size; adding zero makes one of both zeros.
    return hash(values, 0, v -> (Double.doubleToLongBits(v + 0.0) + (1L << 28)) >> 29);
  }

  /** Of what is taken of each value, the first one beyond a size made positive. */
  static long hash(double[] values, double size, DoubleToLongFunction of) {
    double sign = sign(values, size);
    long h = 0;
    for (double v : values) {
      h = (h ^ of.applyAsLong(sign * v)) * 0x9e3779b97f4a7c15L;
      h ^= h >>> 29;
    }
    return h;
  }

  /** The sign of the first value beyond a size; rows may be zero, or of weight zero. */
  private static double sign(double[] values, double size) {
    for (double v : values) {
      if (Math.abs(v) > size) {
        return Math.signum(v);
      }
    }
    return 1;
  }
}
