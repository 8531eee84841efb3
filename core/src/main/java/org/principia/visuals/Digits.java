package org.principia.visuals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for people: no more digits than say something, powers of ten where nothing else fits. */
public final class Digits {
  /** Sizes between which numbers are written without a power of ten. */
  private static final double SMALL = 1e-6;

  private static final double LARGE = 1e7;

  /** Share of 1 below which what is missing to it is written by itself. */
  private static final double MISSING = 1e-6;

  private Digits() {}

  /** A number with so many significant digits. */
  public static String of(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    if (!isPlain(value)) {
      return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    return rounded
        .setScale(Math.max(0, digits - 1 - exponent(rounded)), RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  /** A number as far as its error lets it be known, and the error. */
  public static String within(double value, double error) {
    if (!(error > 0) || !isPlain(value) || !isPlain(error)) {
      return String.format(Locale.ROOT, "%.6g +- %.2g", value, error);
    }
    BigDecimal rounded = new BigDecimal(error).round(new MathContext(2));
    int decimals = Math.max(0, 1 - exponent(rounded));
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString()
        + " +- "
        + of(error, 2);
  }

  /** A share near 1 with so many digits that what is missing to 1 can be seen. */
  public static String share(double share) {
    double missing = 1 - share;
    if (!(missing < 1e-3) || missing <= 0) {
      return String.format(Locale.ROOT, "%.4f", share);
    }
    if (missing < MISSING) {
      return String.format(Locale.ROOT, "1 - %.1e", missing);
    }
    int decimals = 1 - exponent(new BigDecimal(missing).round(new MathContext(2)));
    return String.format(Locale.ROOT, "%." + decimals + "f", share);
  }

  private static boolean isPlain(double value) {
    double size = Math.abs(value);
    return size >= SMALL && size < LARGE;
  }

  /** The power of ten of the first digit. */
  private static int exponent(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }
}
