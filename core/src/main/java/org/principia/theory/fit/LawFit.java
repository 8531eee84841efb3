package org.principia.theory.fit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
 * formulas' own constants: an error weighs less by the size of the true acceleration, see {@link
 * StateColumns}.
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

    /** Particles of which every two act on each other. */
    public State(
        double[] mass,
        double[] charge,
        double[] position,
        double[] velocity,
        double[] acceleration) {
      this(
          GraphSchema.particles(position.length / mass.length),
          mass,
          charge,
          position,
          velocity,
          acceleration);
    }

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
    return fit(law, states, ITERATIONS);
  }

  /** The same with a limit of its own on the number of steps. */
  static ComposedLaw fit(ComposedLaw law, List<State> states, int iterations) {
    return fit(law, StateColumns.of(states, law.dimension()), iterations);
  }

  /** The same on states that are columns already. */
  static ComposedLaw fit(ComposedLaw law, StateColumns states, int iterations) {
    return fit(law, states, new boolean[law.constants().length], iterations);
  }

  /** The same with some constants held as they are. */
  static ComposedLaw fit(ComposedLaw law, StateColumns states, boolean[] held, int iterations) {
    double[] start = law.constants();
    LawFunction whole = new LawFunction(law, states);
    double[] before = whole.parameters(start);
    HeldParameters function = new HeldParameters(whole, before, whole.held(held));
    double[] after =
        function.all(
            new LevenbergMarquardt(function, whole.count(), iterations)
                .minimise(function.free(before)));
    return whole.error(after) < whole.error(before)
        ? law.withConstants(whole.constants(after))
        : law;
  }

  /**
   * Mean absolute error of a field over all components of the true accelerations [length / time^2].
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

  private static double[] evaluate(AccelerationField field, State state) {
    double[] found = new double[state.acceleration().length];
    int dimension = state.position().length / state.mass().length;
    field.accelerations(
        state.mass(), state.charge(), dimension, state.position(), state.velocity(), found);
    return found;
  }

  /** A function of some of its parameters alone, the others held. */
  static final class HeldParameters implements LevenbergMarquardt.Residuals {
    private final LevenbergMarquardt.Residuals function;
    private final double[] start;
    private final int[] free;

    HeldParameters(LevenbergMarquardt.Residuals function, double[] start, boolean[] held) {
      this.function = function;
      this.start = start;
      this.free = IntStream.range(0, start.length).filter(p -> !held[p]).toArray();
    }

    /** The free ones of all parameters. */
    double[] free(double[] all) {
      return IntStream.of(free).mapToDouble(p -> all[p]).toArray();
    }

    /** All parameters, given the free ones. */
    double[] all(double[] some) {
      double[] all = start.clone();
      for (int k = 0; k < free.length; k++) {
        all[free[k]] = some[k];
      }
      return all;
    }

    @Override
    public void evaluate(double[] parameters, double[] out) {
      function.evaluate(all(parameters), out);
    }

    @Override
    public void jacobian(double[] parameters, double[][] out) {
      double[][] whole = new double[start.length][];
      Arrays.fill(whole, new double[out[0].length]);
      for (int k = 0; k < free.length; k++) {
        whole[free[k]] = out[k];
      }
      function.jacobian(all(parameters), whole);
    }
  }
}
