package org.principia.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Everything measured about one cell.
 *
 * @param law name of the true law
 * @param dimension d
 * @param strategy name of the training strategy
 * @param network errors of the network on the pruned test set
 * @param networkRaw errors of the network on the raw test set
 * @param fittedLaw errors of the composed law on the pruned test set
 * @param fittedLawRaw errors of the composed law on the raw test set
 * @param linearity of the kept message components
 * @param deviations standard deviation of every message component (M)
 * @param shareOfVariance share of the variance in the kept components
 * @param recovery the verdict on the law
 * @param chosenRecovered whether the law of the members that the fronts' rule chose, its constants
 *     fitted, is the true one: the verdict without the comparison on accelerations
 * @param onFront whether the front of each kept component has a member that is an affine map of the
 *     true force, chosen or not (d)
 */
public record Scorecard(
    String law,
    int dimension,
    String strategy,
    ErrorStatistics network,
    ErrorStatistics networkRaw,
    ErrorStatistics fittedLaw,
    ErrorStatistics fittedLawRaw,
    Linearity linearity,
    double[] deviations,
    double shareOfVariance,
    Recovery recovery,
    boolean chosenRecovered,
    boolean[] onFront) {
  /** Coefficients below this share of the largest are shown as nothing. */
  private static final double ROUNDING = 1e-9;

  /**
   * A line of the scorecard.
   *
   * @param name what was measured
   * @param value its value as text
   * @param note unit, or how it was measured
   */
  public record Line(String name, String value, String note) {}

  /** The scorecard for people. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("recovered", recovery.recovered() ? "yes" : "no", verdict()));
    lines.add(error("network error", network, "pruned test set"));
    lines.add(error("law error", fittedLaw, "pruned test set"));
    lines.add(error("network error, raw", networkRaw, "raw test set"));
    lines.add(error("law error, raw", fittedLawRaw, "raw test set"));
    double[] best = linearity.best();
    for (int k = 0; k < best.length; k++) {
      lines.add(
          new Line(
              "R2 of message " + (k + 1),
              fixed(best[k]),
              String.format(
                  Locale.ROOT,
                  "on the force %s, without the largest tenth %s; on the specific force %s, %s",
                  fixed(linearity.force()[k]),
                  fixed(linearity.forceTrimmed()[k]),
                  fixed(linearity.specific()[k]),
                  fixed(linearity.specificTrimmed()[k]))));
    }
    lines.add(
        new Line(
            "R2 of force on messages",
            String.join(
                ", ", Arrays.stream(linearity.reverse()).mapToObj(Scorecard::fixed).toList()),
            "axis by axis"));
    lines.add(
        new Line(
            "variance kept",
            fixed(shareOfVariance),
            "share of the " + dimension + " kept of " + deviations.length + " components"));
    lines.add(
        new Line(
            "by the choice alone",
            chosenRecovered ? "yes" : "no",
            "recovered with the members that the fronts' rule chose"));
    for (int k = 0; k < onFront.length; k++) {
      lines.add(
          new Line(
              "true force on front " + (k + 1),
              onFront[k] ? "yes" : "no",
              "some member is an affine map of the force, as it was found, before the fit of all"
                  + " constants"));
    }
    return lines;
  }

  /** The affine maps of the fitted edge formulas on the true force, one line each. */
  public List<String> maps() {
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < recovery.maps().size(); k++) {
      lines.add(
          String.format(
              Locale.ROOT,
              "message_%d = %s   (1 - R2 = %.2g)",
              k + 1,
              terms(recovery.maps().get(k)),
              Math.abs(recovery.force()[k])));
    }
    return lines;
  }

  /** An affine map as text, without terms that are rounding. */
  private static String terms(AffineFit map) {
    String[] factors = {" fx", " fy", " fz"};
    double[] values = Arrays.copyOf(map.slopes(), map.slopes().length + 1);
    values[map.slopes().length] = map.offset();
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i]) > ROUNDING * largest) {
        String factor = i == map.slopes().length ? "" : factors[i];
        String sign = values[i] < 0 ? "-" : "+";
        text.append(text.isEmpty() ? (values[i] < 0 ? "-" : "") : " " + sign + " ")
            .append(String.format(Locale.ROOT, "%.4g", Math.abs(values[i])))
            .append(factor);
      }
    }
    return text.isEmpty() ? "0" : text.toString();
  }

  private String verdict() {
    double worst = 0;
    for (int k = 0; k < recovery.force().length; k++) {
      worst = Math.max(worst, smaller(recovery.force()[k], recovery.specific()[k]));
    }
    return String.format(
        Locale.ROOT,
        "messages: largest 1 - R2 on force or specific force %.2g; accelerations: relative error"
            + " %.2g on fresh systems",
        worst,
        recovery.accelerationError());
  }

  private static double smaller(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.isNaN(a) ? b : a;
    }
    return Math.min(a, b);
  }

  private static Line error(String name, ErrorStatistics errors, String set) {
    return new Line(
        name,
        String.format(Locale.ROOT, "%.4g", errors.mean()),
        String.format(
            Locale.ROOT,
            "mean over %d frames of the %s; median %.4g, deviation %.4g",
            errors.frames(),
            set,
            errors.median(),
            errors.deviation()));
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
