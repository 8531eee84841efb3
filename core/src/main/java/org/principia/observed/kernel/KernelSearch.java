package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.principia.observed.spline.GramPass;
import org.principia.observed.spline.KernelStructure;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.spline.RunGram;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.Extra;
import org.principia.observed.weak.LogSplines;
import org.principia.observed.weak.PreparedRun;
import org.principia.parallel.Distributed;

/**
 * A kernel of free form: splines, strengths and extra terms.
 *
 * @param prepared the runs
 * @param survey what is known of them
 * @param settings what is asked
 */
record KernelSearch(Distributed<PreparedRun> prepared, KnownRuns survey, KernelSettings settings) {
  /** Numbers that the driver holds of the runs that settle the structure. */
  private static final long MOST_NUMBERS = 20_000_000;

  /** Strengths that are learned of single runs then. */
  private static final int MOST_LOCAL = 480;

  /** A kernel of free form. */
  record Found(
      Equation equation,
      LogSplines splines,
      KernelStructure structure,
      Map<String, double[]> misfits) {

    /** Mean squared error of the rows that are fitted, in units of their variance. */
    double squares() {
      List<RunGram> runs = structure.model().runs();
      return structure.fit().error(structure.parameters(), true) / KernelStructure.rows(runs, true);
    }
  }

  /** The kernel of an equation, in so many passes over the data. */
  Found find(Equation equation, int passes) {
    double decades = Math.log10(survey.high() / survey.least());
    int splines = (int) Math.min(40, Math.max(12, Math.round(10 + 4 * decades)));
    Set<String> chosen = chosen(splines);
    double decay = 1;
    Map<String, double[]> misfits = new HashMap<>();
    Found found = null;
    for (int p = 0; p < passes; p++) {
      LogSplines basis = new LogSplines(survey.least(), survey.high(), splines, decay);
      GramPass pass = new GramPass(basis, survey.types(), equation, misfits);
      List<RunGram> grams = collect(chosen, pass);
      KernelStructure structure =
          KernelStructure.choose(
              new KernelStructure.Sums(grams, basis, survey.types().size(), survey.dimension()),
              settings.asked(survey, equation),
              found == null ? null : found.structure());
      found = new Found(equation, basis, structure, misfits);
      misfits = structure.misfits(misfits);
      decay = structure.decay(survey.quantiles(200));
    }
    return found;
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
