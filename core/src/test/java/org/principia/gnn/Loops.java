package org.principia.gnn;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.principia.gnn.dl4j.MessagePassingVertex;
import org.principia.gnn.layers.ParameterLayout;
import org.principia.graphs.Graph;
import org.principia.graphs.Particles;

/** The network by loops over particles and units, in double precision. */
final class Loops {
  /** The layers of the edge model, in order. */
  static final List<String> EDGE_MODEL = List.of("edge1", "edge2", "message");

  /** The same with the layer of the log-variances for the last. */
  static final List<String> VARIANCE_MODEL = List.of("edge1", "edge2", "logVariance");

  /** The layers of the node model, in order. */
  static final List<String> NODE_MODEL = List.of("node1", "node2", "output");

  private Loops() {}

  static double meanAbsoluteError(ComputationGraph graph, List<Graph> frames) {
    double sum = 0;
    int terms = 0;
    for (Graph frame : frames) {
      double[] found = accelerations(graph, frame);
      for (int k = 0; k < found.length; k++) {
        sum += Math.abs(found[k] - frame.target("acceleration")[k]);
        terms++;
      }
    }
    return sum / terms;
  }

  static double[] accelerations(ComputationGraph graph, Graph frame) {
    int d = frame.dimension();
    double[] all = new double[frame.nodes() * d];
    for (int i = 0; i < frame.nodes(); i++) {
      double[] node = node(frame, i);
      double[] sum = null;
      for (int j = 0; j < frame.nodes(); j++) {
        if (j != i) {
          double[] message = through(graph, EDGE_MODEL, join(node, node(frame, j)));
          if (sum == null) {
            sum = new double[message.length];
          }
          for (int c = 0; c < sum.length; c++) {
            sum[c] += message[c];
          }
        }
      }
      double[] out = through(graph, NODE_MODEL, join(node, sum));
      System.arraycopy(out, 0, all, i * d, d);
    }
    return all;
  }

  /** The values of one layer's weights (inputs of output 0, of output 1 ...) or of its bias. */
  private static double[] row(INDArray matrix, int output) {
    double[] row = new double[(int) matrix.size(1)];
    for (int k = 0; k < row.length; k++) {
      row[k] = matrix.getDouble(output, k);
    }
    return row;
  }

  static double[] through(ComputationGraph graph, List<String> layers, double[] input) {
    MessagePassingVertex vertex = Architecture.vertex(graph);
    double[] x = input;
    for (int l = 0; l < layers.size(); l++) {
      ParameterLayout.Layer layer = vertex.layout().layer(layers.get(l));
      INDArray weights = layer.weights(vertex.params());
      INDArray bias = layer.bias(vertex.params());
      double[] y = new double[layer.outputs()];
      for (int o = 0; o < y.length; o++) {
        double sum = bias.getDouble(o, 0);
        double[] w = row(weights, o);
        for (int k = 0; k < x.length; k++) {
          sum += x[k] * w[k];
        }
        y[o] = l < layers.size() - 1 ? Math.max(0, sum) : sum;
      }
      x = y;
    }
    return x;
  }

  static double[] node(Graph frame, int i) {
    int d = frame.dimension();
    double[] node = new double[2 * d + 2];
    for (int k = 0; k < d; k++) {
      node[k] = frame.feature("position")[i * d + k];
      node[d + k] = frame.feature("velocity")[i * d + k];
    }
    node[2 * d] = frame.feature("charge")[i];
    node[2 * d + 1] = frame.feature("mass")[i];
    return node;
  }

  static double[] join(double[] a, double[] b) {
    double[] joined = new double[a.length + b.length];
    System.arraycopy(a, 0, joined, 0, a.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  /** The same frame of three particles in two dimensions with the last two particles swapped. */
  static Graph swapLastTwo(Graph f) {
    return new Particles(
            2,
            swap(f.feature("mass"), 1),
            swap(f.feature("charge"), 1),
            swap(f.feature("position"), 2),
            swap(f.feature("velocity"), 2),
            swap(f.target("acceleration"), 2))
        .graph(f.simulation(), f.step(), f.time());
  }

  private static float[] swap(float[] values, int width) {
    float[] swapped = values.clone();
    System.arraycopy(values, width, swapped, 2 * width, width);
    System.arraycopy(values, 2 * width, swapped, width, width);
    return swapped;
  }
}
