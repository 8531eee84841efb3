package org.principia.validation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.principia.messages.AffineFit;
import org.principia.messages.MessageQuantity;
import org.principia.validation.Scorecard.Line;
import org.principia.validation.error.ErrorStatistics;
import org.principia.validation.rollout.Extrapolation;
import org.principia.validation.rollout.Rollout;
import org.principia.validation.rollout.StateSet;

/** A scorecard for people. */
final class ScorecardText {
  /** Coefficients below this share of the largest are shown as nothing. */
  private static final double ROUNDING = 1e-9;

  /** R2 on what a message hardly carries is not shown. */
  private static final double SHOWN = 0.1;

  /** Errors that differ by a smaller share are called equal. */
  private static final double EQUAL = 0.05;

  private final Scorecard card;
  private final List<Line> lines = new ArrayList<>();

  ScorecardText(Scorecard card) {
    this.card = card;
  }

  List<Line> lines() {
    verdict();
    errors();
    messages();
    fronts();
    outside();
    card.extrapolation().forEach(this::extrapolation);
    rollout();
    return lines;
  }

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Adds a line; a note with values is a format for them. */
  private void add(String name, String value, String note, Object... values) {
    lines.add(new Line(name, value, values.length == 0 ? note : text(note, values)));
  }

  private void verdict() {
    Recovery recovery = card.recovery();
    add(
        "recovered",
        yes(recovery.recovered()),
        "messages: 1 - R2 on the %s at most %.2g; accelerations: relative error %.2g on"
            + " fresh systems",
        recovery.carriers().stream()
            .map(MessageQuantity::label)
            .distinct()
            .collect(Collectors.joining(" or ")),
        Arrays.stream(recovery.nonlinearity()).max().orElse(0),
        recovery.accelerationError());
    card.foundBy().ifPresent(how -> add("found by", how, found(how)));
    if (!recovery.recovered()) {
      add("why not", card.diagnosis().reason(), card.diagnosis().sentence());
    }
  }

  private static String found(String how) {
    return switch (how) {
      case "choice" -> "the formulas that the rule of each front chose, their constants fitted";
      case "fronts" ->
          "other formulas of the fronts, which predict the training accelerations better";
      default ->
          "formulas fitted to the training accelerations; some front lacks the force, so that the"
              + " law is not read from the network's messages";
    };
  }

  private void errors() {
    error("network error", card.network(), "pruned test set");
    error("law error", card.fittedLaw(), "pruned test set");
    error("network error, raw", card.networkRaw(), "raw test set");
    error("law error, raw", card.fittedLawRaw(), "raw test set");
    add(
        "network error, relative",
        text("%.2g", card.relativeError()),
        "of the mean acceleration %.4g, pruned test set",
        card.accelerationSize());
  }

  private void messages() {
    Linearity linearity = card.linearity();
    add(
        "messages carry",
        linearity.quantity().label(),
        "%s; R2 of at least %s required",
        linearity.quantity().description(),
        Linearity.LINEAR);
    double[] best = linearity.best();
    for (int k = 0; k < best.length; k++) {
      add("R2 of message " + (k + 1), fixed(best[k]), onEach(linearity, k));
    }
    MessageQuantity nearest = linearity.nearest();
    add(
        "R2 of force on messages",
        all(linearity.of(nearest).reverse()),
        "axis by axis" + (nearest == MessageQuantity.FORCE ? "" : ", of the " + nearest.label()));
    MessageSpread spread = card.spread();
    add(
        "variance kept",
        fixed(spread.shareKept()),
        "share of the components that are kept; the %d largest of %d have %s",
        card.dimension(),
        spread.components(),
        fixed(spread.shareOfLargest()));
    add(
        "largest deviations",
        spread.largest().stream()
            .limit(card.dimension() + 2L)
            .map(c -> text("%.3g", c.deviation()))
            .collect(Collectors.joining(", ")),
        "standard deviations of the message components");
  }

  /** A component's R2 on the force, and on each of the others that it has something of. */
  private static String onEach(Linearity linearity, int k) {
    return linearity.figures().stream()
        .filter(f -> f.carrier() == MessageQuantity.FORCE || f.best()[k] >= SHOWN)
        .map(
            f ->
                text(
                    "against the %s %s%s %s",
                    f.carrier().label(),
                    fixed(f.all()[k]),
                    f.carrier() == MessageQuantity.FORCE
                        ? ", without the tenth of largest residuals"
                        : ",",
                    fixed(f.trimmed()[k])))
        .collect(Collectors.joining("; "));
  }

  private void fronts() {
    add(
        "by the choice alone",
        yes(card.chosenRecovered()),
        "recovered with the formulas that the rule of each front chose");
    for (int k = 0; k < card.onFront().length; k++) {
      add(
          "true force on front " + (k + 1),
          yes(card.onFront()[k]),
          "some formula on it is an affine map of the force, before constants are fitted together");
    }
  }

  private void outside() {
    double advantage = card.leastAdvantage();
    if (!Double.isNaN(advantage)) {
      long states = card.extrapolation().get(0).law().frames();
      String note = "%s outside the training range, at least (mean over %d states of each kind)";
      add("advantage outside", text("%.3g", advantage), note, compared(advantage), states);
    }
  }

  private void extrapolation(Extrapolation kind) {
    add(
        "advantage, " + kind.set(),
        text("%.3g", kind.ratio()),
        "%s on states %s (%.3g against %.3g, mean over %d states)",
        compared(kind.ratio()),
        StateSet.valueOf(kind.set().toUpperCase(Locale.ROOT)).description(),
        kind.law().mean(),
        kind.network().mean(),
        kind.law().frames());
  }

  /** The ratio of the network's error to the law's in words. */
  private static String compared(double ratio) {
    if (Math.abs(ratio - 1) < EQUAL) {
      return "law and network are equally accurate";
    }
    return ratio < 1
        ? "the network is " + times(1 / ratio) + " times more accurate than the law"
        : "the law is " + times(ratio) + " times more accurate than the network";
  }

  private static String times(double ratio) {
    if (!Double.isFinite(ratio)) {
      return "infinitely many";
    }
    double million = ratio * 1e-6;
    BigDecimal shown = new BigDecimal(million < 1 ? ratio : million).round(new MathContext(2));
    return shown.toPlainString() + (million < 1 ? "" : " million");
  }

  private void rollout() {
    Rollout rollout = card.rollout();
    rollout.end().ifPresent(end -> distance(rollout, end));
    if (!rollout.instants().isEmpty() && !Double.isNaN(rollout.trueDrift())) {
      add(
          "energy drift",
          text("%.2g", rollout.lawDrift()),
          "median under the law; %.2g under the true law, %.2g under the network",
          rollout.trueDrift(),
          rollout.networkDrift());
    }
  }

  private void distance(Rollout rollout, Rollout.Instant end) {
    add(
        "distance after a run",
        text("%.2g", end.lawMedian()),
        "median distance [length] from the true positions under the law at time %.3g, %.2g under"
            + " the network; particles travelled %.2g; %d systems, of which law and network lost %d"
            + " and %d",
        end.time(),
        end.networkMedian(),
        end.moved(),
        rollout.systems(),
        rollout.lawFailed(),
        rollout.networkFailed());
  }

  /** The affine maps of the fitted edge formulas on the true force, one line each. */
  List<String> maps() {
    Recovery recovery = card.recovery();
    return IntStream.range(0, recovery.maps().size())
        .mapToObj(
            k ->
                text(
                    "message_%d = %s   (1 - R2 = %.2g)",
                    k + 1,
                    terms(recovery.maps().get(k), recovery.carriers().get(k).divisor()),
                    Math.abs(recovery.nonlinearity()[k])))
        .toList();
  }

  /** An affine map as text, without terms that are rounding. */
  private static String terms(AffineFit map, String unit) {
    String[] factors = {" fx", " fy", " fz"};
    double[] values = Arrays.copyOf(map.slopes(), map.slopes().length + 1);
    values[map.slopes().length] = map.offset();
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      if (Math.abs(values[i]) > ROUNDING * largest) {
        String factor = i == map.slopes().length ? "" : factors[i] + unit;
        String sign = values[i] < 0 ? "-" : "+";
        text.append(text.isEmpty() ? (values[i] < 0 ? "-" : "") : " " + sign + " ")
            .append(text("%.4g", Math.abs(values[i])))
            .append(factor);
      }
    }
    return text.isEmpty() ? "0" : text.toString();
  }

  private void error(String name, ErrorStatistics errors, String set) {
    add(
        name,
        text("%.4g", errors.mean()),
        "mean over %d frames of the %s; median %.4g, standard deviation %.4g",
        errors.frames(),
        set,
        errors.median(),
        errors.deviation());
  }

  private static String all(double[] values) {
    return Arrays.stream(values).mapToObj(ScorecardText::fixed).collect(Collectors.joining(", "));
  }

  private static String yes(boolean value) {
    return value ? "yes" : "no";
  }

  private static String fixed(double value) {
    return text("%.4f", value);
  }
}
