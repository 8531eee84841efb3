package org.principia.validation;

import java.util.List;
import java.util.stream.IntStream;
import org.principia.dynamics.law.ForceLaw;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.MessageSpectrum;
import org.principia.gnn.batch.GraphRows;
import org.principia.gnn.training.Probe;
import org.principia.graphs.Graph;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageQuantity;

/**
 * A fixed sample of edges, on which the messages are looked at after each epoch.
 *
 * @param edgeRows features of receiver and sender (E x 2 F), row-major
 * @param forces true forces on the receivers
 */
public record MessageProbe(float[] edgeRows, EdgeForces forces) implements Probe {
  /** Frames that are enough for a spectrum. */
  public static final int FRAMES = 200;

  /**
   * All edges of some frames.
   *
   * @param frames at least one, of one dimension and one number of particles, always the same ones
   * @param law the true law
   * @return the sample
   */
  public static MessageProbe of(List<Graph> frames, ForceLaw law) {
    int d = frames.get(0).dimension();
    int n = frames.get(0).particles();
    int perFrame = n * (n - 1);
    int width = 2 * GraphRows.features(d);
    float[] rows = new float[frames.size() * perFrame * width];
    double[][] inputs = new double[frames.size() * perFrame][];
    int edge = 0;
    for (Graph frame : frames) {
      float[] part = GraphRows.edgeRows(frame);
      System.arraycopy(part, 0, rows, edge * width, part.length);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          if (i != j) {
            inputs[edge++] = EdgeVariables.of(frame, i, j);
          }
        }
      }
    }
    return new MessageProbe(rows, EdgeForces.of(inputs, law, d));
  }

  @Override
  public Spectrum spectrum(GraphNetwork network, int count) {
    MessageSpectrum messages = MessageSpectrum.of(network, edgeRows);
    double[] linearity =
        MessageQuantity.FORCES.stream()
            .map(quantity -> messages.linearity(forces.as(quantity)))
            .reduce(MessageProbe::larger)
            .orElseThrow();
    return new Spectrum(messages.largest(count), linearity);
  }

  private static double[] larger(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(k -> Math.max(a[k], b[k])).toArray();
  }
}
