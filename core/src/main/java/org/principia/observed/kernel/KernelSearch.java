package org.principia.observed.kernel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.principia.observed.spline.GramPass;
import org.principia.observed.spline.KernelFit;
import org.principia.observed.spline.KernelModel;
import org.principia.observed.spline.KernelStructure;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.spline.RunGram;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.ForceErrors;
import org.principia.observed.weak.LogSplines;
import org.principia.observed.weak.PreparedRun;
import org.principia.parallel.Distributed;
import org.principia.parallel.FinishedSteps;

/**
 * A kernel of free form: splines, strengths and extra terms.
 *
 * @param prepared the runs
 * @param survey what is known of them
 * @param settings what is asked
 * @param steps that are finished: each pass is one
 */
record KernelSearch(
    Distributed<PreparedRun> prepared,
    KnownRuns survey,
    KernelSettings settings,
    FinishedSteps steps) {
  /** Numbers that the driver holds of the runs that settle the structure. */
  private static final long MOST_NUMBERS = 20_000_000;

  /** Splines at the most. */
  private static final int MOST = 40;

  /** A mean squared error, in units of the noise, that leaves nothing to explain. */
  private static final double EXPLAINED = 1.3;

  /** So many times. */
  private static final int REFINED = 2;

  /** Strengths that are learned of single runs then. */
  private static final int MOST_LOCAL = 480;

  /**
   * A kernel of free form, without the sums that it was fitted to.
   *
   * @param equation what is equated
   * @param splines of the kernel
   * @param model which parameters there are
   * @param parameters their values
   * @param covariance of these, for errors of variance 1
   * @param compared models that were compared
   * @param rows number of rows that were fitted
   * @param squares their mean squared error, in units of their variance
   * @param misfits by which they were weighted
   * @param left the misfits of what the kernel leaves
   * @param decay the power of the distance with which the force falls
   */
  record Found(
      Equation equation,
      LogSplines splines,
      KernelModel model,
      double[] parameters,
      double[] covariance,
      List<KernelStructure.Step> compared,
      long rows,
      double squares,
      Map<String, double[]> misfits,
      Map<String, double[]> left,
      double decay)
      implements Serializable {

    /** Whether so little is left that the force may be that of the particles. */
    boolean explains() {
      return squares <= EXPLAINED;
    }

    /**
     * Whether splines may be too far apart: much is left, or it takes strengths of each run, which
     * make up for a force that is too smooth.
     */
    private boolean isDoubtful() {
      return !explains() || !model.strengths().shared();
    }

    /** By {@code chi^2 / phi + k log n}, as structures are compared. */
    private boolean isBetterThan(Found other) {
      double phi = Math.max(1, Math.min(squares, other.squares));
      double gain = (double) rows * (other.squares - squares) / phi;
      return gain > (model.free() - other.model.free()) * Math.log((double) rows);
    }

    /** The structure that was chosen, to begin from. */
    KernelStructure structure() {
      return new KernelStructure(model, parameters, new KernelFit(model), compared);
    }
  }

  /** The kernel of an equation, in one pass over the data. */
  Found first(Equation equation) {
    double decades = Math.log10(survey.high() / survey.least());
    int count = (int) Math.min(MOST, Math.max(12, Math.round(10 + 4 * decades)));
    LogSplines even = LogSplines.even(survey.least(), survey.high(), count, 1);
    return steps.of(
        "kernel-" + equation.order() + "-" + equation.frame(), () -> chosenAnew(even, equation));
  }

  private Found chosenAnew(LogSplines splines, Equation equation) {
    return pass(
        new GramPass(splines, survey.types(), equation, Map.of(), ForceErrors.ESTIMATED),
        null,
        List.of());
  }

  /**
   * The same in some passes more: with splines that lie closer where the force bends, as long as
   * that is better; then with the decay that was found, and with errors by the force that was
   * found, for which the structure is chosen once anew.
   */
  Found refined(Found first, int passes) {
    Found found = first;
    for (int k = 0; k < REFINED && found.isDoubtful(); k++) {
      int count = Math.min(MOST, 3 * found.splines().count() / 2);
      Found before = found;
      Found other =
          steps.of(
              "kernel-closer-" + k,
              () ->
                  chosenAnew(
                      before
                          .model()
                          .closer(
                              before.parameters(), before.covariance(), before.squares(), count),
                      before.equation()));
      if (!other.isBetterThan(found)) {
        break;
      }
      found = other;
    }
    for (int p = 0; p < passes; p++) {
      boolean anew = p == 0;
      Found before = found;
      found = steps.of("kernel-pass-" + p, () -> next(before, anew));
    }
    return found;
  }

  /** In windows and with errors as a kernel asks for them; its structure is kept, or not. */
  private Found next(Found before, boolean anew) {
    KernelStructure structure = before.structure();
    GramPass next =
        new GramPass(
            new LogSplines(before.splines().knots(), before.decay()),
            survey.types(),
            before.equation(),
            before.left(),
            before.explains()
                ? structure.force(survey.pairs(survey.types()))
                : ForceErrors.ESTIMATED);
    return anew
        ? pass(next, null, structure.terms(survey.dimension()))
        : pass(next, structure, List.of());
  }

  /**
   * The structure by one pass over the data.
   *
   * @param before what is refined, null where all is chosen anew
   * @param terms that are thought to act, beside those that are asked, then
   */
  private Found pass(GramPass pass, KernelStructure before, List<Extra> terms) {
    LogSplines basis = pass.splines();
    List<RunGram> grams = collect(chosen(basis.count()), pass);
    KernelStructure structure =
        KernelStructure.choose(
            new KernelStructure.Sums(grams, basis, survey.types().size(), survey.dimension()),
            settings.asked(survey, pass.equation()).with(terms),
            before);
    double[] parameters = structure.parameters();
    long rows = KernelStructure.rows(grams, true);
    return new Found(
        pass.equation(),
        basis,
        structure.model().bare(),
        parameters,
        structure.fit().covariance(parameters),
        structure.steps(),
        rows,
        structure.fit().error(parameters, true) / rows,
        pass.misfits(),
        structure.misfits(pass.misfits()),
        structure.decay(survey.quantiles(200)));
  }

  private List<RunGram> collect(Set<String> chosen, GramPass pass) {
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
  private Set<String> chosen(int splines) {
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
}
