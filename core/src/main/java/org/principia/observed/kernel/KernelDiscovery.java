package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.principia.observed.TrackedRun;
import org.principia.observed.spline.KernelModel;
import org.principia.observed.spline.KernelStructure;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.verdict.Unseen;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.PreparedRun;
import org.principia.parallel.Distributed;
import org.principia.parallel.FinishedSteps;

/**
 * From tracked particles to a law: first a kernel of free form with strengths, then a formula for
 * the kernel, then everything fitted again with the formula.
 */
public final class KernelDiscovery {
  private static final int PASSES = 2;

  /** Another equation is taken where it leaves this share of what a simpler one leaves. */
  private static final double BETTER = 0.5;

  /** The same where the simpler one leaves no more than is let pass at first. */
  private static final double MUCH_BETTER = 0.1;

  private final KernelSettings settings;
  private final long seed;
  private final FinishedSteps steps;

  /** With what is asked, and the seed of the search for formulas. */
  public KernelDiscovery(KernelSettings settings, long seed) {
    this(settings, seed, FinishedSteps.NONE);
  }

  /** The same that goes on from steps which are finished, of these settings and runs. */
  public KernelDiscovery(KernelSettings settings, long seed, FinishedSteps steps) {
    this.settings = settings;
    this.seed = seed;
    this.steps = steps;
  }

  /** Looks for the law of some runs, all of the same dimension. */
  public KernelResult run(Distributed<TrackedRun> runs) {
    return run(runs, KernelDiscovery::untested);
  }

  /** The same, and judges the law once on runs that it is neither found nor chosen by. */
  public KernelResult run(Distributed<TrackedRun> runs, Distributed<TrackedRun> test) {
    return run(
        runs,
        (law, known, equation) -> {
          try (Distributed<PreparedRun> unseen = prepared(test)) {
            return TestSet.of(unseen).judge(law, known.runs(), equation);
          }
        });
  }

  /** Pictures of what is held out of the runs that the law was found on. */
  private static TestSet.Seen untested(FormulaState law, TestSet known, Equation equation) {
    Set<String> all = known.runs().particles().keySet();
    return new TestSet.Seen(Unseen.none(), known.pictures(law, equation, false, all));
  }

  /** How a law does where it was not fitted, given the runs that it was found on. */
  private interface Test {
    TestSet.Seen judge(FormulaState law, TestSet known, Equation equation);
  }

  private static Distributed<PreparedRun> prepared(Distributed<TrackedRun> runs) {
    return runs.derive(0, (none, part) -> prepare(part.items()));
  }

  private KernelResult run(Distributed<TrackedRun> runs, Test test) {
    try (Distributed<PreparedRun> prepared = prepared(runs)) {
      KnownRuns survey = steps.of("survey", () -> KnownRuns.of(prepared));
      KernelSearch search = new KernelSearch(prepared, survey, settings, steps);
      List<KernelResult.Step> compared = new ArrayList<>();
      KernelSearch.Found best = null;
      for (Equation equation : settings.equations(survey.together())) {
        KernelSearch.Found found = search.first(equation);
        found.compared().forEach(s -> compared.add(step(s, equation)));
        boolean overdamped = equation.order() == 1 && found.explains();
        double better = best == null || !best.explains() ? BETTER : MUCH_BETTER;
        if (best == null || overdamped || found.squares() < better * best.squares()) {
          best = found;
        }
      }
      return result(prepared, survey, search.refined(best, PASSES), compared, test);
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

  private static KernelResult.Step step(KernelStructure.Step s, Equation equation) {
    return new KernelResult.Step(
        equation.order(),
        equation.frame(),
        s.label(),
        s.terms().stream().map(KernelSettings::label).toList(),
        s.unknowns(),
        s.train(),
        s.test());
  }

  private KernelResult result(
      Distributed<PreparedRun> prepared,
      KnownRuns survey,
      KernelSearch.Found found,
      List<KernelResult.Step> compared,
      Test test) {
    KernelModel model = found.model();
    Curve.Fitted fitted =
        new Curve.Fitted(
            found.splines(), found.parameters(), found.covariance(), Math.max(1, found.squares()));
    List<Curve> curves = new ArrayList<>();
    int types = model.types();
    List<String> names = types == 1 ? List.of("") : survey.types();
    for (int pair : model.pairs()) {
      curves.add(
          Curve.of(
              fitted,
              pair * found.splines().count(),
              spaced(survey, found.splines().count() - 2),
              names.get(pair / types),
              names.get(pair % types)));
    }
    LawSearch.Judged judged =
        new LawSearch(prepared, survey, settings, steps)
            .find(
                found,
                curves,
                seed,
                law -> test.judge(law, new TestSet(prepared, survey), found.equation()));
    return new KernelResult(
        found.equation().order(),
        found.equation().frame(),
        survey.dimension(),
        curves,
        compared,
        judged.laws(),
        judged.relations(),
        judged.configuration(),
        judged.pictures(),
        judged.verdict(),
        judged.power());
  }

  private static double[] spaced(KnownRuns survey, int count) {
    double low = survey.low();
    double high =
        survey.distances()[(int) ((survey.distances().length - 1) * (1 - KnownRuns.OUTER))];
    double[] r = new double[count];
    Arrays.setAll(r, i -> low * Math.pow(high / low, i / (count - 1.0)));
    return r;
  }
}
