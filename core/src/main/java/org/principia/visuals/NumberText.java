package org.principia.visuals;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people: round, with a true minus sign, powers of ten written as such. */
public final class NumberText {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private NumberText() {}

  /** A value with four significant digits. */
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "n/a";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    return of(new BigDecimal(value).round(new MathContext(4)));
  }

  /** A decimal as it is, in powers of ten where it is very large or very small. */
  public static String of(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal digits = value.stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -3 && exponent <= 4) {
      return digits.toPlainString().replace('-', '−');
    }
    BigDecimal mantissa = digits.scaleByPowerOfTen(-exponent).stripTrailingZeros();
    String factor =
        mantissa.compareTo(BigDecimal.ONE) == 0
            ? ""
            : mantissa.toPlainString().replace('-', '−') + "×";
    return factor + "10" + superscript(exponent);
  }

  private static String superscript(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
    Integer.toString(Math.abs(exponent))
        .chars()
        .forEach(c -> text.append(SUPERSCRIPTS.charAt(c - '0')));
    return text.toString();
  }
}
