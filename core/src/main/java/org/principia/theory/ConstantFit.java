package org.principia.theory;

import java.util.List;
import org.principia.dynamics.AccelerationField;

/**
 * Fits all constants of a law at once to known accelerations.
 *
 * <p>Each formula was fitted to what the network said, which carries the network's errors; the
 * simulated accelerations do not. The sum of squared errors is minimised from the formulas' own
 * constants.
 */
public final class ConstantFit {
  private static final int ITERATIONS = 60;

  private ConstantFit() {}

  /**
   * One state with its true accelerations.
   *
   * @param mass masses [mass] (n)
   * @param charge charges [charge] (n)
   * @param position positions [length] (n x d)
   * @param velocity velocities [length / time] (n x d)
   * @param acceleration accelerations [length / time^2] (n x d)
   */
  public record State(
      double[] mass,
      double[] charge,
      double[] position,
      double[] velocity,
      double[] acceleration) {}

  /**
   * The law with the constants of the least squared error.
   *
   * @param law where to start
   * @param states what to fit
   * @return the law; the one given where no other constants are better
   */
  public static ComposedLaw fit(ComposedLaw law, List<State> states) {
    return fit(law, states, ITERATIONS);
  }

  /** The same with a limit of its own on the number of steps. */
  static ComposedLaw fit(ComposedLaw law, List<State> states, int iterations) {
    int count = states.stream().mapToInt(state -> state.acceleration().length).sum();
    LevenbergMarquardt solver =
        new LevenbergMarquardt(
            (constants, out) -> residuals(law, constants, states, out), count, iterations);
    ComposedLaw fitted = law.withConstants(solver.minimise(law.constants()));
    return meanError(fitted, states) < meanError(law, states) ? fitted : law;
  }

  /**
   * Mean absolute error of a field.
   *
   * @param field what accelerates
   * @param states states with their true accelerations
   * @return the mean over all components [length / time^2]
   */
  public static double meanError(AccelerationField field, List<State> states) {
    double sum = 0;
    long count = 0;
    for (State state : states) {
      double[] found = evaluate(field, state);
      for (int i = 0; i < found.length; i++) {
        sum += Math.abs(found[i] - state.acceleration()[i]);
      }
      count += found.length;
    }
    return sum / count;
  }

  private static void residuals(
      ComposedLaw law, double[] constants, List<State> states, double[] out) {
    for (double constant : constants) {
      if (!Double.isFinite(constant)) {
        // A constant that is no number has no text form; the step is refused by its cost.
        java.util.Arrays.fill(out, Double.POSITIVE_INFINITY);
        return;
      }
    }
    ComposedLaw trial = law.withConstants(constants);
    int at = 0;
    for (State state : states) {
      double[] found = evaluate(trial, state);
      for (int i = 0; i < found.length; i++) {
        out[at++] = found[i] - state.acceleration()[i];
      }
    }
  }

  private static double[] evaluate(AccelerationField field, State state) {
    double[] found = new double[state.acceleration().length];
    int dimension = state.position().length / state.mass().length;
    field.accelerations(
        state.mass(), state.charge(), dimension, state.position(), state.velocity(), found);
    return found;
  }
}
