package org.principia.validation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.principia.common.InputException;
import org.principia.dynamics.law.ForceLaw;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.MessageSpectrum;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.training.NetworkTraining.Probe;
import org.principia.graphs.Graph;
import org.principia.graphs.Neighbours;
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
   * All edges of some frames, at least one, of one schema, always the same ones.
   *
   * @throws InputException if they have no edges
   */
  public static MessageProbe of(List<Graph> frames, ForceLaw law) {
    List<double[]> inputs = new ArrayList<>();
    BitSet idle = new BitSet();
    for (Graph frame : frames) {
      Neighbours neighbours = frame.neighbours();
      for (int i = 0; i < frame.nodes(); i++) {
        for (int e = neighbours.offsets()[i]; e < neighbours.offsets()[i + 1]; e++) {
          int j = neighbours.senders()[e];
          idle.set(inputs.size(), !law.topology().joins(i, j));
          inputs.add(EdgeVariables.of(frame, i, j));
        }
      }
    }
    if (inputs.isEmpty()) {
      throw InputException.cannot("train the network", Neighbours.NONE);
    }
    float[] rows = GraphBlock.of(frames).edgeRows(0, frames.size());
    double[][] all = inputs.toArray(double[][]::new);
    return new MessageProbe(rows, EdgeForces.of(all, idle, law, frames.get(0).dimension()));
  }

  @Override
  public Spectrum spectrum(GraphNetwork network, int count) {
    MessageSpectrum messages = MessageSpectrum.of(network, edgeRows);
    double[] linearity =
        MessageQuantity.FORCES.stream()
            .map(quantity -> messages.linearity(forces.as(quantity)))
            .reduce(Linearity::larger)
            .orElseThrow();
    return new Spectrum(messages.largest(count), linearity);
  }
}
