package org.principia.validation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.principia.dynamics.AccelerationField;
import org.principia.dynamics.ForceLaw;
import org.principia.dynamics.InitialState;
import org.principia.graphs.Graph;

/**
 * Errors of network and law on states of one kind, drawn fresh.
 *
 * @param set name of the kind, see {@link StateSet#word}
 * @param network errors of the network over the states [length / time^2]
 * @param law errors of the law over the states [length / time^2]
 * @param size mean absolute value of the true accelerations [length / time^2]
 */
public record Extrapolation(String set, ErrorStatistics network, ErrorStatistics law, double size)
    implements Serializable {

  /**
   * Compares network and law.
   *
   * @param set what the states are like
   * @param rivals network and law
   * @param truth the true law
   * @param particles n of the runs
   * @param dimension d
   * @param states how many states
   * @param seed the user's seed
   * @return the errors
   */
  public static Extrapolation of(
      StateSet set,
      Rivals rivals,
      ForceLaw truth,
      int particles,
      int dimension,
      int states,
      long seed) {
    AccelerationField field = truth.field();
    List<Graph> frames = new ArrayList<>(states);
    for (int i = 0; i < states; i++) {
      frames.add(frame(set.draw(seed, particles, dimension, i), i, field));
    }
    List<FrameErrors> errors = rivals.errors(frames);
    TestErrors summary = new TestErrors();
    errors.forEach(summary::add);
    TestErrors.Medians medians = summary.medians();
    errors.forEach(medians::add);
    return new Extrapolation(
        set.word(), summary.network(medians), summary.law(medians), summary.size());
  }

  /** How many times the law's mean error the network's is. */
  public double ratio() {
    return network.mean() / law.mean();
  }

  /** A state in single precision, with the accelerations that the field has there. */
  private static Graph frame(InitialState state, int number, AccelerationField field) {
    float[] mass = Rivals.narrow(state.mass());
    float[] charge = Rivals.narrow(state.charge());
    float[] position = Rivals.narrow(state.position());
    float[] velocity = Rivals.narrow(state.velocity());
    double[] acceleration = new double[position.length];
    // The truth at the rounded state: rounding is no error of the rivals.
    field.accelerations(
        Rivals.wide(mass),
        Rivals.wide(charge),
        state.dimension(),
        Rivals.wide(position),
        Rivals.wide(velocity),
        acceleration);
    return new Graph(
        number,
        0,
        0,
        state.dimension(),
        mass,
        charge,
        position,
        velocity,
        Rivals.narrow(acceleration));
  }
}
