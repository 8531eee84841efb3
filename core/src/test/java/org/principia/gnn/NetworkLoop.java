package org.principia.gnn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.gnn.dl4j.MessagePassingVertex;
import org.principia.gnn.layers.ParameterLayout;

/**
 * The whole network on any graph, forward and backward, by loops over edges, nodes and units.
 *
 * <p>In double precision and one example at a time: an edge goes through both models with nothing
 * shared between edges, no product taken after a sum and no mask. Penalties weigh 0.3 (l1) and 0.2
 * (kl).
 */
final class NetworkLoop {
  static final double L1_WEIGHT = 0.3;
  static final double KL_WEIGHT = 0.2;

  /** Nodes, what they ought to say, and the ends and the noise (or null) of each edge. */
  record Graph(
      double[][] nodes, double[][] targets, int[] receivers, int[] senders, double[][] noise) {}

  /** What an edge's forward pass leaves; z and e are not used but by kl. */
  private record Edge(double[] x, double[] h1, double[] h2, double[] mu, double[] z, double[] e) {}

  private final MessagePassingVertex vertex;
  private final String strategy;
  private final double decay;
  private final Map<String, DenseLoop> layers = new LinkedHashMap<>();
  private double error;
  private double penalty;
  private double[][] outputs;

  private NetworkLoop(ComputationGraph network) {
    vertex = Architecture.vertex(network);
    strategy = vertex.config().strategy().word();
    decay = vertex.config().weightDecay();
    vertex
        .layout()
        .layers()
        .forEach((name, place) -> layers.put(name, new DenseLoop(vertex.params(), place)));
  }

  /** One pass forward and one backward, at the network's parameters of now. */
  static NetworkLoop of(ComputationGraph network, Graph graph) {
    NetworkLoop loop = new NetworkLoop(network);
    loop.run(graph);
    return loop;
  }

  /** Mean absolute error over nodes and components. */
  double error() {
    return error;
  }

  /** The penalty's mean over edges, weighted. */
  double penalty() {
    return penalty;
  }

  /** What the network says of each node. */
  double[][] outputs() {
    return outputs;
  }

  /** The gradient of the loss and of decay / 2 times the squares of all weights and biases. */
  double[] gradient() {
    double[] flat = new double[vertex.layout().length()];
    INDArray all = Nd4j.create(flat);
    layers.forEach(
        (name, layer) -> {
          ParameterLayout.Layer place = vertex.layout().layer(name);
          INDArray weights = place.weights(all);
          INDArray bias = place.bias(all);
          for (int o = 0; o < place.outputs(); o++) {
            bias.putScalar(o, 0, layer.ofBias(o) + decay * layer.bias(o));
            for (int k = 0; k < place.inputs(); k++) {
              weights.putScalar(o, k, layer.ofWeight(o, k) + decay * layer.weight(o, k));
            }
          }
        });
    return all.toDoubleVector();
  }

  private void run(Graph graph) {
    int count = graph.nodes.length;
    int d = graph.targets[0].length;
    int m = vertex.config().messages();
    Edge[] edges = new Edge[graph.receivers.length];
    double[][] sums = new double[count][m];
    for (int e = 0; e < edges.length; e++) {
      edges[e] = forward(graph, e, edges.length);
      add(sums[graph.receivers[e]], message(edges[e]));
    }
    outputs = new double[count][];
    double[][] ofSums = new double[count][];
    for (int i = 0; i < count; i++) {
      double[] x = Loops.join(graph.nodes[i], sums[i]);
      double[] a1 = DenseLoop.rectify(layers.get("node1").forward(x));
      double[] a2 = DenseLoop.rectify(layers.get("node2").forward(a1));
      outputs[i] = layers.get("output").forward(a2);
      double[] of = new double[d];
      for (int c = 0; c < d; c++) {
        double difference = outputs[i][c] - graph.targets[i][c];
        error += Math.abs(difference) / (count * d);
        of[c] = Math.signum(difference) / (count * d);
      }
      of = DenseLoop.unrectify(a2, layers.get("output").backward(a2, of));
      of = DenseLoop.unrectify(a1, layers.get("node2").backward(a1, of));
      of = layers.get("node1").backward(x, of);
      ofSums[i] = new double[m];
      System.arraycopy(of, graph.nodes[i].length, ofSums[i], 0, m);
    }
    for (int e = 0; e < edges.length; e++) {
      backward(edges[e], ofSums[graph.receivers[e]], edges.length);
    }
  }

  private Edge forward(Graph graph, int e, int edges) {
    double[] x = Loops.join(graph.nodes[graph.receivers[e]], graph.nodes[graph.senders[e]]);
    double[] h1 = DenseLoop.rectify(layers.get("edge1").forward(x));
    double[] h2 = DenseLoop.rectify(layers.get("edge2").forward(h1));
    double[] mu = layers.get("message").forward(h2);
    boolean sampled = "kl".equals(strategy);
    double[] z = sampled ? layers.get("logVariance").forward(h2) : null;
    for (int c = 0; c < mu.length; c++) {
      if ("l1".equals(strategy)) {
        penalty += L1_WEIGHT * Math.abs(mu[c]) / edges;
      }
      if (sampled) {
        double log = 10 * Math.tanh(z[c] / 10);
        penalty += KL_WEIGHT * (mu[c] * mu[c] + Math.exp(log) - 1 - log) / 2 / edges;
      }
    }
    return new Edge(x, h1, h2, mu, z, sampled ? graph.noise[e] : null);
  }

  private double[] message(Edge edge) {
    double[] message = edge.mu.clone();
    for (int c = 0; c < message.length; c++) {
      if (edge.e != null) {
        message[c] += Math.exp(10 * Math.tanh(edge.z[c] / 10) / 2) * edge.e[c];
      }
      message[c] *= kept(c);
    }
    return message;
  }

  private double kept(int component) {
    return "pruned".equals(strategy) ? vertex.kept().getDouble(component) : 1;
  }

  private void backward(Edge edge, double[] ofMessage, int edges) {
    double[] ofMu = new double[ofMessage.length];
    double[] ofZ = new double[ofMessage.length];
    for (int c = 0; c < ofMu.length; c++) {
      ofMu[c] = kept(c) * ofMessage[c];
      if ("l1".equals(strategy)) {
        ofMu[c] += L1_WEIGHT * Math.signum(edge.mu[c]) / edges;
      }
      if (edge.e != null) {
        double tanh = Math.tanh(edge.z[c] / 10);
        ofMu[c] += KL_WEIGHT * edge.mu[c] / edges;
        double ofLog = ofMessage[c] * edge.e[c] * Math.exp(5 * tanh) / 2;
        ofLog += KL_WEIGHT * (Math.exp(10 * tanh) - 1) / 2 / edges;
        ofZ[c] = ofLog * (1 - tanh * tanh);
      }
    }
    double[] of = layers.get("message").backward(edge.h2, ofMu);
    if (edge.e != null) {
      add(of, layers.get("logVariance").backward(edge.h2, ofZ));
    }
    of = DenseLoop.unrectify(edge.h2, of);
    of = DenseLoop.unrectify(edge.h1, layers.get("edge2").backward(edge.h1, of));
    layers.get("edge1").backward(edge.x, of);
  }

  private static void add(double[] to, double[] what) {
    for (int c = 0; c < to.length; c++) {
      to[c] += what[c];
    }
  }
}
