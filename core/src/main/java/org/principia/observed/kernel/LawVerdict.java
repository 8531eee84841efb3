package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.principia.observed.Median;
import org.principia.observed.verdict.EvidencePass;
import org.principia.observed.verdict.Judgement;
import org.principia.observed.verdict.Unseen;
import org.principia.observed.verdict.Verdict;
import org.principia.observed.weak.Equation;
import org.principia.observed.weak.LogSplines;
import org.principia.observed.weak.PreparedRun;
import org.principia.parallel.Distributed;
import org.principia.symbolic.expression.Expression;

/** The law that was found, put to the test. */
final class LawVerdict {
  private static final int SPLINES = 10;

  /** Runs whose motion is followed. */
  private static final int MOST_FOLLOWED = 24;

  private LawVerdict() {}

  /**
   * Tests the first of some laws.
   *
   * @param fit what it was fitted by
   * @param fitted its fit
   * @param laws all, the first of them the one
   * @param free what is known of the kernel of free form
   * @param unseen what the first leaves of the test set
   */
  static Verdict of(
      Distributed<PreparedRun> prepared,
      FormulaFit fit,
      FormulaFit.Fitted fitted,
      List<KernelResult.Law> laws,
      Free free,
      Unseen unseen) {
    LogSplines coarse = free.basis().coarse(SPLINES);
    Set<String> followed = new LinkedHashSet<>();
    if (!free.equation().free()) {
      // In a free frame nobody knows where the particles would have gone.
      fit.layout(fitted.state()).of().keySet().stream().limit(MOST_FOLLOWED).forEach(followed::add);
    }
    EvidencePass pass =
        new EvidencePass(
            fitted.state(), fit.layout(fitted.state()), coarse, free.equation(), followed);
    return Judgement.of(prepared, pass, free.dimension(), rivals(laws, free.distances()), unseen);
  }

  /** What is known of the kernel of free form. */
  record Free(LogSplines basis, Equation equation, int dimension, double[] distances) {}

  private static List<Judgement.Rival> rivals(List<KernelResult.Law> laws, double[] distances) {
    List<Judgement.Rival> rivals = new ArrayList<>();
    KernelResult.Law best = laws.get(0);
    for (KernelResult.Law other : laws.subList(1, laws.size())) {
      rivals.add(
          new Judgement.Rival(
              other.text(), other.length() - best.length(), difference(best, other, distances)));
    }
    return rivals;
  }

  /** The largest over the pairs of types. */
  private static double difference(
      KernelResult.Law one, KernelResult.Law other, double[] distances) {
    double largest = 0;
    for (int k = 0; k < one.forces().size(); k++) {
      Expression a = one.forces().get(k).formula();
      Expression b = other.forces().get(k).formula();
      largest = Math.max(largest, difference(a, b, distances));
    }
    return largest;
  }

  /** Median of {@code |a / (f b) - 1|} over distances, f the median of a / b. */
  private static double difference(Expression one, Expression other, double[] distances) {
    double[] ratios = new double[distances.length];
    for (int i = 0; i < ratios.length; i++) {
      double[] r = {distances[i]};
      ratios[i] = one.evaluate(r) / other.evaluate(r);
    }
    // Values that are no numbers are as far off as can be.
    Arrays.setAll(ratios, i -> Double.isNaN(ratios[i]) ? Double.MAX_VALUE : ratios[i]);
    double factor = Median.of(ratios);
    Arrays.setAll(ratios, i -> Math.abs(ratios[i] / factor - 1));
    return Median.of(ratios);
  }
}
