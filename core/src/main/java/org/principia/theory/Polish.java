package org.principia.theory;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.principia.theory.LawJudge.Verdict;

/**
 * Puts simple numbers in the place of a law's constants where the held-out states do not object.
 *
 * <p>A constant is set to the simplest number near it, the others are fitted again, and it stays if
 * the error on the held-out states grows by no more than one per cent, or is below what the
 * rounding of stored accelerations leaves.
 */
final class Polish {
  /** Frames are stored in single precision. */
  private static final double ROUNDING = 3e-7;

  private static final double ALLOWED = 1.01;
  private static final double NEAR = 0.02;
  private static final int ITERATIONS = 20;
  private static final int[] DENOMINATORS = {1, 2, 3, 4, 5, 8};
  private static final int DIGITS = 4;

  private final LawJudge judge;

  Polish(LawJudge judge) {
    this.judge = judge;
  }

  /** The law with simpler constants; the same where none will do. */
  ComposedLaw of(ComposedLaw law) {
    Verdict best = judge.asIs(law);
    double allowed = Math.max(best.error() * ALLOWED, ROUNDING);
    boolean[] held = new boolean[law.constants().length];
    for (int c = 0; c < held.length; c++) {
      if (held[c]) {
        continue;
      }
      for (double simple : candidates(best.law().constants()[c])) {
        double old = best.law().constants()[c];
        double[] trial = best.law().constants();
        boolean[] alsoHeld = held.clone();
        // Copies for other axes have the same constant.
        for (int other = c; other < trial.length; other++) {
          if (trial[other] == old) {
            trial[other] = simple;
            alsoHeld[other] = true;
          }
        }
        Verdict found = judge.judge(best.law().withConstants(trial), alsoHeld, ITERATIONS);
        if (found.error() <= allowed) {
          best = found;
          held = alsoHeld;
          break;
        }
      }
    }
    return best.law();
  }

  /** Numbers near a constant, the simplest first: small fractions, then decimals. */
  private static List<Double> candidates(double c) {
    TreeMap<Double, Double> byLength = new TreeMap<>();
    if (c == 0) {
      return List.of();
    }
    for (int d : DENOMINATORS) {
      double numerator = Math.rint(c * d);
      if (numerator != 0 && Math.abs(numerator) < 100) {
        byLength.putIfAbsent(d + Math.abs(numerator) / 100, numerator / d);
      }
    }
    for (int digits = 1; digits <= DIGITS; digits++) {
      double rounded = new BigDecimal(c).round(new MathContext(digits)).doubleValue();
      byLength.putIfAbsent(2 * digits + 0.5, rounded);
    }
    List<Double> near = new ArrayList<>();
    for (double value : byLength.values()) {
      if (Math.abs(value - c) <= NEAR * Math.abs(c) && !near.contains(value)) {
        near.add(value);
      }
    }
    return near;
  }
}
