package org.principia.theory.fit;

import org.principia.symbolic.math.SimpleNumbers;
import org.principia.theory.fit.LawJudge.Verdict;
import org.principia.theory.law.ComposedLaw;

/**
 * Puts simple numbers in the place of a law's constants where the held-out states do not object.
 *
 * <p>A constant is set to the simplest number near it, together with its copies for other axes, the
 * others are fitted again, and it stays if the error grows by no more than one per cent, or is
 * below what the rounding of stored accelerations leaves: first on the held-out states, then, with
 * the others fitted to all states, on these.
 *
 * @param judge fits and compares on some states; what it refuses is not asked of the other
 * @param whole fits and compares on all states
 */
public record ConstantRounding(LawJudge judge, LawJudge whole) {
  /** Frames are stored in single precision. */
  private static final double ROUNDING = 3e-7;

  private static final double ALLOWED = 1.01;
  private static final int ITERATIONS = 20;
  private static final int ITERATIONS_OF_ALL = 60;
  private static final int DIGITS = 4;

  /** The law with simpler constants; the same where none will do. */
  public ComposedLaw of(ComposedLaw law) {
    ComposedLaw best = law;
    double allowed = allowed(judge.score(law));
    double allowedOfAll = allowed(whole.score(law));
    boolean[] held = new boolean[law.constants().length];
    int[] parameterOf = LawFunction.parameterOf(law);
    for (int c = 0, next = 0; c < held.length; c++) {
      if (parameterOf[c] < next) {
        // A copy for another axis: asked with the first.
        continue;
      }
      next = parameterOf[c] + 1;
      for (double simple : SimpleNumbers.near(best.constants()[c], DIGITS)) {
        double[] trial = best.constants();
        boolean[] alsoHeld = held.clone();
        for (int copy = c; copy < trial.length; copy++) {
          if (parameterOf[copy] == parameterOf[c]) {
            trial[copy] = simple;
            alsoHeld[copy] = true;
          }
        }
        Verdict found = judge.fitAndScore(best.withConstants(trial), alsoHeld, ITERATIONS);
        if (found.error() <= allowed) {
          Verdict ofAll = whole.fitAndScore(found.law(), alsoHeld, ITERATIONS_OF_ALL);
          if (ofAll.error() <= allowedOfAll) {
            best = ofAll.law();
            held = alsoHeld;
            break;
          }
        }
      }
    }
    return best;
  }

  private static double allowed(Verdict before) {
    return Math.max(before.error() * ALLOWED, ROUNDING);
  }
}
