package org.principia.symbolic.math;

/**
 * Powers of positive, normal numbers: the exponential of a logarithm in two parts.
 *
 * <p>A rounded logarithm would cost as many digits as the exponent has. The quotient that its
 * series begins with is corrected by its exact remainder, and products are kept with what rounding
 * took from them.
 */
final class Powers {
  /** Splits a number into halves of 26 bits. */
  private static final double HALVES = 0x1p27 + 1;

  private Powers() {}

  /** {@code exp(b log a)}, the logarithm as a sum of two numbers with some 57 bits. */
  static double of(double a, double b, long bits) {
    long above = bits - ElementaryFunctions.HALF_ROOT;
    double n = ElementaryFunctions.exponent(above);
    double f = ElementaryFunctions.mantissa(bits, above) - 1;
    double d = 2 + f;
    double s = f / d;
    double product = s * d;
    // What the quotient lacks: the remainder, and what the sum 2 + f was rounded by.
    double rest = ((f - product) - lost(s, d, product) - s * (f - (d - 2))) / d;
    double z = s * s;
    double w = z * z;
    double even = w * (2.0 / 5 + w * (2.0 / 9 + w * (2.0 / 13 + w * (2.0 / 17 + w * (2.0 / 21)))));
    double odd = z * (2.0 / 3 + w * (2.0 / 7 + w * (2.0 / 11 + w * (2.0 / 15 + w * (2.0 / 19)))));
    double whole = n * ElementaryFunctions.LN2_HIGH;
    double sum = whole + 2 * s;
    double low =
        ((whole - sum) + 2 * s) + (n * ElementaryFunctions.LN2_LOW + 2 * rest + s * (even + odd));
    double log = sum + low;
    double tail = (sum - log) + low;
    double x = b * log;
    if (!(Math.abs(x) < ElementaryFunctions.PLAIN_EXP - 1)) {
      return StrictMath.pow(a, b);
    }
    double rounded = x * ElementaryFunctions.LOG2_E + ElementaryFunctions.ROUNDER;
    double turns = rounded - ElementaryFunctions.ROUNDER;
    double r = ElementaryFunctions.expRest(x, turns);
    double more = ElementaryFunctions.expTail(x, turns, r) + (lost(b, log, x) + b * tail);
    double near = r + more;
    return (1 + ElementaryFunctions.expm1(near, (r - near) + more))
        * ElementaryFunctions.power(rounded);
  }

  /** {@code a b - product} exactly, by Dekker's halves (Numerische Mathematik 18, 1971). */
  private static double lost(double a, double b, double product) {
    double ca = a * HALVES;
    double ah = ca - (ca - a);
    double al = a - ah;
    double cb = b * HALVES;
    double bh = cb - (cb - b);
    double bl = b - bh;
    return ((ah * bh - product) + ah * bl + al * bh) + al * bl;
  }
}
