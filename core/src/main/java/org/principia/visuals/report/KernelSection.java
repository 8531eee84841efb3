package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.principia.observed.kernel.Curve;
import org.principia.observed.kernel.KernelResult;
import org.principia.observed.kernel.KernelResult.Law;
import org.principia.observed.kernel.KernelResult.PairForce;
import org.principia.observed.kernel.KernelResult.Step;
import org.principia.observed.kernel.KernelResult.Strength;
import org.principia.observed.kernel.KernelResult.Term;
import org.principia.observed.verdict.Check;
import org.principia.observed.verdict.Verdict;
import org.principia.symbolic.expression.Expression;
import org.principia.visuals.Digits;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.Block.Alignment;
import org.principia.visuals.page.Block.Column;

/**
 * The section on the pair force of observed particles: the curve with its band and the formulas
 * through it, constants and strengths with their errors, and which models were compared.
 *
 * @param result what was found
 * @param unit of length
 */
public record KernelSection(KernelResult result, String unit) {
  /** Standard errors that a strength is away from 0 at least, to be known. */
  private static final double KNOWN = 3;

  private static final double BAND = 2;
  private static final int SHOWN = 20;

  /** Whether a strength that was learned is known to differ from 0. */
  public static boolean isKnown(double strength, double error) {
    return error == 0 || Math.abs(strength) > KNOWN * error;
  }

  /** The result in some lines for a terminal. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  the forces give "
            + (result.order() == 1 ? "velocities (overdamped)" : "accelerations")
            + ("free".equals(result.frame()) ? ", in a free frame" : "")
            + (result.laws().isEmpty()
                ? "; no formula"
                : (result.laws().get(0).particles().isEmpty()
                        ? "; strengths: "
                        : "; strengths learned: ")
                    + result.laws().get(0).strengths()));
    if (!result.laws().isEmpty()) {
      Law law = result.laws().get(0);
      lines.add("");
      lines.add("  pair force, towards the other where it is positive");
      for (PairForce force : law.forces()) {
        lines.add("    " + name(force) + " = " + force.formula().toText(6));
        lines.add("    constants " + constants(force));
      }
      if (result.power().known()) {
        lines.add("    " + power());
      }
      law.terms().forEach(term -> lines.add("    " + text(term)));
      lines.add("    mean squared error over that of the noise: " + quality(law));
      lines.addAll(strengths(law));
      List<String> relations =
          result.relations().stream().flatMap(r -> PropertySection.sentences(r).stream()).toList();
      if (!relations.isEmpty()) {
        lines.addAll(List.of("", "  strengths and known properties"));
        relations.forEach(line -> lines.add("    " + line));
      }
      lines.addAll(others());
    }
    lines.addAll(verdict());
    return lines;
  }

  /** The outcome, and the tests that the law does not pass. */
  private List<String> verdict() {
    Verdict verdict = result.verdict();
    List<String> lines = new ArrayList<>();
    verdict.checks().stream()
        .filter(check -> !check.passed())
        .forEach(check -> lines.add("    " + check.name() + ": " + check.sentence()));
    if (!lines.isEmpty()) {
      lines.add(0, "");
      lines.add(1, "  tests that it does not pass, of " + verdict.checks().size());
    }
    lines.add("");
    lines.add("verdict: " + verdict.sentence());
    return lines;
  }

  private String power() {
    KernelResult.LocalPower power = result.power();
    boolean whole = !Double.isNaN(power.power());
    String value = Digits.within(power.deviation() + (whole ? power.power() : 0), power.error());
    return whole
        ? "power of the distance " + value
        : "times a power of the distance beside the formula " + value;
  }

  private List<Block> scorecard() {
    Verdict verdict = result.verdict();
    Block.Outcome outcome =
        switch (verdict.outcome()) {
          case EXPLAINS -> Block.Outcome.YES;
          case MOSTLY, SEVERAL -> Block.Outcome.OPEN;
          case NONE -> Block.Outcome.NO;
        };
    return List.of(
        new Block.Verdict("explained to the noise", outcome, verdict.sentence()),
        new Block.Table(
            "Tests of the law, each with its number and the limit up to which the law stands",
            List.of(
                new Column("test", Alignment.TEXT),
                new Column("number", Alignment.NUMBER),
                new Column("limit", Alignment.NUMBER),
                new Column("passed", Alignment.TEXT),
                new Column("in words", Alignment.TEXT)),
            verdict.checks().stream().map(KernelSection::row).toList()));
  }

  private static List<String> row(Check check) {
    return List.of(
        check.name(),
        number(check.number()),
        number(check.limit()),
        check.passed() ? "yes" : "no",
        check.sentence());
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String text(Term term) {
    return term.name() + " " + Digits.within(term.value(), term.error());
  }

  private static String quality(Law law) {
    return String.format(
        Locale.ROOT,
        "%.3g on %d windows, %.3g on %d held out",
        law.train().squares(),
        law.train().rows(),
        law.test().squares(),
        law.test().rows());
  }

  private static String name(PairForce force) {
    return "g(r)" + (force.label().isEmpty() ? "" : " of " + force.label());
  }

  private static String constants(PairForce force) {
    double[] constants = force.formula().constants();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < constants.length; i++) {
      double error = force.constantErrors()[i];
      texts.add(error == 0 ? Digits.of(constants[i], 6) : Digits.within(constants[i], error));
    }
    return String.join(", ", texts);
  }

  private static List<String> strengths(Law law) {
    List<String> lines = new ArrayList<>();
    List<Strength> all = law.particles();
    if (!all.isEmpty()) {
      lines.add("");
      lines.add("  strengths, one of them the unit");
    }
    for (Strength s : all.subList(0, Math.min(SHOWN, all.size()))) {
      lines.add(
          String.format(
              "    %-14s source %s, response %s",
              s.run().isEmpty() ? s.particle() : s.run() + " " + s.particle(),
              known(s.source(), s.sourceError()),
              known(s.response(), s.responseError())));
    }
    if (all.size() > SHOWN) {
      lines.add("    … and " + (all.size() - SHOWN) + " more");
    }
    return lines;
  }

  private static String known(double value, double error) {
    return error == 0
        ? Digits.of(value, 6)
        : Digits.within(value, error) + (isKnown(value, error) ? "" : " (not known)");
  }

  private List<String> others() {
    List<String> lines = new ArrayList<>();
    for (Law law : result.laws().subList(1, result.laws().size())) {
      lines.add(
          String.format(
              Locale.ROOT,
              "    %+10.1f nats  %s",
              law.length() - result.laws().get(0).length(),
              law.forces().stream()
                  .map(f -> f.formula().toText(4))
                  .collect(Collectors.joining("; "))));
    }
    if (!lines.isEmpty()) {
      lines.add(0, "");
      lines.add(1, "  other formulas, and how much longer they describe the windows");
    }
    return lines;
  }

  /** The blocks of the section. */
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("The pair force"));
    blocks.addAll(scorecard());
    if (!result.laws().isEmpty()) {
      blocks.add(new Block.Laws(result.laws().stream().flatMap(this::lines).toList()));
    }
    if (!result.configuration().isEmpty()) {
      blocks.add(
          new Block.Code("The law as a configuration of the simulator:", result.configuration()));
    }
    for (int i = 0; i < result.curves().size(); i++) {
      blocks.add(figure(i));
    }
    if (!result.laws().isEmpty() && !result.laws().get(0).particles().isEmpty()) {
      blocks.add(strengthTable(result.laws().get(0)));
    }
    blocks.addAll(PropertySection.tables(result.relations()));
    blocks.add(
        new Block.Table(
            "Models that were compared: mean squared error over that of the noise, on windows that"
                + " were fitted and on those held out",
            List.of(
                new Column("order", Alignment.NUMBER),
                new Column("frame", Alignment.TEXT),
                new Column("strengths", Alignment.TEXT),
                new Column("beside the pair force", Alignment.TEXT),
                new Column("unknowns", Alignment.NUMBER),
                new Column("fitted", Alignment.NUMBER),
                new Column("held out", Alignment.NUMBER)),
            result.steps().stream().map(KernelSection::row).toList()));
    return blocks;
  }

  private Stream<Block.LawLine> lines(Law law) {
    String which = law.equals(result.laws().get(0)) ? ", the best" : ", another";
    return law.forces().stream()
        .map(
            force -> {
              List<String> note = new ArrayList<>(List.of("constants " + constants(force)));
              law.terms().forEach(term -> note.add(text(term)));
              note.add("mean squared error over that of the noise: " + quality(law));
              return new Block.LawLine(
                  name(force) + which,
                  force.formula().toText(6),
                  "",
                  String.join("; ", note),
                  force.formula().toLatex(6),
                  force.formula().toSql());
            });
  }

  private static List<String> row(Step step) {
    return List.of(
        String.valueOf(step.order()),
        step.frame(),
        step.strengths(),
        String.join(", ", step.terms()),
        String.valueOf(step.unknowns()),
        number(step.train()),
        number(step.test()));
  }

  /** The curve in the formula's unit of strength; of forces of one sign the size, on log axes. */
  private Block figure(int index) {
    Curve curve = result.curves().get(index);
    double[] r = curve.distance();
    double[] formula =
        result.laws().stream()
            .limit(1)
            .flatMapToDouble(
                law -> {
                  Expression g = law.forces().get(index).formula();
                  return Arrays.stream(r).map(x -> g.evaluate(new double[] {x}));
                })
            .toArray();
    double factor = formula.length == 0 ? 1 : factor(curve, formula);
    double sign = Math.signum(factor * curve.force()[0]);
    boolean oneSign = Arrays.stream(curve.force()).allMatch(f -> f * factor * sign > 0);
    double shown = oneSign ? sign : 1;
    List<LineChart.Series> series = new ArrayList<>();
    series.add(new LineChart.Series("free form", r, band(curve, shown * factor, 0)));
    series.add(new LineChart.Series("two errors above", r, band(curve, shown * factor, BAND)));
    series.add(new LineChart.Series("two errors below", r, band(curve, shown * factor, -BAND)));
    if (formula.length > 0) {
      series.add(
          new LineChart.Series("formula", r, Arrays.stream(formula).map(f -> shown * f).toArray()));
    }
    String types =
        curve.receiver().isEmpty() && curve.sender().isEmpty()
            ? ""
            : " of " + curve.sender() + " on " + curve.receiver();
    return new Block.Figure(
        "pair-force-" + index,
        new LineChart(
            "Pair force" + types,
            "distance [" + unit + "]",
            oneSign ? (sign > 0 ? "attraction" : "repulsion") + " by a unit of strength" : "force",
            AxisScale.LOG,
            oneSign ? AxisScale.LOG : AxisScale.LINEAR,
            series,
            List.of()),
        "The pair force of free form with its standard errors, "
            + (oneSign ? "" : "positive towards the other particle, ")
            + "and the formula through it.");
  }

  /** What the curve is to be multiplied by to be nearest to the formula. */
  private static double factor(Curve curve, double[] formula) {
    double[] errors = curve.errors();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < errors.length; i++) {
      double weight = 1 / (errors[i] * errors[i]);
      if (Double.isFinite(formula[i]) && Double.isFinite(weight)) {
        products += weight * curve.force()[i] * formula[i];
        squares += weight * curve.force()[i] * curve.force()[i];
      }
    }
    return squares > 0 && products != 0 ? products / squares : 1;
  }

  private static double[] band(Curve curve, double factor, double errors) {
    double[] band = curve.errors();
    Arrays.setAll(band, i -> factor * curve.force()[i] + Math.abs(factor) * errors * band[i]);
    return band;
  }

  private static Block strengthTable(Law law) {
    return new Block.Table(
        "Strengths with standard errors: what a particle does to others, and how it responds. One"
            + " less than three errors away from 0 is not identifiable: it acts on nothing that"
            + " these data show.",
        List.of(
            new Column("particle", Alignment.TEXT),
            new Column("source", Alignment.NUMBER),
            new Column("error", Alignment.NUMBER),
            new Column("identifiable", Alignment.TEXT),
            new Column("response", Alignment.NUMBER),
            new Column("error", Alignment.NUMBER),
            new Column("identifiable", Alignment.TEXT)),
        law.particles().stream()
            .limit(200)
            .map(
                s ->
                    List.of(
                        s.run().isEmpty() ? s.particle() : s.run() + " " + s.particle(),
                        value(s.source(), s.sourceError()),
                        error(s.sourceError()),
                        flag(s.source(), s.sourceError()),
                        value(s.response(), s.responseError()),
                        error(s.responseError()),
                        flag(s.response(), s.responseError())))
            .toList());
  }

  private static String value(double value, double error) {
    return error == 0 ? Digits.of(value, 6) : Digits.within(value, error).split(" ")[0];
  }

  private static String error(double error) {
    return error == 0 ? "" : String.format(Locale.ROOT, "%.2g", error);
  }

  private static String flag(double value, double error) {
    return error == 0 ? "held" : isKnown(value, error) ? "yes" : "no";
  }
}
