package org.principia.observed.spline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A factor of the force that known properties give: 1, a property, its inverse, or the ratio of two
 * of them, as {@code charge/mass}.
 *
 * @param over the property above the line, empty for 1
 * @param under the property below it, empty for 1
 */
public record KnownFactor(String over, String under) implements Serializable {
  public static final KnownFactor ONE = new KnownFactor("", "");

  /** Factors that differ by a factor alone are one. */
  private static final double ROUNDING = 1e-9;

  public String label() {
    return (over.isEmpty() ? "1" : over) + (under.isEmpty() ? "" : "/" + under);
  }

  /**
   * Its value of each particle of a run, given the properties of all (n each).
   *
   * @param n number of the particles
   */
  public double[] values(Map<String, double[]> properties, int n) {
    double[] values = new double[n];
    Arrays.fill(values, 1);
    for (int i = 0; i < n; i++) {
      values[i] *= over.isEmpty() ? 1 : properties.get(over)[i];
      values[i] /= under.isEmpty() ? 1 : properties.get(under)[i];
    }
    return values;
  }

  /**
   * 1, and those that properties give which are another function of the particle: finite of each,
   * not all 0, and no multiple of one before.
   */
  public static List<KnownFactor> all(KnownRuns runs) {
    List<KnownFactor> all = new ArrayList<>(List.of(ONE));
    List<String> names = runs.properties();
    names.forEach(p -> all.add(new KnownFactor(p, "")));
    names.forEach(p -> all.add(new KnownFactor("", p)));
    for (String over : names) {
      names.stream().filter(p -> !p.equals(over)).forEach(p -> all.add(new KnownFactor(over, p)));
    }
    List<KnownFactor> kept = new ArrayList<>();
    List<double[]> unlike = new ArrayList<>();
    for (KnownFactor factor : all) {
      double[] unit = unit(runs.values(factor));
      boolean known = unlike.stream().anyMatch(other -> parallel(unit, other));
      if (unit.length > 0 && !known) {
        kept.add(factor);
        unlike.add(unit);
      }
    }
    return kept;
  }

  /** Of length 1; empty where that cannot be. */
  private static double[] unit(double... values) {
    double length = Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
    return length > 0 && Double.isFinite(length)
        ? Arrays.stream(values).map(x -> x / length).toArray()
        : new double[0];
  }

  private static boolean parallel(double[] a, double[] b) {
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
    }
    return Math.abs(product) > 1 - ROUNDING;
  }
}
