package org.principia.validation.rollout;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.common.Floats;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.ForceLaw;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;
import org.principia.validation.error.ErrorStatistics;
import org.principia.validation.error.FrameErrors;
import org.principia.validation.error.ModelPair;
import org.principia.validation.error.TestErrors;

/**
 * Errors of network and law on states of one kind, drawn fresh.
 *
 * @param set name of the kind, see {@link StateSet#label}
 * @param network errors of the network over the states [length / time^2]
 * @param law errors of the law over the states [length / time^2]
 * @param size mean absolute value of the true accelerations [length / time^2]
 */
public record Extrapolation(String set, ErrorStatistics network, ErrorStatistics law, double size)
    implements Serializable {

  /** Compares network and law with the true law on states drawn from a set. */
  public static Extrapolation of(
      StateSet set, ModelPair models, ForceLaw truth, List<InitialState> states) {
    AccelerationField field = truth.field();
    List<Graph> frames =
        IntStream.range(0, states.size()).mapToObj(i -> frame(states.get(i), i, field)).toList();
    List<FrameErrors> errors = models.errors(frames);
    TestErrors summary = new TestErrors();
    errors.forEach(summary::add);
    TestErrors.Medians medians = summary.medians();
    errors.forEach(medians::add);
    return new Extrapolation(
        set.label(), summary.network(medians), summary.law(medians), summary.size());
  }

  /** How many times the law's mean error the network's is. */
  public double ratio() {
    return network.mean() / law.mean();
  }

  /** A state in single precision, with the accelerations that the field has there. */
  private static Graph frame(InitialState state, int number, AccelerationField field) {
    Graph rounded = Particles.of(state).graph(number, 0, 0);
    // The truth at the rounded state: rounding is no error of the models.
    float[] truth = Floats.narrow(ModelPair.accelerations(field, rounded));
    return new Graph(rounded.schema(), number, 0, 0, rounded.features(), truth);
  }
}
