package org.principia.observed.kernel;

import java.util.Map;
import java.util.stream.IntStream;
import org.principia.observed.spline.Pairs;
import org.principia.observed.spline.Strengths;
import org.principia.observed.verdict.TestedLaw;
import org.principia.observed.weak.Extra;
import org.principia.symbolic.expression.Expression;

/**
 * A law whose pair force is a formula: what one pass over the runs evaluates.
 *
 * @param formula g(r)
 * @param held which of its constants are not fitted
 * @param strengths which are learned
 * @param extras columns of the extra terms, among all of them
 * @param coefficients of these
 * @param sources by run (n each)
 * @param responses by run (n each)
 * @param misfits standard deviation of what the law leaves, as a share of the rms rate, by run and
 *     particle
 * @param pairs which of the formulas is that of two particles
 */
record FormulaState(
    Expression formula,
    boolean[] held,
    Strengths strengths,
    int[] extras,
    double[] coefficients,
    Map<String, double[]> sources,
    Map<String, double[]> responses,
    Map<String, double[]> misfits,
    Pairs pairs)
    implements TestedLaw {
  private static final long serialVersionUID = 1L;

  /** More than so many constants are not searched for factors. */
  private static final int MOST_CONSTANTS = 8;

  @Override
  public FormulaColumns columns(String run, int dimension) {
    return new FormulaColumns(this, run, dimension);
  }

  @Override
  public double[] sources(String run) {
    return sources.get(run);
  }

  @Override
  public double[] responses(String run) {
    return responses.get(run);
  }

  @Override
  public double force(double distance) {
    return formula.evaluate(pairs.at(distance, 0));
  }

  @Override
  public double force(String run, int receiver, int sender, double distance) {
    return pairs.several()
        ? formula.evaluate(pairs.at(distance, pairs.pair(run, receiver, sender)))
        : force(distance);
  }

  @Override
  public boolean byType() {
    return pairs.several();
  }

  @Override
  public double[] extras(int dimension) {
    double[] all = new double[Extra.widths(dimension)];
    for (int e = 0; e < extras.length; e++) {
      all[extras[e]] = coefficients[e];
    }
    return all;
  }

  FormulaState withMisfits(Map<String, double[]> other) {
    return new FormulaState(
        formula, held, strengths, extras, coefficients, sources, responses, other, pairs);
  }

  /** The same law with other particles, by run. */
  FormulaState withStrengths(
      Map<String, double[]> otherSources,
      Map<String, double[]> otherResponses,
      Map<String, double[]> otherMisfits,
      Pairs otherPairs) {
    return new FormulaState(
        formula,
        held,
        strengths,
        extras,
        coefficients,
        otherSources,
        otherResponses,
        otherMisfits,
        otherPairs);
  }

  FormulaState withStrengths(Strengths other) {
    return new FormulaState(
        formula, held, other, extras, coefficients, sources, responses, misfits, pairs);
  }

  FormulaState withFormula(Expression other, boolean[] otherHeld) {
    return new FormulaState(
        other, otherHeld, strengths, extras, coefficients, sources, responses, misfits, pairs);
  }

  /**
   * The constants that are factors of the whole formula together: with all of them doubled the
   * force doubles at every distance; empty where no choice of constants does that.
   */
  static int[] factors(Expression formula, double[] distances) {
    int count = formula.constants().length;
    int[] best = {};
    for (int choice = 1; choice < 1 << Math.min(count, MOST_CONSTANTS); choice++) {
      int bits = choice;
      int[] chosen = IntStream.range(0, count).filter(i -> (bits >> i & 1) == 1).toArray();
      if ((best.length == 0 || chosen.length < best.length)
          && isFactor(formula, chosen, distances)) {
        best = chosen;
      }
    }
    return best;
  }

  private static boolean isFactor(Expression formula, int[] chosen, double[] distances) {
    Expression twice = scaled(formula, chosen, 2);
    for (double r : distances) {
      double once = formula.evaluate(new double[] {r});
      if (!(Math.abs(twice.evaluate(new double[] {r}) - 2 * once) <= 1e-9 * Math.abs(once))) {
        return false;
      }
    }
    return true;
  }

  /** The formula with some of its constants times a number. */
  static Expression scaled(Expression formula, int[] chosen, double by) {
    double[] constants = formula.constants();
    for (int i : chosen) {
      constants[i] *= by;
    }
    return formula.withConstants(constants);
  }
}
