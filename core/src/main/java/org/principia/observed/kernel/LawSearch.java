package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.principia.observed.spline.GramPass;
import org.principia.observed.spline.KernelForce;
import org.principia.observed.spline.KernelModel;
import org.principia.observed.spline.KernelStructure;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.spline.Pairs;
import org.principia.observed.spline.Strengths;
import org.principia.observed.verdict.Pictures;
import org.principia.observed.verdict.Verdict;
import org.principia.observed.weak.ForceErrors;
import org.principia.observed.weak.PreparedRun;
import org.principia.parallel.Distributed;
import org.principia.parallel.FinishedSteps;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.math.SimpleNumbers;

/**
 * Formulas in the place of a kernel of free form, fitted to the data with all strengths.
 *
 * @param prepared the runs
 * @param survey what is known of them
 * @param settings what is asked
 * @param steps that are finished
 */
record LawSearch(
    Distributed<PreparedRun> prepared,
    KnownRuns survey,
    KernelSettings settings,
    FinishedSteps steps) {
  private static final int BLOCKS = 24;
  private static final int DIGITS = 4;

  /** Steps of a fit that others are compared with. */
  private static final int FIRST = 8;

  /** More strengths than these are unknowns of their runs where no particle is in two of them. */
  private static final int MOST_SHARED = 480;

  /** Laws with formulas for a kernel, the best first; judged on runs that are not seen here. */
  Judged find(
      KernelSearch.Found found,
      List<Curve> curves,
      long seed,
      Function<FormulaState, TestSet.Seen> look) {
    List<List<Expression>> candidates = candidates(curves, found.rows(), seed);
    // By the kernel: the errors are the same for all formulas.
    ForceErrors errors = found.explains() ? errors(found.structure()) : ForceErrors.ESTIMATED;
    FormulaFit fit =
        new FormulaFit(
            survey.particles(),
            (state, unknowns) ->
                collect(
                    prepared, new FormulaPass(state, unknowns, found.equation(), BLOCKS, errors)),
            steps);
    if (candidates.stream().anyMatch(List::isEmpty)) {
      return Judged.none();
    }
    List<FormulaFit.Fitted> trials = trials(fit, found, candidates);
    List<FormulaFit.Fitted> sorted =
        trials.stream()
            .sorted(Comparator.comparingDouble(t -> LawReduction.length(t, trials)))
            .toList();
    FormulaFit.Fitted chosen = simplest(sorted);
    FormulaFit.Fitted best =
        snapped(fit, refined(fit, new LawReduction(fit, survey.dimension()).reduced(chosen)));
    List<KernelResult.Law> laws = new ArrayList<>();
    laws.add(report(best, LawReduction.length(chosen, trials)));
    sorted.stream()
        .filter(other -> !other.equals(chosen))
        .forEach(other -> laws.add(report(other, LawReduction.length(other, trials))));
    LawVerdict.Free free =
        new LawVerdict.Free(
            found.splines(), found.equation(), survey.dimension(), survey.quantiles(200));
    TestSet.Seen seen = steps.of("test", () -> look.apply(best.state()));
    return new Judged(
        laws,
        LawConfiguration.of(best.state(), survey, found.equation().order()),
        seen.pictures(),
        PropertyRelations.of(fit, best, survey, found.equation().free()),
        steps.of("verdict", () -> LawVerdict.of(prepared, fit, best, laws, free, seen.unseen())),
        LocalPowerFit.of(fit, best, survey.quantiles(9)));
  }

  /**
   * Fits of the candidates; of several pairs of types one pair after the other, with the best of
   * those before.
   */
  private List<FormulaFit.Fitted> trials(
      FormulaFit fit, KernelSearch.Found found, List<List<Expression>> candidates) {
    List<Integer> numbers = found.model().pairs();
    Pairs pairs = pairs(found.model());
    List<Expression> chosen = new ArrayList<>(candidates.stream().map(c -> c.get(0)).toList());
    List<FormulaFit.Fitted> trials = new ArrayList<>();
    trials.add(fit.fit(start(found, pairs.joined(numbers, chosen)), FIRST));
    FormulaFit.Fitted best = trials.get(0);
    for (int k = 0; k < candidates.size(); k++) {
      for (Expression candidate : candidates.get(k).subList(1, candidates.get(k).size())) {
        List<Expression> other = new ArrayList<>(chosen);
        other.set(k, candidate);
        FormulaFit.Fitted trial = fit.fit(start(found, pairs.joined(numbers, other)), FIRST);
        trials.add(trial);
        if (LawReduction.length(trial, trials) < LawReduction.length(best, trials)) {
          best = trial;
          chosen = other;
        }
      }
    }
    return trials;
  }

  private ForceErrors errors(KernelStructure structure) {
    Map<String, double[]> sources = new LinkedHashMap<>();
    Map<String, double[]> responses = new LinkedHashMap<>();
    strengths(structure, sources, responses);
    return KernelForce.of(structure, pairs(structure.model()), sources, responses);
  }

  private Pairs pairs(KernelModel model) {
    return model.types() == 1 ? Pairs.ALIKE : survey.pairs(survey.types());
  }

  /** Formulas for each of some curves, those to be tried first. */
  private List<List<Expression>> candidates(List<Curve> curves, long rows, long seed) {
    List<List<Expression>> candidates = new ArrayList<>();
    for (Curve curve : curves) {
      candidates.add(
          steps
              .of(
                  "formulas-" + candidates.size(),
                  () -> new FormulaSearch(curve, rows).run(settings.search(), seed))
              .stream()
              .limit(settings.candidates())
              .map(FormulaSearch.Candidate::formula)
              .toList());
    }
    return candidates;
  }

  private KernelResult.Law report(FormulaFit.Fitted fitted, double length) {
    return LawReport.of(fitted, survey, length);
  }

  /** The first of some laws, the shortest, or a simpler one where nothing asks for more. */
  private static FormulaFit.Fitted simplest(List<FormulaFit.Fitted> sorted) {
    FormulaFit.Fitted shortest = sorted.get(0);
    return sorted.stream()
        .filter(t -> complexity(t) < complexity(shortest))
        .sorted(Comparator.comparingInt(LawSearch::complexity))
        .filter(t -> !LawReduction.asked(shortest, t))
        .findFirst()
        .orElse(shortest);
  }

  private static int complexity(FormulaFit.Fitted fitted) {
    return fitted.state().formula().complexity();
  }

  /**
   * Laws, and of the first its relations to known properties, the verdict, and how sure its power
   * of the distance is.
   */
  record Judged(
      List<KernelResult.Law> laws,
      String configuration,
      Pictures pictures,
      List<KernelResult.Relation> relations,
      Verdict verdict,
      KernelResult.LocalPower power) {

    static Judged none() {
      return new Judged(
          List.of(),
          "",
          Pictures.none(),
          List.of(),
          Verdict.untested(),
          KernelResult.LocalPower.UNKNOWN);
    }
  }

  /** Misfits and everything else in turns. */
  private static FormulaFit.Fitted refined(FormulaFit fit, FormulaFit.Fitted first) {
    FormulaFit.Fitted now = first;
    for (int round = 0; round < 3; round++) {
      now = fit.fit(now.state().withMisfits(misfits(now)), 4);
    }
    return now;
  }

  private static Map<String, double[]> misfits(FormulaFit.Fitted fitted) {
    Map<String, double[]> next = new HashMap<>();
    for (FormulaPass.Rests run : fitted.rests()) {
      double[] own = fitted.state().misfits().get(run.run()).clone();
      for (int i = 0; i < run.receivers().length; i++) {
        FormulaPass.Rest rest = run.train().get(i);
        int at = run.receivers()[i];
        own[at] = GramPass.next(own[at], rest.mean(), rest.misfit());
      }
      next.put(run.run(), own);
    }
    return next;
  }

  /** Simple numbers in the place of constants, where the data do not object. */
  private static FormulaFit.Fitted snapped(FormulaFit fit, FormulaFit.Fitted first) {
    FormulaFit.Fitted now = first;
    for (int c = 0; c < first.state().held().length; c++) {
      if (now.state().held()[c]) {
        continue;
      }
      double[] constants = now.state().formula().constants();
      double error = LawReport.constantErrors(now)[c];
      for (double simple : simple(constants[c])) {
        if (Math.abs(simple - constants[c]) > 3 * error) {
          continue;
        }
        double[] other = constants.clone();
        other[c] = simple;
        boolean[] held = now.state().held().clone();
        held[c] = true;
        Expression formula = now.state().formula().withConstants(other);
        FormulaFit.Fitted next = fit.fit(now.state().withFormula(formula, held), 3);
        double phi = now.squares(true) / now.rows(true);
        if ((next.squares(true) - now.squares(true)) / phi < Math.log((double) now.rows(true))) {
          now = next;
          break;
        }
      }
    }
    return now;
  }

  /** Numbers that may stand for a constant: the nearest whole and half, then others near it. */
  private static double[] simple(double constant) {
    return DoubleStream.concat(
            DoubleStream.of(Math.rint(constant), Math.rint(2 * constant) / 2).filter(x -> x != 0),
            Arrays.stream(SimpleNumbers.near(constant, DIGITS)))
        .toArray();
  }

  static List<FormulaPass.Sums> collect(Distributed<PreparedRun> prepared, FormulaPass pass) {
    return prepared
        .collect(
            pass,
            (shared, part) -> {
              List<FormulaPass.Sums> sums = new ArrayList<>();
              part.items().forEachRemaining(run -> sums.add(shared.of(run)));
              return sums;
            })
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** The strengths of the kernel with a formula in its place; a factor of it goes to them. */
  private FormulaState start(KernelSearch.Found found, Expression formula) {
    KernelStructure structure = found.structure();
    KernelModel model = structure.model();
    double[] parameters = structure.parameters();
    boolean[] held = new boolean[formula.constants().length];
    double scale = 1;
    Expression unit = formula;
    int[] factors = factors(model, formula);
    if (factors.length > 0) {
      double pivot = formula.constants()[factors[0]];
      double sign = structure.sign();
      scale = Math.abs(pivot) * sign;
      unit = FormulaState.scaled(formula, factors, 1 / scale);
      held[factors[0]] = true;
    }
    Map<String, double[]> sources = new LinkedHashMap<>();
    Map<String, double[]> responses = new LinkedHashMap<>();
    Map<String, double[]> misfits = new LinkedHashMap<>();
    strengths(structure, sources, responses);
    double ofSources = model.strengths().sources() ? scale : 1;
    double ofResponses = model.strengths().sources() || !model.strengths().responses() ? 1 : scale;
    survey
        .particles()
        .forEach(
            (run, own) -> {
              double[] q = new double[own.size()];
              Arrays.fill(q, GramPass.FIRST_MISFIT);
              misfits.put(run, found.misfits().getOrDefault(run, q));
              sources.computeIfPresent(run, (r, s) -> times(s, ofSources));
              responses.computeIfPresent(run, (r, p) -> times(p, ofResponses));
            });
    double[] terms = model.extras(parameters);
    int[] extras = IntStream.range(0, terms.length).filter(e -> model.extras()[e]).toArray();
    return new FormulaState(
        unit,
        held,
        unknowns(model.strengths(), survey),
        extras,
        Arrays.stream(extras).mapToDouble(e -> terms[e]).toArray(),
        sources,
        responses,
        misfits,
        pairs(model));
  }

  /** The same strengths; too many for one matrix are told apart by run, if that is the same. */
  static Strengths unknowns(Strengths learned, KnownRuns survey) {
    int count = survey.particles().values().stream().mapToInt(List::size).sum();
    boolean apart = survey.particles().size() > 1 && !survey.several() && count > MOST_SHARED;
    return apart && learned.learned()
        ? learned.learning(learned.sources(), learned.responses(), false)
        : learned;
  }

  /** Constants that make up the scale of a formula, where strengths are learned that take it. */
  private int[] factors(KernelModel model, Expression formula) {
    return model.strengths().learned()
        ? FormulaState.factors(formula, survey.quantiles(5))
        : new int[0];
  }

  private static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(x -> factor * x).toArray();
  }

  /**
   * Strengths of all runs: those of the kernel; where a run had no part in it, what is known, or
   * those of the same particles in others where they are shared, else 1.
   */
  private void strengths(
      KernelStructure structure, Map<String, double[]> sources, Map<String, double[]> responses) {
    KernelModel model = structure.model();
    double[] parameters = structure.parameters();
    Map<String, double[]> byName = new HashMap<>();
    for (int r = 0; r < model.runs().size(); r++) {
      double[] s = model.sources(parameters, r);
      double[] p = model.responses(parameters, r);
      for (int j = 0; j < s.length; j++) {
        byName.putIfAbsent(model.runs().get(r).particles().get(j), new double[] {s[j], p[j]});
      }
      sources.put(model.runs().get(r).run(), s);
      responses.put(model.runs().get(r).run(), p);
    }
    Strengths learned = model.strengths();
    survey
        .particles()
        .forEach(
            (run, own) -> {
              double[] s = learned.source().values(survey.known().get(run), own.size());
              double[] p = learned.response().values(survey.known().get(run), own.size());
              for (int j = 0; j < s.length; j++) {
                double[] other = byName.get(own.get(j));
                s[j] = learned.sources() && learned.shared() && other != null ? other[0] : s[j];
                p[j] = learned.responses() && learned.shared() && other != null ? other[1] : p[j];
              }
              sources.putIfAbsent(run, s);
              responses.putIfAbsent(run, p);
            });
  }
}
