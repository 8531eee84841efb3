package org.principia.gnn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.common.RandomStream;
import org.principia.graphs.Graph;

/** Small networks, minibatches in double precision, and the same as graphs for the loops. */
final class TestNetworks {
  private TestNetworks() {}

  static GnnSettings settings(String strategy, double decay) {
    return new GnnSettings(
        strategy,
        16,
        5,
        2,
        4,
        1,
        3,
        1e-2,
        decay,
        3.0,
        NetworkLoop.L1_WEIGHT,
        NetworkLoop.KL_WEIGHT,
        0.65);
  }

  /** A network; of strategy pruned, components 1 and 3 are masked. */
  static ComputationGraph of(GnnSettings settings, int features, int outputs, DataType type) {
    ComputationGraph graph =
        Architecture.create(Architecture.configuration(settings, features, outputs, 50, type), 1);
    if ("pruned".equals(settings.strategy())) {
      Architecture.vertex(graph).kept().putScalar(1, 0).putScalar(3, 0);
    }
    return graph;
  }

  static MultiDataSet in(DataType type, MultiDataSet batch) {
    return new MultiDataSet(
        in(type, batch.getFeatures()),
        in(type, batch.getLabels()),
        batch.getFeaturesMaskArrays() == null ? null : in(type, batch.getFeaturesMaskArrays()),
        in(type, batch.getLabelsMaskArrays()));
  }

  private static INDArray[] in(DataType type, INDArray[] arrays) {
    INDArray[] result = new INDArray[arrays.length];
    for (int i = 0; i < arrays.length; i++) {
      result[i] = arrays[i] == null ? null : arrays[i].castTo(type);
    }
    return result;
  }

  /** Sets the network's gradient and returns its score, in training. */
  static double gradient(ComputationGraph graph, MultiDataSet batch) {
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.setLayerMaskArrays(batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
    graph.computeGradientAndScore();
    return graph.score();
  }

  /** A chain 0 - 1 - 2 - 3 - 4 with one more edge 3 -> 0, and a node 5 without edges. */
  static NeighbourGraph chain(int outputs) {
    RandomGenerator random = RandomStream.of(3, "test.graph");
    float[] nodes = TestGraphs.numbers(6 * 3, random);
    float[] targets = TestGraphs.numbers(6 * outputs, random);
    int[] receivers = {0, 1, 1, 2, 2, 3, 3, 4, 0};
    int[] senders = {1, 0, 2, 1, 3, 2, 4, 3, 3};
    return new NeighbourGraph(3, outputs, nodes, targets, receivers, senders);
  }

  /** Where noise of graphs is drawn from: always the same. */
  static RandomGenerator noise() {
    return RandomStream.of(1, "test.noise");
  }

  /** Nodes and edges one by one, with the noise that strategy kl of five components draws. */
  static NetworkLoop.Graph graph(NeighbourGraph graph) {
    RandomGenerator random = noise();
    double[][] noise = new double[graph.receivers().length][];
    for (int e = 0; e < noise.length; e++) {
      noise[e] = doubles(TestGraphs.numbers(5, random), 0, 5);
    }
    double[][] nodes = new double[graph.size()][];
    double[][] targets = new double[graph.size()][];
    for (int i = 0; i < graph.size(); i++) {
      nodes[i] = doubles(graph.nodes(), i, graph.features());
      targets[i] = doubles(graph.targets(), i, graph.outputs());
    }
    return new NetworkLoop.Graph(nodes, targets, graph.receivers(), graph.senders(), noise);
  }

  private static double[] doubles(float[] rows, int row, int width) {
    double[] values = new double[width];
    for (int c = 0; c < width; c++) {
      values[c] = rows[row * width + c];
    }
    return values;
  }

  /** Frames side by side, every particle receiving from all others of its frame; noise of rows. */
  static NetworkLoop.Graph graph(List<Graph> frames, MultiDataSet batch) {
    int n = frames.get(0).particles();
    int d = frames.get(0).dimension();
    int edges = frames.size() * n * (n - 1);
    double[][] nodes = new double[frames.size() * n][];
    double[][] targets = new double[nodes.length][d];
    int[] receivers = new int[edges];
    int[] senders = new int[edges];
    List<double[]> noise = new ArrayList<>();
    int e = 0;
    for (int i = 0; i < nodes.length; i++) {
      Graph frame = frames.get(i / n);
      nodes[i] = Loops.node(frame, i % n);
      for (int c = 0; c < d; c++) {
        targets[i][c] = frame.acceleration()[i % n * d + c];
      }
      for (int k = 0; k < n - 1; k++) {
        receivers[e] = i;
        senders[e++] = i - i % n + (k < i % n ? k : k + 1);
        if (batch.getFeatures().length > 2) {
          long row = k * batch.getFeatures(0).size(0) + i;
          noise.add(batch.getFeatures(2).getRow(row).toDoubleVector());
        }
      }
    }
    return new NetworkLoop.Graph(
        nodes, targets, receivers, senders, noise.toArray(new double[0][]));
  }
}
