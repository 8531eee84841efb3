package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.principia.common.InputException;
import org.principia.dynamics.law.LawDefinition;
import org.principia.observed.spline.KnownFactor;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.spline.Pairs;
import org.principia.observed.spline.Strengths;
import org.principia.observed.weak.Extra;

/**
 * A law that was found as a configuration that the simulator takes.
 *
 * <p>The simulator draws masses and charges of its own. With {@code f = m_i a_i} the strengths
 * become: a learned source is the sender's mass, a learned response the inverse of the receiver's;
 * where both are learned, sources are charges and the receiver's mass is {@code s / p}. A mass or
 * charge of 1 is a particle of the rms strength.
 */
final class LawConfiguration {
  private static final String NAME = "found";
  private static final Pattern VARIABLE = Pattern.compile("(?<![A-Za-z0-9_])r(?![A-Za-z0-9_(])");
  private static final Map<String, String> SYMBOLS = Map.of("mass", "m", "charge", "q");
  private static final int MOST_PARTICLES = 100;

  private final FormulaState law;
  private final KnownRuns runs;
  private final List<String> notes = new ArrayList<>();

  private LawConfiguration(FormulaState law, KnownRuns runs) {
    this.law = law;
    this.runs = runs;
  }

  /** HOCON; what the simulator does not take stands in comments. */
  static String of(FormulaState law, KnownRuns runs, int order) {
    return new LawConfiguration(law, runs).text(order);
  }

  private String text(int order) {
    List<String> lines = new ArrayList<>();
    lines.add("# The pair force that was found, as a law of the simulator:");
    lines.add("#   principia simulate law.conf --out DIRECTORY");
    String force = force();
    int particles = runs.particles().values().stream().mapToInt(List::size).max().orElse(2);
    List<String> world = world(order);
    notes.forEach(note -> lines.add("# " + note));
    lines.add(
        String.format(
            Locale.ROOT, "laws.%s { force = \"%s\", time-step = %s }", NAME, force, runs.step()));
    lines.add("dynamics {");
    lines.add("  law = " + NAME);
    lines.add("  dimension = " + runs.dimension());
    lines.add("  particles = " + Math.min(MOST_PARTICLES, particles));
    lines.add("  runs = 100");
    lines.add("  test-runs = 10");
    if (!world.isEmpty()) {
      lines.add("  # Beside the pair force, for the verb tracks; graphs hold pair forces alone:");
      world.forEach(line -> lines.add("  # " + line));
    }
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  /** The formula with its strengths; beyond the distances that were seen as there, if need be. */
  private String force() {
    String factor = factor();
    String g = law.byType() ? byType() : law.formula().toText();
    String whole = factor + "(" + g + ")";
    Matcher variable = VARIABLE.matcher(g);
    String near =
        String.format(Locale.ROOT, "min(max(r, %s), %s)", (float) runs.low(), (float) runs.high());
    String limited = factor + "(" + variable.replaceAll(Matcher.quoteReplacement(near)) + ")";
    for (String force : List.of(whole, limited)) {
      if (isTaken(force)) {
        if (force.equals(limited)) {
          notes.add(
              "Beyond the distances that were seen the force is that of the nearest of them.");
        }
        return force;
      }
    }
    notes.add("The simulator does not take it: it is not finite at all distances.");
    return whole;
  }

  /** Charges of 1 and -1 stand for two types. */
  private String byType() {
    if (runs.types().size() > 2) {
      notes.add("The simulator has charges of two signs for types, and these are more: the first.");
      return law.pairs().parts(law.formula()).get(0).formula().toText();
    }
    List<String> parts = new ArrayList<>();
    for (Pairs.Part part : law.pairs().parts(law.formula())) {
      String receiver = part.pair() / 2 == 0 ? "(1 + q1)" : "(1 - q1)";
      String sender = part.pair() % 2 == 0 ? "(1 + q2)" : "(1 - q2)";
      parts.add(receiver + "*" + sender + "/4*(" + part.formula().toText() + ")");
    }
    notes.add(
        "Charges of 1 and -1 stand for the types " + String.join(" and ", runs.types()) + ".");
    return String.join(" + ", parts);
  }

  private boolean isTaken(String force) {
    try {
      return new LawDefinition(NAME, force, runs.step()).law() != null;
    } catch (InputException e) {
      return false;
    }
  }

  /** The strengths in masses and charges, times those of a typical particle. */
  private String factor() {
    Strengths s = law.strengths();
    List<String> over = new ArrayList<>();
    List<String> under = new ArrayList<>();
    double scale = 1;
    over.add("m1");
    if (s.sources()) {
      over.add(s.responses() || !s.response().equals(KnownFactor.ONE) ? "q2" : "m2");
      scale *= rms(law.sources());
    } else {
      known(s.source(), "2", over, under);
    }
    if (s.responses()) {
      scale *= rms(law.responses());
      if (s.sources()) {
        // With p = s / m.
        over.add("q1");
      }
      under.add("m1");
    } else {
      known(s.response(), "1", over, under);
    }
    if (s.learned()) {
      notes.add(
          s.both()
              ? "Strengths are learned: charges stand for sources, charge / mass for responses."
              : s.sources()
                  ? "Sources are learned: " + over.get(1).charAt(0) + "2 stands for them."
                  : "Responses are learned: 1 / m1 stands for them.");
    }
    for (String symbol : List.copyOf(under)) {
      if (over.remove(symbol)) {
        under.remove(symbol);
      }
    }
    List<String> factors = new ArrayList<>(over);
    if (scale != 1) {
      factors.add(String.valueOf(scale));
    }
    String product = factors.isEmpty() ? "1" : String.join("*", factors);
    return product + (under.isEmpty() ? "" : "/" + String.join("/", under)) + "*";
  }

  private void known(KnownFactor factor, String of, List<String> over, List<String> under) {
    for (String property : List.of(factor.over(), factor.under())) {
      String symbol = SYMBOLS.getOrDefault(property, "");
      if (!property.isEmpty() && symbol.isEmpty()) {
        notes.add("The simulator knows no " + property + ": it is 1 here.");
      } else if (!property.isEmpty()) {
        (property.equals(factor.over()) ? over : under).add(symbol + of);
      }
    }
  }

  private static double rms(Map<String, double[]> byRun) {
    double sum = 0;
    int count = 0;
    for (double[] values : byRun.values()) {
      sum += Arrays.stream(values).map(x -> x * x).sum();
      count += values.length;
    }
    return (float) Math.sqrt(sum / count);
  }

  /** The extra terms, and the order of the motion, as settings of the verb tracks. */
  private List<String> world(int order) {
    List<String> lines = new ArrayList<>();
    double[] all = law.extras(runs.dimension());
    if (order == 1) {
      lines.add("order = 1, drag = 1");
    }
    for (Extra extra : Extra.values()) {
      int at = extra.offset(runs.dimension());
      double[] own = Arrays.copyOfRange(all, at, at + extra.width(runs.dimension()));
      if (Arrays.stream(own).allMatch(x -> x == 0)) {
        continue;
      }
      String name = KernelSettings.label(extra);
      boolean negative = extra != Extra.FIELD && own[0] < 0;
      if (extra == Extra.GYRATION || negative) {
        notes.add("The simulator knows no " + name + " of " + Arrays.toString(own) + ".");
      } else {
        lines.add(name + " = " + (extra == Extra.FIELD ? Arrays.toString(own) : own[0]));
      }
    }
    return lines;
  }
}
