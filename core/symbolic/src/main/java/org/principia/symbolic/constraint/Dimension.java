package org.principia.symbolic.constraint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.principia.symbolic.math.SmallCholesky;

/**
 * A physical dimension: exponents of base units.
 *
 * <p>Texts: {@code m/s^2}, {@code kg*m^2/s}, {@code 1}. Factors are taken from left to right, so
 * that {@code m/s*kg} is {@code kg m/s}. The derived units of the SI without prefix are what they
 * are made of, {@code N} is {@code kg*m/s^2}; any other word is a base unit of its own: {@code mm}
 * is not {@code m}, since numbers in both cannot be added.
 *
 * @param exponents by base unit, none of them zero
 */
record Dimension(Map<String, Double> exponents) {
  static final Dimension NUMBER = new Dimension(Map.of());

  private static final Map<String, String> DERIVED =
      Map.ofEntries(
          Map.entry("rad", "1"),
          Map.entry("Hz", "s^-1"),
          Map.entry("N", "kg*m*s^-2"),
          Map.entry("Pa", "kg*m^-1*s^-2"),
          Map.entry("J", "kg*m^2*s^-2"),
          Map.entry("W", "kg*m^2*s^-3"),
          Map.entry("C", "A*s"),
          Map.entry("V", "kg*m^2*s^-3*A^-1"),
          Map.entry("F", "kg^-1*m^-2*s^4*A^2"),
          Map.entry("ohm", "kg*m^2*s^-3*A^-2"),
          Map.entry("S", "kg^-1*m^-2*s^3*A^2"),
          Map.entry("Wb", "kg*m^2*s^-2*A^-1"),
          Map.entry("T", "kg*s^-2*A^-1"),
          Map.entry("H", "kg*m^2*s^-2*A^-2"));

  private static final Pattern FACTOR =
      Pattern.compile("\\G([*/])\\s*(1|[\\p{L}_%°µ]+)\\s*(?:\\^\\s*(-?\\d+(?:\\.\\d+)?))?\\s*");

  /** Rounding leaves exponents this near. */
  private static final double NEAR = 1e-9;

  /** Reads a unit; empty if the text is none. */
  static Optional<Dimension> parse(String text) {
    Matcher factor = FACTOR.matcher("*" + text);
    Dimension product = NUMBER;
    int read = 0;
    while (factor.find()) {
      double power = factor.group(3) == null ? 1 : Double.parseDouble(factor.group(3));
      boolean below = "/".equals(factor.group(1));
      product = product.times(unit(factor.group(2)), below ? -power : power);
      read = factor.end();
    }
    return read == text.length() + 1 ? Optional.of(product) : Optional.empty();
  }

  private static Dimension unit(String word) {
    if ("1".equals(word)) {
      return NUMBER;
    }
    String derived = DERIVED.get(word);
    return derived == null ? new Dimension(Map.of(word, 1.0)) : parse(derived).orElseThrow();
  }

  /** This times a power of another. */
  Dimension times(Dimension other, double power) {
    Map<String, Double> product = new TreeMap<>(exponents);
    other.exponents.forEach((unit, p) -> product.merge(unit, power * p, Double::sum));
    product.values().removeIf(p -> Math.abs(p) < NEAR);
    return new Dimension(product);
  }

  /** A power of this. */
  Dimension power(double power) {
    return NUMBER.times(this, power);
  }

  boolean isNumber() {
    return exponents.isEmpty();
  }

  /** Whether a product of powers of these has it; powers of any size. */
  boolean isProductOf(List<Dimension> factors) {
    Set<String> bases = new TreeSet<>(exponents.keySet());
    factors.forEach(f -> bases.addAll(f.exponents.keySet()));
    int n = factors.size();
    double[] normal = new double[n * n];
    double[] powers = new double[n];
    for (String base : bases) {
      for (int j = 0; j < n; j++) {
        double own = factors.get(j).exponent(base);
        powers[j] += own * exponent(base);
        for (int k = 0; k <= j; k++) {
          normal[j * n + k] += own * factors.get(k).exponent(base);
        }
      }
    }
    SmallCholesky solver = new SmallCholesky();
    solver.decompose(normal, n);
    solver.solveLower(powers, 0);
    solver.solveUpper(powers, 0);
    Dimension product = NUMBER;
    for (int j = 0; j < n; j++) {
      product = product.times(factors.get(j), powers[j]);
    }
    return product.matches(this);
  }

  private double exponent(String base) {
    return exponents.getOrDefault(base, 0.0);
  }

  /** The same up to rounding. */
  boolean matches(Dimension other) {
    return times(other, -1).isNumber();
  }

  @Override
  public String toString() {
    return isNumber()
        ? "1"
        : String.join(
            "*",
            exponents.entrySet().stream()
                .map(e -> e.getKey() + (e.getValue() == 1 ? "" : "^" + number(e.getValue())))
                .toList());
  }

  private static String number(double p) {
    return p == Math.rint(p) ? String.valueOf((long) p) : String.valueOf(p);
  }
}
