package org.principia.validation.error;

import java.io.Serializable;
import org.principia.graphs.Graph;

/**
 * What network and law get wrong on one frame, in single precision as the frame is.
 *
 * @param network mean absolute error of the network over particles and components [length / time^2]
 * @param law the same of the composed law [length / time^2]
 * @param size mean absolute value of the true acceleration [length / time^2]
 * @param closest distance of the closest pair [length]
 */
public record FrameErrors(float network, float law, float size, float closest)
    implements Serializable {

  /**
   * Compares accelerations by the network, where those of the frame begin at an index, and by the
   * law (n d) with the true ones; an error that is not a number counts as infinite.
   */
  static FrameErrors of(Graph frame, float[] network, int from, double[] law) {
    float[] truth = frame.targets();
    double ofNetwork = 0;
    double ofLaw = 0;
    double size = 0;
    for (int i = 0; i < truth.length; i++) {
      ofNetwork += Math.abs((double) network[from + i] - truth[i]);
      ofLaw += Math.abs(law[i] - truth[i]);
      size += Math.abs(truth[i]);
    }
    return new FrameErrors(
        orInfinite(ofNetwork / truth.length),
        orInfinite(ofLaw / truth.length),
        (float) (size / truth.length),
        (float) closest(frame));
  }

  private static float orInfinite(double error) {
    return Double.isNaN(error) ? Float.POSITIVE_INFINITY : (float) error;
  }

  private static double closest(Graph frame) {
    int d = frame.dimension();
    float[] x = frame.feature("position");
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < frame.nodes(); i++) {
      for (int j = i + 1; j < frame.nodes(); j++) {
        double square = 0;
        for (int k = 0; k < d; k++) {
          double separation = (double) x[j * d + k] - x[i * d + k];
          square += separation * separation;
        }
        least = Math.min(least, square);
      }
    }
    return Math.sqrt(least);
  }
}
