package org.principia.observed.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.principia.observed.Median;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.PreparedRun;
import org.principia.parallel.Distributed;

/**
 * The outcome of a scorecard.
 *
 * <p>All tests are in units of what the noise of the positions alone makes of the rows. With n rows
 * and Z = {@value #Z}: squared errors per row up to {@code 1 + MARGIN + Z sqrt(2 / n)}; a score z^2
 * of k columns fails where it is beyond chi-squared's quantile at Z deviations and {@code (z^2 - k)
 * / n} is beyond {@value #RELEVANT}, what the errors of the errors allow.
 *
 * <p>No pair law: the law explains less than {@value #HALF} of what no pair force leaves beyond
 * noise, or that is within noise itself. Several: all tests pass, and a law that is visibly another
 * is at most {@value #LONGER} nats longer. Explains: all pass. Otherwise it explains most, and the
 * rest depends on the suspects and receivers that have most of it.
 */
public final class Judgement {
  private static final double Z = 4;

  /** By how much the mean square may miss 1, since the noise itself is estimated. */
  private static final double MARGIN = 0.1;

  private static final double RECEIVER_MARGIN = 0.5;
  private static final double WHITE = 0.1;

  /** What errors of the noise's size in all distances may make of a score, per row. */
  private static final double RELEVANT = 0.015;

  /** The same of strengths by receiver, to which few close encounters count most. */
  private static final double RELEVANT_STRENGTHS = 0.05;

  private static final double FOLLOWED = 2;
  private static final double HALF = 0.5;
  private static final double NEARLY_ALL = 0.9;
  private static final double LONGER = 2;
  private static final double OTHER = 0.02;
  private static final double SHARE = 0.2;
  private static final double TURNING = 0.1;

  /** What a law without a pair force has. */
  private static final Set<String> TERMS =
      Set.of("drag", "quadratic drag", "trap", "gyration", "field");

  private static final Set<String> LINEAR = Set.of("linear force", "position", "velocity", "field");

  private final Evidence evidence;
  private final Unseen unseen;
  private final List<Check> checks = new ArrayList<>();

  /**
   * Another formula.
   *
   * @param formula as text
   * @param longer by how much its description is longer [nats]
   * @param differs median relative difference of the forces over the distances that occur, after a
   *     common factor
   */
  public record Rival(String formula, double longer, double differs) {}

  private Judgement(Evidence evidence, Unseen unseen) {
    this.evidence = evidence;
    this.unseen = unseen;
  }

  /** Puts a law to the test. */
  public static Verdict of(
      Distributed<PreparedRun> runs,
      EvidencePass pass,
      int dimension,
      List<Rival> rivals,
      Unseen unseen) {
    return new Judgement(
            new Evidence(
                pass.of(runs),
                pass.unknowns().shared(),
                Suspects.groups(dimension, pass.splines().count())),
            unseen)
        .judge(pass, dimension, rivals);
  }

  private Verdict judge(EvidencePass pass, int dimension, List<Rival> rivals) {
    squares();
    checks.add(white(evidence.correlation(), evidence.rows));
    suspects();
    chi(
        "receivers agree",
        evidence.agreement(),
        RELEVANT_STRENGTHS,
        "strengths of its own for each receiver");
    chi(
        "halves agree",
        evidence.halves(),
        RELEVANT + evidence.dilution() / evidence.rows,
        "unknowns of its own for the held-out part");
    rollouts();
    boolean passed = checks.stream().allMatch(Check::passed);
    reciprocity(pass);
    conserved();
    double share = baselines();
    List<String> equal =
        rivals.stream()
            .filter(r -> r.longer() <= LONGER && r.differs() > OTHER)
            .map(r -> text("%s (%.1f nats longer, %.2g off)", r.formula(), r.longer(), r.differs()))
            .toList();
    rivals(rivals);
    return outcome(passed, share, equal, turning(pass, dimension));
  }

  private Verdict outcome(boolean passed, double share, List<String> equal, String turning) {
    boolean hidden = evidence.baseline(TERMS::contains) < (1 + MARGIN) * evidence.rows;
    if (hidden || !(share >= HALF)) {
      String why =
          hidden
              ? "noise hides what a pair force does"
              : text("a pair force explains %.0f %% of what happens", 100 * Math.max(0, share));
      return verdict(Verdict.Outcome.NONE, ": " + why, List.of());
    }
    if (!passed) {
      List<String> depends = depends();
      return verdict(Verdict.Outcome.MOSTLY, " " + String.join(", ", depends), depends);
    }
    return equal.isEmpty()
        ? verdict(Verdict.Outcome.EXPLAINS, turning, List.of())
        : verdict(Verdict.Outcome.SEVERAL, ": " + String.join("; ", equal), equal);
  }

  /**
   * Whether gyration and trap are those of a frame that turns, in the plane: {@code 2 w} and {@code
   * -w^2}.
   */
  private static String turning(EvidencePass pass, int dimension) {
    double[] extras = pass.law().extras(dimension);
    double rate = extras[Extra.GYRATION.offset(dimension)] / 2;
    double trap = extras[Extra.TRAP.offset(dimension)];
    boolean turns = rate != 0 && Math.abs(trap + rate * rate) < TURNING * rate * rate;
    return dimension == 2 && turns ? text(", in a frame that turns at %.3g", Math.abs(rate)) : "";
  }

  private Verdict verdict(Verdict.Outcome outcome, String detail, List<String> depends) {
    return new Verdict(outcome, outcome.words() + detail, depends, checks);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private void squares() {
    double fitted = evidence.fitted[0].rest() / evidence.freedom();
    double limit = 1 + MARGIN + Z * Math.sqrt(2 / evidence.freedom());
    checks.add(
        Check.atMost(
            "fit",
            fitted,
            limit,
            text("fitted rows are off by %.3f times their noise's square", fitted)));
    heldOut("held out", "rows held out", new Unseen(evidence.testRows, evidence.testSquares()));
    heldOut("fit, test set", "rows of the test set", unseen);
    receivers();
  }

  private void heldOut(String name, String words, Unseen rows) {
    if (rows.rows() > 0) {
      double test = rows.squares() / rows.rows();
      checks.add(
          Check.atMost(
              name,
              test,
              1 + MARGIN + Z * Math.sqrt(2.0 / rows.rows()),
              text("%s are off by %.3f times their noise's square", words, test)));
    }
  }

  private void receivers() {
    double worst = 0;
    double most = 1;
    String who = "";
    for (Map.Entry<String, double[]> entry : evidence.byName().entrySet()) {
      double rows = Math.max(1, entry.getValue()[0]);
      double own = entry.getValue()[1] / rows;
      double allowed = 1 + RECEIVER_MARGIN + Z * Math.sqrt(2 / rows);
      if (own / allowed > worst / most) {
        worst = own;
        most = allowed;
        who = entry.getKey();
      }
    }
    checks.add(
        Check.atMost(
            "worst receiver",
            worst,
            most,
            text("%s is off by %.3f times its noise's square", who, worst)));
  }

  /**
   * What a law lacks lasts, so that neighbours err alike. That they err in turns, as where the
   * errors of smoothed positions are thought too large, is no sign of it.
   */
  static Check white(double correlation, long rows) {
    return Check.atMost(
        "white in time",
        correlation,
        WHITE + Z / Math.sqrt((double) rows),
        text("neighbouring errors correlate by %.3f", correlation));
  }

  private void suspects() {
    for (Suspects.Group group : evidence.groups) {
      if (group.name().equals("linear force") || group.name().equals("law")) {
        continue;
      }
      Evidence.ChiSquared score = evidence.score(group);
      if (score.freedom() > 0) {
        chi(group.name(), score, RELEVANT, group.words());
      }
    }
  }

  /** The quantile of chi-squared at Z deviations. (Wilson, Hilferty, PNAS 17 (1931) 684.) */
  public static double quantile(int freedom) {
    double a = 2.0 / (9 * Math.max(1, freedom));
    double root = 1 - a + Z * Math.sqrt(a);
    return Math.max(1, freedom) * root * root * root;
  }

  private void chi(String name, Evidence.ChiSquared found, double relevant, String what) {
    if (found.freedom() == 0) {
      return;
    }
    double number = (found.value() - found.freedom()) / evidence.rows;
    double limit =
        Math.max(relevant, (quantile(found.freedom()) - found.freedom()) / evidence.rows);
    checks.add(
        Check.atMost(
            name,
            number,
            limit,
            text(
                "%s would explain %.4f of the noise's square (chi-squared %.1f of %d)",
                what, number, found.value(), found.freedom())));
  }

  private void rollouts() {
    double[] deviations = evidence.deviations();
    if (deviations.length > 0) {
      double median = Median.of(deviations);
      double length =
          Median.of(evidence.stretches().mapToDouble(Rollout.Stretch::length).toArray());
      double held = Median.of(evidence.stretches().mapToDouble(Rollout.Stretch::held).toArray());
      checks.add(
          Check.atMost(
              "rollouts",
              median,
              FOLLOWED,
              text(
                  "the law follows the tracks for a time of %.3g of %.3g that noise and chaos"
                      + " allow, off by %.2f times what they do",
                  held, length, median)));
    }
  }

  private void reciprocity(EvidencePass pass) {
    int opposite = 0;
    int all = 0;
    for (RunEvidence run : evidence.runs) {
      double[] s = pass.law().sources(run.run());
      double[] p = pass.law().responses(run.run());
      int negative = 0;
      for (int i = 0; i < s.length; i++) {
        negative += s[i] * p[i] < 0 ? 1 : 0;
      }
      opposite += Math.min(negative, s.length - negative);
      all += s.length;
    }
    double share = opposite / (double) Math.max(1, all);
    checks.add(
        Check.atMost(
            "third law",
            share,
            0,
            share == 0
                ? "with masses s / p forces are equal and opposite"
                : text(
                    "%.0f %% of the particles have a mass s / p of the other sign", 100 * share)));
  }

  private void conserved() {
    double momentum =
        Median.of(evidence.runs.stream().mapToDouble(r -> r.conserved().momentum()).toArray());
    double energy =
        Median.of(evidence.runs.stream().mapToDouble(r -> r.conserved().energy()).toArray());
    if (!Double.isNaN(momentum)) {
      checks.add(
          Check.atMost(
              "momentum",
              momentum,
              1 + RECEIVER_MARGIN,
              text("the centre of mass strays by %.3g times the noise's square", momentum)));
    }
    if (!Double.isNaN(energy)) {
      checks.add(
          Check.atMost(
              "energy",
              energy,
              FOLLOWED,
              text("the energy strays by %.3g times the noise", energy)));
    }
  }

  /** The share of what no pair force leaves that the law explains. */
  private double baselines() {
    double n = evidence.rows;
    double left = Math.max(0, evidence.fitted[0].rest() - n);
    Map<String, Set<String>> baselines = new LinkedHashMap<>();
    baselines.put("no force", Set.of());
    baselines.put("no pair force", TERMS);
    baselines.put("a linear force", LINEAR);
    double share = 0;
    for (Map.Entry<String, Set<String>> baseline : baselines.entrySet()) {
      double without = Math.max(0, evidence.baseline(baseline.getValue()::contains) - n);
      double ratio = without > 0 ? left / without : 1;
      share = baseline.getValue().equals(TERMS) ? 1 - ratio : share;
      checks.add(
          Check.atMost(
              "against " + baseline.getKey(),
              ratio,
              1 - HALF,
              text(
                  "the law leaves %.3g of what %s leaves beyond noise (%.4g per row)",
                  ratio, baseline.getKey(), without / n)));
    }
    return share;
  }

  private void rivals(List<Rival> rivals) {
    rivals.stream()
        .min(Comparator.comparingDouble(Rival::longer))
        .ifPresent(
            r ->
                checks.add(
                    new Check(
                        "nearest rival",
                        r.longer(),
                        LONGER,
                        r.longer() > LONGER || r.differs() <= OTHER,
                        text(
                            "%s is %.1f nats longer and differs by %.2g",
                            r.formula(), r.longer(), r.differs()))));
  }

  /**
   * Suspects that explain most of what is left, one after the other; the receiver that has nearly
   * all of it, or most of it where they do not.
   */
  private List<String> depends() {
    List<String> depends = new ArrayList<>();
    Evidence.Suspicion suspicion = evidence.suspicion(SHARE, groups());
    suspicion.groups().forEach(g -> depends.add(g.words()));
    double excess = evidence.excess();
    Map<String, double[]> names = evidence.byName();
    double most = suspicion.share() < HALF ? HALF : NEARLY_ALL;
    names.entrySet().stream()
        .findFirst()
        .filter(e -> names.size() > 2)
        .filter(e -> e.getValue()[1] - e.getValue()[0] > most * excess)
        .ifPresent(e -> depends.add(most == HALF ? 0 : depends.size(), e.getKey()));
    if (depends.isEmpty()) {
      checks.stream()
          .filter(c -> !c.passed())
          .findFirst()
          .ifPresent(c -> depends.add("something that no test names (" + c.sentence() + ")"));
    }
    return depends;
  }

  /** The suspects whose tests failed. */
  private List<Suspects.Group> groups() {
    Set<String> failed =
        checks.stream().filter(c -> !c.passed()).map(Check::name).collect(Collectors.toSet());
    return evidence.groups.stream().filter(g -> failed.contains(g.name())).toList();
  }
}
