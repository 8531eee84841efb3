package org.principia.validation.error;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The sum of doubles without any rounding: the same for every order and every grouping.
 *
 * <p>It is a fixed-point number that has room for every double: digits of 32 bits, digit k of
 * weight {@code 2^(32 k - 1074)}, each in a long, so that carries can wait. A value that is not
 * finite makes the sum one that is not finite.
 *
 * <p>Source: Kulisch, Miranker, "The arithmetic of the digital computer: a new approach", SIAM
 * Review 28 (1986) 1.
 */
final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int DIGITS = 68;
  private static final long MASK = 0xffffffffL;
  private static final int SCALE = 1074;

  /** A term adds less than 2^33 to a digit, so that this many stay far below 2^63. */
  private static final int MAX_TERMS = 1 << 28;

  private final long[] digits = new long[DIGITS];
  private int terms;
  private double special;

  /** Adds a term. */
  void add(double x) {
    if (!Double.isFinite(x)) {
      special += x;
      return;
    }
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    long mantissa = bits & ((1L << 52) - 1);
    if (exponent > 0) {
      mantissa |= 1L << 52;
    }
    int place = Math.max(exponent, 1) - 1;
    int digit = place >>> 5;
    int shift = place & 31;
    long low = (mantissa & MASK) << shift;
    long high = (mantissa >>> 32) << shift;
    long sign = bits < 0 ? -1 : 1;
    digits[digit] += sign * (low & MASK);
    digits[digit + 1] += sign * ((low >>> 32) + (high & MASK));
    digits[digit + 2] += sign * (high >>> 32);
    if (++terms >= MAX_TERMS) {
      carry();
    }
  }

  /** Adds all terms of another sum. */
  void merge(ExactSum other) {
    special += other.special;
    for (int k = 0; k < DIGITS; k++) {
      digits[k] += other.digits[k];
    }
    terms += other.terms;
    if (terms >= MAX_TERMS) {
      carry();
    }
  }

  private void carry() {
    for (int k = 0; k < DIGITS - 1; k++) {
      digits[k + 1] += digits[k] >> 32;
      digits[k] &= MASK;
    }
    terms = 1;
  }

  /** Whether every term was finite. */
  boolean isFinite() {
    return special == 0;
  }

  /** The sum of the finite terms. */
  BigDecimal finite() {
    BigInteger whole = BigInteger.ZERO;
    for (int k = DIGITS - 1; k >= 0; k--) {
      whole = whole.shiftLeft(32).add(BigInteger.valueOf(digits[k]));
    }
    if (whole.signum() == 0) {
      return BigDecimal.ZERO;
    }
    int zeros = Math.min(SCALE, whole.getLowestSetBit());
    BigDecimal scaled = new BigDecimal(whole.shiftRight(zeros));
    return scaled.divide(new BigDecimal(BigInteger.ONE.shiftLeft(SCALE - zeros)));
  }

  /** The sum divided by a count, rounded once; not a number for none. */
  double mean(long count) {
    if (count == 0) {
      return Double.NaN;
    }
    return isFinite()
        ? finite().divide(BigDecimal.valueOf(count), MathContext.DECIMAL128).doubleValue()
        : special;
  }
}
