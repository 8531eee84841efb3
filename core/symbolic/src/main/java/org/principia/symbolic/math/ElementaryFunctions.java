package org.principia.symbolic.math;

/**
 * exp, log, sin, cos, tan, tanh and powers with the same bits on every machine, at one point or
 * over a block.
 *
 * <p>{@code Math.exp} and its kin may differ in the last bit between processors and between the
 * interpreter and compiled code, and a call in a loop keeps the compiler from vector code. These
 * are additions, multiplications, divisions and roundings alone, in a fixed order, so that a block
 * and a single point give the same value and Java's semantics leave no choice. What needs the
 * exponent's bits is a second, scalar loop.
 *
 * <p>Largest errors in units in the last place (what the test found against 50 digits in brackets):
 *
 * <table>
 * <caption>Errors</caption>
 * <tr><th>function</th><th>error</th><th>where</th></tr>
 * <tr><td>exp</td><td>1 (0.88)</td><td>everywhere, below the normal range too</td></tr>
 * <tr><td>log</td><td>1 (0.80)</td><td>everywhere</td></tr>
 * <tr><td>sin, cos</td><td>2.5 (2.13)</td><td>to {@code 2^20}; {@code StrictMath}'s beyond</td></tr>
 * <tr><td>tan</td><td>4 (2.6)</td><td>the same</td></tr>
 * <tr><td>pow</td><td>1 (0.87) and {@code |ln result| / 16}</td><td>everywhere</td></tr>
 * <tr><td>tanh</td><td>2.5 (2.10)</td><td>everywhere</td></tr>
 * </table>
 *
 * <p>Method: reduction of the argument with constants split so that the products are exact (Cody
 * and Waite, "Software Manual for the Elementary Functions", 1980), then the Taylor series: the
 * coefficients are those of the textbook.
 *
 * <p>A block goes through several short loops over arrays from their first element on: with an
 * offset, or with more than some 35 operations in its body, HotSpot's compiler leaves a loop scalar
 * (JDK 17, {@code LoopUnrollLimit}), and so it does with some orders of the terms of a sum: look at
 * the benchmark after a change.
 */
public final class ElementaryFunctions {
  private static final double LOG2_E = 0x1.71547652b82fep+0;

  /** ln 2 as 32 bits and the rest: multiples up to 2^20 of the first are exact. */
  private static final double LN2_HIGH = 0x1.62e42feep-1;

  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  private static final double MAX_EXP = 0x1.62e42fefa39efp+9;
  private static final double MIN_EXP = -745.2;

  /** Up to this argument an exponential and its reciprocal are normal numbers. */
  private static final double PLAIN_EXP = 708;

  /** Added to a number below 2^51, leaves its nearest integer in the last bits. */
  private static final double ROUNDER = 0x1.8p52;

  /** Bits of the square root of one half: mantissas run from here to the square root of two. */
  private static final long HALF_ROOT = 0x3fe6a09e667f3bcdL;

  private static final long EXPONENT = 0xfff0000000000000L;
  private static final long INFINITY = 0x7ff0000000000000L;
  private static final long MIN_NORMAL = 0x0010000000000000L;
  private static final double TWO_54 = 0x1p54;

  /** Larger exponents are left to {@code StrictMath}: halving them could overflow. */
  private static final double MAX_EXPONENT = 0x1p60;

  /** Beyond this the hyperbolic tangent is one. */
  private static final double MAX_TANH = 20;

  /** Splits a number into halves of 26 bits. */
  private static final double HALVES = 0x1p27 + 1;

  private ElementaryFunctions() {}

  /** Exponential, e to the power of x. */
  public static double exp(double x) {
    double rounded = x * LOG2_E + ROUNDER;
    double n = rounded - ROUNDER;
    double r = expRest(x, n);
    return scaled(1 + expm1(r, expTail(x, n, r)), rounded, x);
  }

  /** The exponential of the first n values; three arrays of scratch. */
  public static void exp(double[] a, double[] out, double[][] scratch, int n) {
    double[] rounded = scratch[0];
    double[] tail = scratch[1];
    reduceExp(a, out, rounded, tail, n);
    for (int i = 0; i < n; i++) {
      out[i] = 1 + expm1(out[i], tail[i]);
    }
    for (int i = 0; i < n; i++) {
      out[i] = scaled(out[i], rounded[i], a[i]);
    }
  }

  private static void reduceExp(double[] a, double[] rest, double[] rounded, double[] tail, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[i];
      double m = x * LOG2_E + ROUNDER;
      double turns = m - ROUNDER;
      double r = expRest(x, turns);
      rounded[i] = m;
      rest[i] = r;
      tail[i] = expTail(x, turns, r);
    }
  }

  /** {@code x - n ln 2}. */
  private static double expRest(double x, double n) {
    return (x - n * LN2_HIGH) - n * LN2_LOW;
  }

  /** What rounding took from the rest. */
  private static double expTail(double x, double n, double rest) {
    return ((x - n * LN2_HIGH) - rest) - n * LN2_LOW;
  }

  /** {@code exp(r + tail) - 1}. */
  private static double expm1(double r, double tail) {
    double z = r * r;
    double evenRest = 1.0 / 40320 + z * (1.0 / 3628800 + z * (1.0 / 479001600));
    double even = 1.0 / 2 + z * (1.0 / 24 + z * (1.0 / 720 + z * evenRest));
    double oddRest = 1.0 / 362880 + z * (1.0 / 39916800 + z * (1.0 / 6227020800.0));
    double odd = 1.0 / 6 + z * (1.0 / 120 + z * (1.0 / 5040 + z * oddRest));
    return r + (z * (even + r * odd) + tail);
  }

  /** {@code y 2^n}, where y is the exponential of x without its power of two. */
  private static double scaled(double y, double rounded, double x) {
    // A NaN goes on to the product.
    return Math.abs(x) > PLAIN_EXP ? extreme(y, x) : y * power(rounded);
  }

  private static double extreme(double y, double x) {
    if (x > MAX_EXP) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < MIN_EXP) {
      return 0;
    }
    int n = (int) (x * LOG2_E + ROUNDER - ROUNDER);
    return y * power(ROUNDER + (n >> 1)) * power(ROUNDER + (n - (n >> 1)));
  }

  /** Two to the power of {@code rounded - ROUNDER}, an integer of at most ten bits. */
  private static double power(double rounded) {
    return Double.longBitsToDouble((Double.doubleToRawLongBits(rounded) + 1023) << 52);
  }

  /** Natural logarithm, a NaN below zero. */
  public static double log(double x) {
    long bits = Double.doubleToRawLongBits(x);
    if (isNormal(bits)) {
      long above = bits - HALF_ROOT;
      return logOf(mantissa(bits, above), exponent(above));
    }
    return extremeLog(x);
  }

  /** The logarithm of the first n values; three arrays of scratch. */
  public static void log(double[] a, double[] out, double[][] scratch, int n) {
    double[] exponent = scratch[0];
    boolean normal = true;
    for (int i = 0; i < n; i++) {
      long bits = Double.doubleToRawLongBits(a[i]);
      long above = bits - HALF_ROOT;
      normal &= isNormal(bits);
      out[i] = mantissa(bits, above);
      exponent[i] = exponent(above);
    }
    for (int i = 0; i < n; i++) {
      out[i] = logOf(out[i], exponent[i]);
    }
    if (!normal) {
      for (int i = 0; i < n; i++) {
        if (!isNormal(Double.doubleToRawLongBits(a[i]))) {
          out[i] = extremeLog(a[i]);
        }
      }
    }
  }

  /** Whether the bits are of a positive, normal number. */
  private static boolean isNormal(long bits) {
    return bits >= MIN_NORMAL && bits < INFINITY;
  }

  private static double mantissa(long bits, long above) {
    return Double.longBitsToDouble(bits - (above & EXPONENT));
  }

  /** Of the mantissa's power of two. */
  private static int exponent(long above) {
    return (int) (above >> 52);
  }

  private static double extremeLog(double x) {
    if (x == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (!(x > 0)) {
      return Double.NaN;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    long bits = Double.doubleToRawLongBits(x * TWO_54);
    long above = bits - HALF_ROOT;
    return logOf(mantissa(bits, above), exponent(above) - 54);
  }

  /** {@code log(m 2^n)} from {@code log m = 2 artanh(s), s = (m - 1)/(m + 1)}. */
  private static double logOf(double m, double n) {
    double f = m - 1;
    double s = f / (2 + f);
    double z = s * s;
    double w = z * z;
    double even = w * (2.0 / 5 + w * (2.0 / 9 + w * (2.0 / 13 + w * (2.0 / 17 + w * (2.0 / 21)))));
    double odd = z * (2.0 / 3 + w * (2.0 / 7 + w * (2.0 / 11 + w * (2.0 / 15 + w * (2.0 / 19)))));
    // log m = f - s (f - R) = f - (h - s (h + R)), h = f^2/2: the large term f is exact.
    double h = 0.5 * f * f;
    return n * LN2_HIGH - ((h - (s * (h + (even + odd)) + n * LN2_LOW)) - f);
  }

  /** Sine of an angle [radians]. */
  public static double sin(double x) {
    return Trigonometry.sin(x);
  }

  /** The sine of the first n values; three arrays of scratch. */
  public static void sin(double[] a, double[] out, double[][] scratch, int n) {
    Trigonometry.sin(a, out, scratch, n);
  }

  /** Cosine of an angle [radians]. */
  public static double cos(double x) {
    return Trigonometry.cos(x);
  }

  /** The cosine of the first n values; three arrays of scratch. */
  public static void cos(double[] a, double[] out, double[][] scratch, int n) {
    Trigonometry.cos(a, out, scratch, n);
  }

  /** Tangent of an angle [radians]: sine by cosine. */
  public static double tan(double x) {
    return sin(x) / cos(x);
  }

  /** The tangent of the first n values; three arrays of scratch. */
  public static void tan(double[] a, double[] out, double[][] scratch, int n) {
    double[] cosine = scratch[2];
    sin(a, out, scratch, n);
    cos(a, cosine, scratch, n);
    for (int i = 0; i < n; i++) {
      out[i] /= cosine[i];
    }
  }

  /** Hyperbolic tangent: {@code t/(t + 2), t = exp(2 |x|) - 1}, with the sign of x. */
  public static double tanh(double x) {
    double twice = twice(x);
    double rounded = twice * LOG2_E + ROUNDER;
    double n = rounded - ROUNDER;
    double r = expRest(twice, n);
    return Math.copySign(1, x) * tanhOf(expm1(r, expTail(twice, n, r)), power(rounded));
  }

  /** The hyperbolic tangent of the first n values; three arrays of scratch. */
  public static void tanh(double[] a, double[] out, double[][] scratch, int n) {
    double[] power = scratch[0];
    double[] tail = scratch[1];
    double[] sign = scratch[2];
    for (int i = 0; i < n; i++) {
      sign[i] = twice(a[i]);
    }
    reduceExp(sign, out, power, tail, n);
    for (int i = 0; i < n; i++) {
      out[i] = expm1(out[i], tail[i]);
    }
    for (int i = 0; i < n; i++) {
      power[i] = power(power[i]);
      sign[i] = Math.copySign(1, a[i]);
    }
    for (int i = 0; i < n; i++) {
      out[i] = sign[i] * tanhOf(out[i], power[i]);
    }
  }

  private static double twice(double x) {
    return 2 * Math.min(Math.abs(x), MAX_TANH);
  }

  private static double tanhOf(double rest, double power) {
    double t = power * rest + (power - 1);
    return t / (t + 2);
  }

  /**
   * Power of a base a and an exponent b, a NaN for a negative base and a broken exponent: the
   * exponents 1, 2, 3, -1 and, of a positive base, 0.5 without logarithms; {@code StrictMath}'s for
   * a base that is not positive and normal, and for extreme results.
   */
  public static double pow(double a, double b) {
    if (b == 2) {
      return a * a;
    }
    if (b == 1) {
      return a;
    }
    if (b == 3) {
      return a * a * a;
    }
    if (b == -1) {
      return 1 / a;
    }
    if (b == 0.5 && a > 0) {
      return Math.sqrt(a);
    }
    long bits = Double.doubleToRawLongBits(a);
    return isNormal(bits) && Math.abs(b) <= MAX_EXPONENT
        ? powerOf(a, b, bits)
        : StrictMath.pow(a, b);
  }

  /**
   * {@code exp(b log a)} of a positive, normal a, the logarithm as a sum of two numbers with some
   * 57 bits: a rounded one would cost as many digits as the exponent has. The quotient that its
   * series begins with is corrected by its exact remainder, and products are kept with what
   * rounding took from them.
   */
  private static double powerOf(double a, double b, long bits) {
    long above = bits - HALF_ROOT;
    double n = exponent(above);
    double f = mantissa(bits, above) - 1;
    double d = 2 + f;
    double s = f / d;
    double product = s * d;
    // What the quotient lacks: the remainder, and what the sum 2 + f was rounded by.
    double rest = ((f - product) - lost(s, d, product) - s * (f - (d - 2))) / d;
    double z = s * s;
    double w = z * z;
    double even = w * (2.0 / 5 + w * (2.0 / 9 + w * (2.0 / 13 + w * (2.0 / 17 + w * (2.0 / 21)))));
    double odd = z * (2.0 / 3 + w * (2.0 / 7 + w * (2.0 / 11 + w * (2.0 / 15 + w * (2.0 / 19)))));
    double whole = n * LN2_HIGH;
    double sum = whole + 2 * s;
    double low = ((whole - sum) + 2 * s) + (n * LN2_LOW + 2 * rest + s * (even + odd));
    double log = sum + low;
    double tail = (sum - log) + low;
    double x = b * log;
    if (!(Math.abs(x) < PLAIN_EXP - 1)) {
      return StrictMath.pow(a, b);
    }
    double rounded = x * LOG2_E + ROUNDER;
    double turns = rounded - ROUNDER;
    double r = expRest(x, turns);
    double more = expTail(x, turns, r) + (lost(b, log, x) + b * tail);
    double near = r + more;
    return (1 + expm1(near, (r - near) + more)) * power(rounded);
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
