package org.principia.theory.fit;

import java.util.List;
import org.principia.common.Floats;
import org.principia.dynamics.law.AccelerationField;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.theory.law.ComposedLaw;

/**
 * Fits all constants of a law at once to known accelerations.
 *
 * <p>Each formula was fitted to what the network said, which carries the network's errors; the
 * simulated accelerations do not. The weighted sum of squared errors is minimised from the
 * formulas' own constants, by the weights of {@link StateColumns}.
 */
public final class LawFit {
  private static final int ITERATIONS = 60;

  private LawFit() {}

  /**
   * One state with its true accelerations.
   *
   * @param schema which nodes send to a node
   * @param mass masses [mass] (n)
   * @param charge charges [charge] (n)
   * @param position positions [length] (n x d)
   * @param velocity velocities [length / time] (n x d)
   * @param acceleration accelerations [length / time^2] (n x d)
   */
  public record State(
      GraphSchema schema,
      double[] mass,
      double[] charge,
      double[] position,
      double[] velocity,
      double[] acceleration) {

    /** The state of a graph. */
    public static State of(Graph graph) {
      return new State(
          graph.schema(),
          Floats.wide(graph.feature("mass")),
          Floats.wide(graph.feature("charge")),
          Floats.wide(graph.feature("position")),
          Floats.wide(graph.feature("velocity")),
          Floats.wide(graph.target("acceleration")));
    }
  }

  /**
   * The law with the constants of the least squared error on some states; the one given where no
   * other constants are better.
   */
  public static ComposedLaw fit(ComposedLaw law, List<State> states) {
    boolean[] held = new boolean[law.constants().length];
    return fit(law, StateColumns.of(states, law.dimension()), held, ITERATIONS);
  }

  /** The same on columns, with some constants held and a limit of its own on the steps. */
  static ComposedLaw fit(ComposedLaw law, StateColumns states, boolean[] held, int iterations) {
    LawFunction function = new LawFunction(law, states);
    double[] before = function.parameters(law.constants());
    double[] after =
        new LevenbergMarquardt(function, function.count(), iterations)
            .minimise(before, function.held(held));
    return function.error(after) < function.error(before)
        ? law.withConstants(function.constants(after))
        : law;
  }

  /**
   * Mean absolute error of a field over all components of the true accelerations [length / time^2].
   */
  public static double meanError(AccelerationField field, List<State> states) {
    double sum = 0;
    long count = 0;
    for (State state : states) {
      double[] found = new double[state.acceleration().length];
      int dimension = state.position().length / state.mass().length;
      field.accelerations(
          state.mass(), state.charge(), dimension, state.position(), state.velocity(), found);
      for (int i = 0; i < found.length; i++) {
        sum += Math.abs(found[i] - state.acceleration()[i]);
      }
      count += found.length;
    }
    return sum / count;
  }
}
