package org.principia.observed.kernel;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.principia.observed.spline.GramPass;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.spline.Pairs;
import org.principia.observed.spline.Strengths;
import org.principia.observed.verdict.EvidencePass;
import org.principia.observed.verdict.Pictures;
import org.principia.observed.verdict.Unknowns;
import org.principia.observed.verdict.Unseen;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.ForceErrors;
import org.principia.observed.weak.LogSplines;
import org.principia.observed.weak.PreparedRun;
import org.principia.observed.weak.Stiffness;
import org.principia.parallel.Distributed;
import org.principia.parallel.FinishedSteps;

/**
 * Runs that a law was neither found nor chosen by, which it is judged by once.
 *
 * <p>A run counts whose particles all have strengths. Where none does, the strengths of each run
 * are fitted to its first part, so that the rest alone counts; both kinds of them at once are not,
 * since what they come to depends on where they begin.
 *
 * @param prepared the runs
 * @param runs what is known of them
 */
record TestSet(Distributed<PreparedRun> prepared, KnownRuns runs) {
  private static final int STEPS = 12;
  private static final int COARSE = 4;
  private static final int MOST_SHOWN = 24;
  private static final int MOST_FOLLOWED = 3;

  static TestSet of(Distributed<PreparedRun> prepared) {
    return new TestSet(prepared, KnownRuns.of(prepared));
  }

  /**
   * What a law leaves of them.
   *
   * @param law the law
   * @param found the runs that it was found on
   * @param equation what is equated
   */
  Seen judge(FormulaState law, KnownRuns found, Equation equation) {
    Map<String, double[]> byName = byName(law, found);
    Strengths strengths = law.strengths();
    Pairs pairs = law.byType() ? runs.pairs(found.types()) : Pairs.ALIKE;
    FormulaState here = here(law, byName, pairs);
    Set<String> counted =
        runs.particles().entrySet().stream()
            .filter(run -> !strengths.learned() || byName.keySet().containsAll(run.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    boolean own = counted.isEmpty();
    if (own && strengths.both()) {
      return new Seen(Unseen.none(), Pictures.none());
    }
    if (own) {
      counted = runs.particles().keySet();
      Strengths ofEach = strengths.learning(strengths.sources(), strengths.responses(), false);
      FormulaState start = here.withStrengths(ofEach);
      ForceErrors errors = (run, scene) -> Stiffness.of(start, run, scene);
      here =
          new FormulaFit(
                  runs.particles(),
                  (state, unknowns) ->
                      LawSearch.collect(
                          prepared, new FormulaPass(state, unknowns, equation, 1, errors)),
                  FinishedSteps.NONE)
              .fitOwn(start, STEPS);
    }
    LogSplines splines = LogSplines.even(runs.least(), runs.high(), COARSE, 0);
    EvidencePass pass = new EvidencePass(here, nothing(law), splines, equation, Set.of());
    return new Seen(
        own ? Unseen.last(prepared, pass, counted) : Unseen.all(prepared, pass, counted),
        pictures(here, equation, !own, counted));
  }

  /**
   * What a law looks like.
   *
   * @param unseen what it leaves of rows that it was neither found nor chosen by
   * @param pictures of its motion and of what it leaves
   */
  record Seen(Unseen unseen, Pictures pictures) implements Serializable {}

  /** Pictures of some of the runs, whose windows were not fitted, or of the last part of each. */
  Pictures pictures(FormulaState law, Equation equation, boolean whole, Set<String> counted) {
    List<String> names = runs.particles().keySet().stream().filter(counted::contains).toList();
    Set<String> shown = Set.copyOf(names.subList(0, Math.min(MOST_SHOWN, names.size())));
    Set<String> followed = Set.copyOf(names.subList(0, Math.min(MOST_FOLLOWED, names.size())));
    return new Pictures.Plan(law, equation, whole, shown, followed).of(prepared);
  }

  /** No unknowns. */
  private Unknowns nothing(FormulaState law) {
    Map<String, Integer> none = new LinkedHashMap<>();
    Map<String, int[][]> columns = new LinkedHashMap<>();
    runs.particles()
        .forEach(
            (run, names) -> {
              int width = law.held().length + law.extras().length + names.size() + 1;
              int[][] all = new int[names.size()][width];
              Arrays.stream(all).forEach(row -> Arrays.fill(row, -1));
              none.put(run, 0);
              columns.put(run, all);
            });
    return new Unknowns(0, none, columns);
  }

  /** Strengths by name where runs share them, those that are known, 1 to begin with. */
  private FormulaState here(FormulaState state, Map<String, double[]> byName, Pairs pairs) {
    Strengths strengths = state.strengths();
    Map<String, double[]> sources = new LinkedHashMap<>();
    Map<String, double[]> responses = new LinkedHashMap<>();
    Map<String, double[]> misfits = new LinkedHashMap<>();
    runs.particles()
        .forEach(
            (run, own) -> {
              int n = own.size();
              double[] s = strengths.source().values(runs.known().get(run), n);
              double[] p = strengths.response().values(runs.known().get(run), n);
              double[] misfit = new double[n];
              Arrays.fill(misfit, GramPass.LEAST_MISFIT);
              for (int j = 0; j < n; j++) {
                double[] other = byName.get(own.get(j));
                s[j] = other != null && strengths.sources() ? other[0] : s[j];
                p[j] = other != null && strengths.responses() ? other[1] : p[j];
              }
              sources.put(run, s);
              responses.put(run, p);
              misfits.put(run, misfit);
            });
    return state.withStrengths(sources, responses, misfits, pairs);
  }

  /** Source and response by name, where they are learned and runs share them. */
  private static Map<String, double[]> byName(FormulaState state, KnownRuns found) {
    Map<String, double[]> byName = new LinkedHashMap<>();
    found
        .particles()
        .forEach(
            (run, own) ->
                IntStream.range(0, own.size())
                    .filter(j -> state.strengths().shared())
                    .forEach(
                        j ->
                            byName.put(
                                own.get(j),
                                new double[] {
                                  state.sources().get(run)[j], state.responses().get(run)[j]
                                })));
    return byName;
  }
}
