package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.principia.observed.verdict.EvidencePass;
import org.principia.observed.verdict.Judgement;
import org.principia.observed.verdict.Verdict;
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
   */
  static Verdict of(
      Distributed<PreparedRun> prepared,
      FormulaFit fit,
      FormulaFit.Fitted fitted,
      List<KernelResult.Law> laws,
      Free free) {
    LogSplines basis = free.basis();
    LogSplines coarse = new LogSplines(basis.low(), basis.high(), SPLINES, basis.decay());
    Set<String> followed = new LinkedHashSet<>();
    fit.layout(fitted.state()).of().keySet().stream().limit(MOST_FOLLOWED).forEach(followed::add);
    EvidencePass pass =
        new EvidencePass(
            fitted.state(), fit.layout(fitted.state()), coarse, free.order(), followed);
    return Judgement.of(prepared, pass, free.dimension(), rivals(laws, free.distances()));
  }

  /** What is known of the kernel of free form. */
  record Free(LogSplines basis, int order, int dimension, double[] distances) {}

  private static List<Judgement.Rival> rivals(List<KernelResult.Law> laws, double[] distances) {
    List<Judgement.Rival> rivals = new ArrayList<>();
    KernelResult.Law best = laws.get(0);
    for (KernelResult.Law other : laws.subList(1, laws.size())) {
      rivals.add(
          new Judgement.Rival(
              other.formula().toString(),
              other.length() - best.length(),
              difference(best.formula(), other.formula(), distances)));
    }
    return rivals;
  }

  /** Rms difference, relative, after the best common factor. */
  private static double difference(Expression one, Expression other, double[] distances) {
    double[] sums = new double[3];
    for (double r : distances) {
      double a = one.evaluate(new double[] {r});
      double b = other.evaluate(new double[] {r});
      sums[0] += a * a;
      sums[1] += a * b;
      sums[2] += b * b;
    }
    double rest = 1 - sums[1] * sums[1] / (sums[0] * sums[2]);
    return Double.isNaN(rest) ? 1 : Math.sqrt(Math.max(0, rest));
  }
}
