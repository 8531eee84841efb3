package org.principia.jobs.artefact.table;

/**
 * Decimal numbers of up to fifteen digits, read without a copy of the text.
 *
 * <p>{@code m / 10^k} with m below 2^53 and k up to 22 is one division of two numbers that a double
 * holds exactly, so that it is rounded once, as {@link Double#parseDouble} does (Clinger, "How to
 * read floating point numbers accurately", 1990).
 */
final class PlainDecimal {
  private static final int MAX_DIGITS = 15;

  private static final double[] POWERS = new double[MAX_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int k = 1; k < POWERS.length; k++) {
      POWERS[k] = 10 * POWERS[k - 1];
    }
  }

  private PlainDecimal() {}

  /** The number that a text is; NaN where it is none, or not such a plain one. */
  static double of(String text, char point) {
    int at = 0;
    int end = text.length();
    boolean minus = end > 0 && text.charAt(0) == '-';
    if (minus) {
      at++;
    }
    int first = at;
    int places = -1;
    long digits = 0;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        digits = 10 * digits + (c - '0');
      } else if (c == point && places < 0) {
        places = end - at - 1;
      } else {
        return Double.NaN;
      }
    }
    int count = end - first - (places < 0 ? 0 : 1);
    if (count == 0 || count > MAX_DIGITS) {
      return Double.NaN;
    }
    double size = digits / POWERS[Math.max(0, places)];
    return minus ? -size : size;
  }
}
