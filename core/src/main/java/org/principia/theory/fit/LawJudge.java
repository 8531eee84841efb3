package org.principia.theory.fit;

import java.util.List;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.fit.LawFit.State;
import org.principia.theory.law.Axes;
import org.principia.theory.law.ComposedLaw;

/**
 * How good a law is on accelerations: constants fitted on some states, compared on others.
 *
 * <p>A law costs {@code log(error) + 0.05 complexity}; error is the weighted mean absolute error on
 * the held-out states, relative to the accelerations and not counted below {@value #FLOOR}.
 * Formulas that are those of the first axis with another axis' variables count once.
 */
public final class LawJudge {
  /**
   * Errors below this share of the accelerations count as equal: frames are stored in single
   * precision, with which a true law has 2e-7 to 7e-7. At 1e-4 a wrong softening of an inverse
   * square law counted as right.
   */
  public static final double FLOOR = 2e-6;

  /** A node more must take five per cent off the error. */
  private static final double PER_NODE = 0.05;

  private final StateColumns fitted;
  private final StateColumns heldOut;

  public LawJudge(List<State> fitted, List<State> heldOut, int dimension) {
    this.fitted = StateColumns.of(fitted, dimension);
    this.heldOut = StateColumns.of(heldOut, dimension);
  }

  /** Fits and compares on the same states. */
  public LawJudge(List<State> states, int dimension) {
    this.fitted = StateColumns.of(states, dimension);
    this.heldOut = fitted;
  }

  /** A law with how good it is; smaller is better. */
  public record Verdict(ComposedLaw law, double error, double cost) {
    public boolean isExact() {
      return error <= FLOOR;
    }
  }

  /** The verdict on a law with its constants fitted. */
  public Verdict fitAndScore(ComposedLaw start, int iterations) {
    return fitAndScore(start, new boolean[start.constants().length], iterations);
  }

  /** The verdict on a law with some of its constants held. */
  public Verdict fitAndScore(ComposedLaw start, boolean[] held, int iterations) {
    return score(LawFit.fit(start, fitted, held, iterations));
  }

  /** The verdict on a law as it is. */
  public Verdict score(ComposedLaw law) {
    LawFunction function = new LawFunction(law, heldOut);
    double error = function.error(function.parameters(law.constants()));
    double cost =
        Double.isFinite(error)
            ? Math.log(Math.max(error, FLOOR)) + PER_NODE * complexity(law)
            : Double.POSITIVE_INFINITY;
    return new Verdict(law, error, cost);
  }

  /** Complexity of all formulas, copies for another axis not counted. */
  public static int complexity(ComposedLaw law) {
    return complexity(law.edges(), Axes.edges(law.dimension()))
        + complexity(law.nodes(), Axes.nodes(law.dimension()));
  }

  private static int complexity(List<Expression> formulas, Axes axes) {
    int sum = formulas.get(0).complexity();
    for (int k = 1; k < formulas.size(); k++) {
      if (!axes.exchanged(formulas.get(k), k).equals(formulas.get(0))) {
        sum += formulas.get(k).complexity();
      }
    }
    return sum;
  }
}
