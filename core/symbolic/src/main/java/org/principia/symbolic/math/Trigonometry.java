package org.principia.symbolic.math;

/**
 * Sine and cosine of {@link ElementaryFunctions}: reduction by half turns, pi held in 97 bits, then
 * the Taylor series of the sine.
 */
final class Trigonometry {
  /** Beyond this angle [radians] sine and cosine are those of {@code StrictMath}. */
  static final double MAX_ANGLE = 0x1p20;

  /** Below this a sine is too near a zero for the reduction's 97 bits. */
  private static final double MIN_SINE = 0x1p-40;

  /** pi as 33 bits, 33 bits and the rest. */
  private static final double PI_HIGH = 0x1.921fb544p+1;

  private static final double PI_MIDDLE = 0x1.0b4611a6p-33;
  private static final double PI_LOW = 0x1.3198a2e037073p-68;
  private static final double INVERSE_PI = 0x1.45f306dc9c883p-2;

  private Trigonometry() {}

  /** See {@link ElementaryFunctions#sin}. */
  static double sin(double x) {
    double s = sinAhead(x, 0);
    return isNear(x, s) ? s : StrictMath.sin(x);
  }

  /** The sine of the first n values; three arrays of scratch. */
  static void sin(double[] a, double[] out, double[][] scratch, int n) {
    sinAhead(a, 0, out, scratch, n);
    for (int i = 0; i < n; i++) {
      if (!isNear(a[i], out[i])) {
        out[i] = StrictMath.sin(a[i]);
      }
    }
  }

  /** See {@link ElementaryFunctions#cos}. */
  static double cos(double x) {
    double c = sinAhead(x, 0.5);
    return isNear(x, c) ? c : StrictMath.cos(x);
  }

  /** The cosine of the first n values; three arrays of scratch. */
  static void cos(double[] a, double[] out, double[][] scratch, int n) {
    sinAhead(a, 0.5, out, scratch, n);
    for (int i = 0; i < n; i++) {
      if (!isNear(a[i], out[i])) {
        out[i] = StrictMath.cos(a[i]);
      }
    }
  }

  /** {@code sin(x + ahead pi)} of a small angle, ahead by 0 or 0.5. */
  private static double sinAhead(double x, double ahead) {
    double turns = Math.rint(x * INVERSE_PI + ahead);
    double r = turnRest(x, turns - ahead);
    return sign(turns) * sinOfRest(r, turnTail(x, turns - ahead, r));
  }

  private static boolean isNear(double angle, double value) {
    return Math.abs(angle) <= MAX_ANGLE && Math.abs(value) >= MIN_SINE;
  }

  private static void sinAhead(double[] a, double ahead, double[] out, double[][] scratch, int n) {
    double[] turns = scratch[0];
    double[] rest = scratch[1];
    for (int i = 0; i < n; i++) {
      double t = Math.rint(a[i] * INVERSE_PI + ahead);
      turns[i] = t - ahead;
      out[i] = sign(t);
    }
    for (int i = 0; i < n; i++) {
      rest[i] = turnRest(a[i], turns[i]);
    }
    for (int i = 0; i < n; i++) {
      turns[i] = turnTail(a[i], turns[i], rest[i]);
    }
    for (int i = 0; i < n; i++) {
      out[i] *= sinOfRest(rest[i], turns[i]);
    }
  }

  /** {@code (-1)^turns} of a whole number. */
  private static double sign(double turns) {
    double half = 0.5 * turns;
    return 1 - 4 * Math.abs(half - Math.rint(half));
  }

  /** {@code x - turns pi}, at most a quarter of a circle. */
  private static double turnRest(double x, double turns) {
    double high = x - turns * PI_HIGH;
    double middle = turns * PI_MIDDLE;
    double near = high - middle;
    return near - (turns * PI_LOW - ((high - near) - middle));
  }

  /** What rounding took from the rest. */
  private static double turnTail(double x, double turns, double rest) {
    double high = x - turns * PI_HIGH;
    double middle = turns * PI_MIDDLE;
    double near = high - middle;
    return (near - rest) - (turns * PI_LOW - ((high - near) - middle));
  }

  /** {@code sin(r + tail)}. */
  private static double sinOfRest(double r, double tail) {
    double z = r * r;
    double w = z * z;
    double evenRest = -1.0 / 1307674368000.0 + w * (-1.0 / 121645100408832000.0);
    double even = -1.0 / 6 + w * (-1.0 / 5040 + w * (-1.0 / 39916800 + w * evenRest));
    double oddRest = 1.0 / 355687428096000.0 + w * (1.0 / 51090942171709440000.0);
    double odd = 1.0 / 120 + w * (1.0 / 362880 + w * (1.0 / 6227020800.0 + w * oddRest));
    double cosine = 1 - z * (0.5 - z * (1.0 / 24));
    return r + ((r * z) * (even + z * odd) + tail * cosine);
  }
}
