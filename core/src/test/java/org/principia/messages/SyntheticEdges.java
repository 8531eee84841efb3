package org.principia.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.dynamics.law.ForceLaw;
import org.principia.validation.EdgeForces;

/** Edges whose messages are known maps of the true force, with noise. */
final class SyntheticEdges {
  private final ForceLaw law;
  private final int dimension;
  private final double[][] map;
  private final List<double[]> inputs = new ArrayList<>();
  private final double[] sizes;

  /**
   * Edges of a law.
   *
   * @param law the law
   * @param dimension d
   * @param map what each message component is of the force (M x d)
   */
  SyntheticEdges(ForceLaw law, int dimension, double[][] map) {
    this.law = law;
    this.dimension = dimension;
    this.map = map;
    RandomGenerator rng = RandomStream.of(7, "test", dimension);
    for (int row = 0; row < 3000; row++) {
      double[] in = new double[dimension + 5];
      double[] separation = new double[dimension];
      for (int k = 0; k < dimension; k++) {
        separation[k] = Math.sqrt(2) * rng.nextGaussian();
      }
      EdgeVariables.fill(
          in,
          Math.exp(rng.nextGaussian()),
          Math.exp(rng.nextGaussian()),
          rng.nextBoolean() ? 1 : -1,
          rng.nextBoolean() ? 1 : -1,
          separation);
      inputs.add(in);
    }
    sizes = new double[map.length];
    for (int c = 0; c < map.length; c++) {
      // Of a heavy tail the median is what a typical message is like.
      int component = c;
      double[] all =
          inputs.stream().mapToDouble(in -> Math.abs(message(in)[component])).sorted().toArray();
      sizes[c] = all[all.length / 2];
    }
  }

  private double[] message(double[] in) {
    double[] force = EdgeForces.force(law, in, dimension);
    double[] message = new double[map.length];
    for (int c = 0; c < map.length; c++) {
      for (int k = 0; k < dimension; k++) {
        message[c] += map[c][k] * force[k];
      }
    }
    return message;
  }

  /**
   * The messages.
   *
   * @param noise of each component, in units of its typical size (M)
   * @param ofNodes how much of a function of the particles alone is added, in the same units
   * @return the edges
   */
  List<EdgeSample> samples(double[] noise, double ofNodes) {
    RandomGenerator rng = RandomStream.of(8, "test", dimension);
    List<EdgeSample> samples = new ArrayList<>();
    for (int row = 0; row < inputs.size(); row++) {
      double[] in = inputs.get(row);
      double[] exact = message(in);
      float[] message = new float[exact.length];
      for (int c = 0; c < exact.length; c++) {
        double size = sizes[c] > 0 ? sizes[c] : 1;
        double node = Math.log(in[0]) - 0.7 * in[2] + 0.3 * c;
        message[c] =
            (float) (exact[c] + size * (noise[c] * rng.nextGaussian() + ofNodes * node + 0.4));
      }
      samples.add(new EdgeSample(row, 0, 0, 1, in, message));
    }
    return samples;
  }

  /** The force on the receiver of an edge. */
  double[] force(EdgeSample edge) {
    return EdgeForces.force(law, edge.inputs(), dimension);
  }
}
