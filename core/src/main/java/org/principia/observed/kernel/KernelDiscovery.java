package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.principia.observed.TrackedRun;
import org.principia.observed.verdict.Verdict;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.Gram;
import org.principia.observed.weak.LogSplines;
import org.principia.observed.weak.PreparedRun;
import org.principia.parallel.Distributed;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.math.SimpleNumbers;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * From tracked particles to a law: first a kernel of free form with strengths, then a formula for
 * the kernel, then everything fitted again with the formula.
 */
public final class KernelDiscovery {
  private static final int PASSES = 3;
  private static final int DISTANCES = 2000;

  /** Curves are told where all but this share of the distances lie. */
  private static final double OUTER = 0.002;

  /** Numbers that the driver holds of the runs that settle the structure. */
  private static final long MOST_NUMBERS = 20_000_000;

  /** Strengths that are learned of single runs then. */
  private static final int MOST_LOCAL = 480;

  private static final int BLOCKS = 24;
  private static final int DIGITS = 4;
  private final KernelSettings settings;
  private final SymbolicSettings symbolic;
  private final long seed;

  /** With what is asked, how formulas are searched for, and the seed of that. */
  public KernelDiscovery(KernelSettings settings, SymbolicSettings symbolic, long seed) {
    this.settings = settings;
    this.symbolic = symbolic;
    this.seed = seed;
  }

  /** Looks for the law of some runs, all of the same dimension. */
  public KernelResult run(Distributed<TrackedRun> runs) {
    try (Distributed<PreparedRun> prepared =
        runs.derive(0, (none, part) -> prepare(part.items()))) {
      Survey survey = Survey.of(prepared);
      List<KernelResult.Step> steps = new ArrayList<>();
      Found best = null;
      for (int order : settings.orders()) {
        Found found = structure(prepared, survey, order, 1);
        found.structure().steps().forEach(s -> steps.add(step(s, order)));
        best = best == null || found.unexplained() < best.unexplained() ? found : best;
      }
      return law(prepared, survey, structure(prepared, survey, best.order(), PASSES), steps);
    }
  }

  private static Iterator<PreparedRun> prepare(Iterator<TrackedRun> runs) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return runs.hasNext();
      }

      @Override
      public PreparedRun next() {
        return PreparedRun.of(runs.next());
      }
    };
  }

  private static KernelResult.Step step(KernelStructure.Step s, int order) {
    return new KernelResult.Step(
        order,
        s.strengths().label(),
        s.terms().stream().map(KernelSettings::label).toList(),
        s.unknowns(),
        s.train(),
        s.test());
  }

  /** What is known of all runs before anything is fitted. */
  private record Survey(
      Map<String, List<String>> particles,
      List<String> types,
      int dimension,
      double[] distances,
      boolean several) {

    static Survey of(Distributed<PreparedRun> prepared) {
      Map<String, List<String>> particles = new LinkedHashMap<>();
      Set<String> types = new TreeSet<>();
      List<double[]> distances = new ArrayList<>();
      int[] dimension = new int[1];
      List<List<Facts>> parts =
          prepared.collect(
              0,
              (none, part) -> {
                List<Facts> facts = new ArrayList<>();
                part.items().forEachRemaining(run -> facts.add(Facts.of(run)));
                return facts;
              });
      for (List<Facts> part : parts) {
        for (Facts facts : part) {
          particles.put(facts.run(), facts.particles());
          types.addAll(facts.types());
          distances.add(facts.distances());
          dimension[0] = facts.dimension();
        }
      }
      Set<String> names = new HashSet<>();
      boolean again = false;
      for (List<String> own : particles.values()) {
        for (String name : own) {
          again |= !names.add(name);
        }
      }
      return new Survey(
          particles,
          List.copyOf(types),
          dimension[0],
          distances.stream().flatMapToDouble(Arrays::stream).sorted().toArray(),
          again && particles.size() > 1);
    }

    double low() {
      return distances[(int) (distances.length * OUTER)];
    }

    /** Where the splines begin: at the least distance, if that is not far below all others. */
    double least() {
      return Math.max(distances[0], low() / 10);
    }

    double high() {
      return distances[distances.length - 1];
    }

    double[] quantiles(int count) {
      double[] found = new double[count];
      Arrays.setAll(
          found,
          i ->
              distances[
                  (int) ((distances.length - 1) * (OUTER + (1 - 2 * OUTER) * i / (count - 1)))]);
      return found;
    }
  }

  private record Facts(
      String run, List<String> particles, List<String> types, int dimension, double[] distances)
      implements java.io.Serializable {

    static Facts of(PreparedRun run) {
      return new Facts(
          run.run(),
          run.particles(),
          run.tracks().stream().map(t -> t.track().type()).distinct().toList(),
          run.tracks().get(0).track().dimension(),
          run.distances(DISTANCES));
    }
  }

  /** A kernel of free form. */
  private record Found(
      int order, LogSplines splines, KernelStructure structure, Map<String, double[]> misfits) {

    double unexplained() {
      return squares();
    }

    double squares() {
      List<RunGram> runs = structure.model().runs();
      return structure.fit().error(structure.parameters(), true) / KernelStructure.rows(runs, true);
    }
  }

  private Found structure(Distributed<PreparedRun> prepared, Survey survey, int order, int passes) {
    double decades = Math.log10(survey.high() / survey.least());
    int splines = (int) Math.min(40, Math.max(12, Math.round(10 + 4 * decades)));
    Set<String> chosen = chosen(survey, splines);
    double decay = 1;
    Map<String, double[]> misfits = new HashMap<>();
    Found found = null;
    for (int p = 0; p < passes; p++) {
      LogSplines basis = new LogSplines(survey.least(), survey.high(), splines, decay);
      GramPass pass = new GramPass(basis, survey.types(), order, misfits);
      List<RunGram> grams = collect(prepared, chosen, pass);
      KernelStructure structure =
          KernelStructure.choose(
              grams,
              basis,
              survey.types().size(),
              survey.dimension(),
              settings.asked(survey.several(), order));
      found = new Found(order, basis, structure, misfits);
      misfits = structure.misfits(misfits);
      decay = structure.decay(survey.quantiles(200));
    }
    return found;
  }

  private static List<RunGram> collect(
      Distributed<PreparedRun> prepared, Set<String> chosen, GramPass pass) {
    return prepared
        .collect(
            pass,
            (shared, part) -> {
              List<RunGram> grams = new ArrayList<>();
              part.items()
                  .forEachRemaining(
                      run -> {
                        if (chosen.contains(run.run())) {
                          grams.add(shared.of(run));
                        }
                      });
              return grams;
            })
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** As many runs as the driver can hold. */
  private static Set<String> chosen(Survey survey, int splines) {
    Set<String> chosen = new HashSet<>();
    long numbers = 0;
    int local = 0;
    for (Map.Entry<String, List<String>> run : survey.particles().entrySet()) {
      long n = run.getValue().size();
      long columns = n * splines + Extra.widths(survey.dimension()) + 1;
      numbers += 2 * n * columns * columns;
      local += (int) (2 * n);
      if (!chosen.isEmpty() && (numbers > MOST_NUMBERS || local > MOST_LOCAL)) {
        break;
      }
      chosen.add(run.getKey());
    }
    return chosen;
  }

  private KernelResult law(
      Distributed<PreparedRun> prepared,
      Survey survey,
      Found found,
      List<KernelResult.Step> steps) {
    KernelStructure structure = found.structure();
    double[] covariance = structure.fit().covariance(structure.parameters());
    double factor = Math.max(1, found.squares());
    List<Curve> curves = new ArrayList<>();
    int types = survey.types().size();
    for (int pair = 0; pair < types * types; pair++) {
      curves.add(
          Curve.of(
              found.splines(),
              structure.parameters(),
              covariance,
              pair * found.splines().count(),
              spaced(survey, found.splines().count() - 2),
              factor,
              new String[] {survey.types().get(pair / types), survey.types().get(pair % types)}));
    }
    Judged judged =
        types == 1
            ? laws(prepared, survey, found, curves.get(0))
            : new Judged(List.of(), Verdict.untested());
    return new KernelResult(
        found.order(), survey.dimension(), curves, steps, judged.laws(), judged.verdict());
  }

  private static double[] spaced(Survey survey, int count) {
    double low = survey.low();
    double high = survey.distances()[(int) ((survey.distances().length - 1) * (1 - OUTER))];
    double[] r = new double[count];
    Arrays.setAll(r, i -> low * Math.pow(high / low, i / (count - 1.0)));
    return r;
  }

  private record Judged(List<KernelResult.Law> laws, Verdict verdict) {}

  private Judged laws(Distributed<PreparedRun> prepared, Survey survey, Found found, Curve curve) {
    long rows = KernelStructure.rows(found.structure().model().runs(), true);
    SymbolicSettings search =
        symbolic.with(
            Map.of("operators", settings.operators(), "max-complexity", settings.maxComplexity()));
    List<FormulaSearch.Candidate> candidates = new FormulaSearch(curve, rows).run(search, seed);
    FormulaFit fit =
        new FormulaFit(
            survey.particles(),
            state -> collect(prepared, new FormulaPass(state, found.order(), BLOCKS)));
    List<Trial> trials = new ArrayList<>();
    for (FormulaSearch.Candidate candidate :
        candidates.subList(0, Math.min(settings.candidates(), candidates.size()))) {
      FormulaState start = start(found, survey, candidate.formula());
      trials.add(new Trial(fit.fit(start, 8)));
    }
    trials.sort(Comparator.comparingDouble(t -> t.length(trials)));
    List<KernelResult.Law> laws = new ArrayList<>();
    FormulaFit.Fitted best = null;
    for (Trial trial : trials) {
      FormulaFit.Fitted fitted = trial.fitted();
      if (laws.isEmpty()) {
        fitted = refined(fit, fitted);
        fitted = snapped(fit, fitted);
        best = fitted;
      }
      laws.add(LawReport.of(fitted, survey.particles(), survey.dimension(), trial.length(trials)));
    }
    if (best == null) {
      return new Judged(laws, Verdict.untested());
    }
    LawVerdict.Free free =
        new LawVerdict.Free(
            found.splines(), found.order(), survey.dimension(), survey.quantiles(200));
    return new Judged(laws, LawVerdict.of(prepared, fit, best, laws, free));
  }

  /** A fit whose misfits those of all trials share, so that their errors can be compared. */
  private record Trial(FormulaFit.Fitted fitted) {

    /**
     * {@code chi^2 / (2 phi v) + (k / 2) log (n / v) + L log 8}, phi the least mean squared error
     * of all, v the inflation by correlated errors of the one that has it.
     */
    double length(List<Trial> all) {
      FormulaFit.Fitted least = fitted;
      for (Trial t : all) {
        least = t.fitted.squares(true) < least.squares(true) ? t.fitted : least;
      }
      double phi = least.squares(true) / least.rows(true);
      double v = least.inflation();
      return fitted.squares(true) / phi / v / 2
          + fitted.free() * Math.log(Math.max(2, fitted.rows(true) / v)) / 2
          + Math.log(8) * fitted.state().formula().complexity();
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
    for (FormulaPass.Sums sums : fitted.sums()) {
      double[] own = fitted.state().misfits().get(sums.run()).clone();
      for (int i = 0; i < sums.receivers().length; i++) {
        Gram gram = sums.train().get(i);
        int at = sums.receivers()[i];
        own[at] =
            GramPass.next(
                own[at], gram.at(gram.columns - 1, gram.columns - 1) / Math.max(1, gram.rows));
      }
      next.put(sums.run(), own);
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
      for (double simple : SimpleNumbers.near(constants[c], DIGITS)) {
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
        if ((next.squares(true) - now.squares(true)) / phi < Math.log(now.rows(true))) {
          now = next;
          break;
        }
      }
    }
    return now;
  }

  private static List<FormulaPass.Sums> collect(
      Distributed<PreparedRun> prepared, FormulaPass pass) {
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
  private static FormulaState start(Found found, Survey survey, Expression formula) {
    KernelStructure structure = found.structure();
    KernelModel model = structure.model();
    double[] parameters = structure.parameters();
    boolean[] held = new boolean[formula.constants().length];
    double scale = 1;
    Expression unit = formula;
    int[] factors = FormulaState.factors(formula, survey.quantiles(5));
    if (factors.length > 0 && model.strengths().learned()) {
      double pivot = formula.constants()[factors[0]];
      double sign = structure.sign();
      scale = Math.abs(pivot) * sign;
      unit = FormulaState.scaled(formula, factors, 1 / scale);
      held[factors[0]] = true;
    }
    Map<String, double[]> sources = new LinkedHashMap<>();
    Map<String, double[]> responses = new LinkedHashMap<>();
    Map<String, double[]> misfits = new LinkedHashMap<>();
    Map<String, Integer> known = new HashMap<>();
    for (int r = 0; r < model.runs().size(); r++) {
      known.put(model.runs().get(r).run(), r);
    }
    Map<String, double[]> byName = new HashMap<>();
    double ofSources = model.strengths().sources() ? scale : 1;
    double ofResponses = model.strengths().sources() ? 1 : scale;
    for (Map.Entry<String, List<String>> entry : survey.particles().entrySet()) {
      Integer r = known.get(entry.getKey());
      int n = entry.getValue().size();
      double[] s = new double[n];
      double[] p = new double[n];
      double[] q = new double[n];
      Arrays.fill(q, GramPass.FIRST_MISFIT);
      for (int j = 0; j < n; j++) {
        String name = entry.getValue().get(j);
        double[] both =
            r != null
                ? new double[] {model.source(parameters, r, j), model.response(parameters, r, j)}
                : model.strengths().shared()
                    ? byName.getOrDefault(name, new double[] {1, 1})
                    : new double[] {1, 1};
        byName.putIfAbsent(name, both);
        s[j] = both[0] * (model.strengths().sources() ? ofSources : 1);
        p[j] = both[1] * (model.strengths().responses() ? ofResponses : 1);
      }
      sources.put(entry.getKey(), s);
      responses.put(entry.getKey(), p);
      misfits.put(entry.getKey(), found.misfits().getOrDefault(entry.getKey(), q));
    }
    int[] extras =
        IntStream.range(0, model.extras().length).filter(e -> model.extras()[e]).toArray();
    double[] all = model.extras(parameters);
    return new FormulaState(
        unit,
        held,
        model.strengths(),
        extras,
        Arrays.stream(extras).mapToDouble(e -> all[e]).toArray(),
        sources,
        responses,
        misfits);
  }
}
