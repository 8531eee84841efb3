package org.principia.symbolic;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A small expression and its values on the rows of a screening.
 *
 * @param expression without constants to be fitted
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

  /** Whether every value is finite and they are not all alike. */
  static boolean isUseful(double[] values) {
    boolean varies = false;
    for (double v : values) {
      if (!(Math.abs(v) < 1e12)) {
        return false;
      }
      varies |= Math.abs(v - values[0]) > 1e-9 * Math.abs(values[0]);
    }
    return varies;
  }

  /** Equal for equal values up to sign and rounding. */
  static long hash(double[] values) {
    double sign = Math.signum(values[0]);
    long h = 0;
    for (int i = 0; i < Math.min(8, values.length); i++) {
      h = (h ^ Float.floatToIntBits((float) (sign * values[i]))) * 0x9e3779b97f4a7c15L;
      h ^= h >>> 29;
    }
    return h;
  }
}
