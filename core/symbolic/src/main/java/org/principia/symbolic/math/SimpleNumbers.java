package org.principia.symbolic.math;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;

/** Numbers that a person would write for a fitted constant. */
public final class SimpleNumbers {
  private static final int[] DENOMINATORS = {1, 2, 3, 4, 5, 8, 10};

  /** A simple number must lie this near, relative to the constant. */
  private static final double NEAR = 0.02;

  /** Fewer digits than these are a fraction's. */
  private static final int MIN_DIGITS = 2;

  private SimpleNumbers() {}

  /**
   * Integers and fractions with small denominators near a finite number c, then its decimals of 2
   * to so many digits: numbers within 2 % of c, the simplest first; none near 0.
   */
  public static double[] near(double c, int maxDigits) {
    DoubleStream.Builder found = DoubleStream.builder();
    for (int d : DENOMINATORS) {
      found.add(Math.rint(c * d) / d);
    }
    for (int digits = MIN_DIGITS; digits <= maxDigits && c != 0; digits++) {
      found.add(new BigDecimal(c).round(new MathContext(digits)).doubleValue());
    }
    return near(found, c);
  }

  /**
   * Multiples of units such as pi near a finite number c, by fractions with small denominators and
   * numerators up to a largest: numbers within 2 % of c, those of the first unit first.
   */
  public static double[] multiples(double c, double[] units, int maxNumerator) {
    DoubleStream.Builder found = DoubleStream.builder();
    for (double unit : units) {
      for (int d : DENOMINATORS) {
        double numerator = Math.rint(c / unit * d);
        if (Math.abs(numerator) <= maxNumerator) {
          found.add(numerator / d * unit);
        }
      }
    }
    return near(found, c);
  }

  private static double[] near(DoubleStream.Builder numbers, double c) {
    return numbers
        .build()
        .filter(simple -> simple != 0 && Math.abs(simple - c) <= NEAR * Math.abs(c))
        .distinct()
        .toArray();
  }
}
