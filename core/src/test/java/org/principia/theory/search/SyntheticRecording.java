package org.principia.theory.search;

import java.util.ArrayList;
import java.util.List;
import org.principia.common.Floats;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.PairwiseField;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageProjection;
import org.principia.messages.MessageSettings;
import org.principia.messages.NodeSample;
import org.principia.messages.Recording;

/** What a perfect network of spring forces would say: messages are forces, mixed between axes. */
public final class SyntheticRecording {
  private SyntheticRecording() {}

  /** Graphs of springs in the plane with their true accelerations. */
  public static List<Graph> graphs(int count) {
    ForceLaw law = ForceLaws.of("spring", 0);
    List<Graph> graphs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InitialState start = InitialState.draw(5, "test.recording", 4, 2, i);
      double[] acceleration = new double[8];
      new PairwiseField(law)
          .accelerations(
              start.mass(), start.charge(), 2, start.position(), start.velocity(), acceleration);
      graphs.add(
          new Particles(
                  2,
                  Floats.narrow(start.mass()),
                  Floats.narrow(start.charge()),
                  Floats.narrow(start.position()),
                  Floats.narrow(start.velocity()),
                  Floats.narrow(acceleration))
              .graph(i, 0, 0));
    }
    return graphs;
  }

  /** One edge and one node of each graph. */
  public static Recording of(List<Graph> graphs) {
    List<EdgeSample> edges = new ArrayList<>();
    List<NodeSample> nodes = new ArrayList<>();
    for (Graph graph : graphs) {
      double[] inputs = EdgeVariables.of(graph, 0, 1);
      edges.add(new EdgeSample(graph.simulation(), 0, 0, 1, inputs, narrow(message(inputs))));
      double[] sums = new double[2];
      for (int j = 1; j < 4; j++) {
        double[] message = message(EdgeVariables.of(graph, 0, j));
        sums[0] += message[0];
        sums[1] += message[1];
      }
      double[] node = {
        graph.feature("mass")[0],
        graph.feature("charge")[0],
        graph.feature("position")[0],
        graph.feature("position")[1],
        graph.feature("velocity")[0],
        graph.feature("velocity")[1],
        sums[0],
        sums[1]
      };
      float[] acceleration = {graph.target("acceleration")[0], graph.target("acceleration")[1]};
      nodes.add(new NodeSample(graph.simulation(), 0, 0, node, acceleration, acceleration));
    }
    MessageProjection projection =
        MessageProjection.of(edges, 2, MessageSettings.defaults(), deviations -> new double[2][2]);
    return new Recording(edges, nodes, projection);
  }

  /** The force mixed between the axes; the inputs begin with m1, m2, q1, q2, dx, dy, r. */
  private static double[] message(double[] inputs) {
    double dx = inputs[4];
    double dy = inputs[5];
    double factor = 1 - 1 / Math.hypot(dx, dy);
    return new double[] {factor * (dx + 0.5 * dy), factor * (dy - 0.25 * dx)};
  }

  private static float[] narrow(double[] values) {
    return Floats.narrow(values);
  }
}
