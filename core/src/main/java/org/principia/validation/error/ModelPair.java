package org.principia.validation.error;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.principia.common.Floats;
import org.principia.dynamics.law.AccelerationField;
import org.principia.graphs.Graph;

/**
 * Network and law side by side, on the same frames. It serves one thread, as the network does.
 *
 * @param network gives the accelerations [length / time^2] of frames, frame by frame (n x d)
 * @param law the composed law
 */
public record ModelPair(Function<List<Graph>, float[]> network, AccelerationField law) {

  /** What both get wrong on each of some frames with their true accelerations. */
  public List<FrameErrors> errors(List<Graph> frames) {
    float[] predicted = network.apply(frames);
    List<FrameErrors> errors = new ArrayList<>(frames.size());
    int at = 0;
    for (Graph frame : frames) {
      double[] composed = accelerations(law, frame);
      errors.add(FrameErrors.of(frame, predicted, at, composed));
      at += composed.length;
    }
    return errors;
  }

  /** Accelerations of a frame's particles under a law, by particle, then axis (n * d). */
  public static double[] accelerations(AccelerationField law, Graph frame) {
    double[] found = new double[frame.targets().length];
    law.accelerations(
        Floats.wide(frame.feature("mass")),
        Floats.wide(frame.feature("charge")),
        frame.dimension(),
        Floats.wide(frame.feature("position")),
        Floats.wide(frame.feature("velocity")),
        found);
    return found;
  }
}
