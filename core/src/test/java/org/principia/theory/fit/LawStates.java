package org.principia.theory.fit;

import java.util.ArrayList;
import java.util.List;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.PairwiseField;
import org.principia.graphs.GraphSchema;
import org.principia.theory.fit.LawFit.State;

/** States with the accelerations of a true law, as frames have them. */
public final class LawStates {
  private LawStates() {}

  public static List<State> of(String law, int dimension, int count) {
    return of(ForceLaws.of(law, 0.01), dimension, count);
  }

  public static List<State> of(ForceLaw law, int dimension, int count) {
    PairwiseField truth = new PairwiseField(law);
    int particles = dimension == 2 ? 4 : 8;
    List<State> states = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InitialState start = InitialState.draw(5, "test.system", particles, dimension, i);
      double[] acceleration = new double[particles * dimension];
      truth.accelerations(
          start.mass(),
          start.charge(),
          dimension,
          start.position(),
          start.velocity(),
          acceleration);
      states.add(
          state(start.mass(), start.charge(), start.position(), start.velocity(), acceleration));
    }
    return states;
  }

  /** Particles of which every two act on each other. */
  public static State state(
      double[] mass, double[] charge, double[] position, double[] velocity, double[] acceleration) {
    GraphSchema schema = GraphSchema.particles(position.length / mass.length);
    return new State(schema, mass, charge, position, velocity, acceleration);
  }
}
