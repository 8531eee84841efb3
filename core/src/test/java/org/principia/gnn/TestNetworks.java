package org.principia.gnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.common.RandomStream;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.batch.Translation;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.NeighbourRule;
import org.principia.graphs.Neighbours;
import org.principia.graphs.Quantity;

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

  /** Nodes with three features, joined at will. */
  static GraphBlock block(int width, float[] nodes, float[] targets, int[][] sendersOf) {
    List<Quantity> features = new ArrayList<>();
    features.add(new Quantity("x", Quantity.Role.POSITION, "length", 1));
    for (int f = 1; f < width; f++) {
      features.add(new Quantity("f" + f, Quantity.Role.SCALAR, "1", 1));
    }
    int n = sendersOf.length;
    List<Quantity> explained = new ArrayList<>();
    for (int t = 0; t < targets.length / n; t++) {
      explained.add(new Quantity("t" + t, Quantity.Role.SCALAR, "1", 1));
    }
    GraphSchema schema =
        new GraphSchema(1, features, explained, new NeighbourRule.AllPairs(), List.of());
    int[] offsets = new int[n + 1];
    for (int i = 0; i < n; i++) {
      offsets[i + 1] = offsets[i] + sendersOf[i].length;
    }
    int[] senders = Arrays.stream(sendersOf).flatMapToInt(Arrays::stream).toArray();
    Neighbours[] neighbours = {new Neighbours(offsets, senders)};
    return new GraphBlock(
        schema, new int[1], new int[1], new int[] {0, n}, nodes, targets, neighbours);
  }

  /** A chain 0 - 1 - 2 - 3 - 4 with one more edge 3 -> 0, and a node 5 without edges. */
  static GraphBlock chain(int outputs) {
    RandomGenerator random = RandomStream.of(3, "test.graph");
    float[] nodes = TestGraphs.numbers(6 * 3, random);
    float[] targets = TestGraphs.numbers(6 * outputs, random);
    return block(3, nodes, targets, new int[][] {{1, 3}, {0, 2}, {1, 3}, {2, 4}, {3}, {}});
  }

  /** All graphs of a block as one minibatch, with room for some nodes and edges more. */
  static MultiDataSet batch(GraphBlock block, GnnSettings settings, int rows, int edges) {
    int count = block.size();
    int all = block.starts()[count] + rows;
    int most = Arrays.stream(block.neighbours()).mapToInt(Neighbours::edges).sum() + edges;
    int components = settings.messageComponents(block.schema().outputs());
    return new GraphBatch(block, all, most, settings.trainingStrategy(), components)
        .of(TestGraphs.inOrder(count), 0, count, new Translation(11, 4, 0));
  }

  /** Nodes and edges one by one, with the noise of a minibatch of all graphs in their order. */
  static NetworkLoop.Graph graph(GraphBlock block, MultiDataSet batch) {
    int count = block.starts()[block.size()];
    double[][] nodes = new double[count][];
    double[][] targets = new double[count][];
    List<Integer> receivers = new ArrayList<>();
    List<Integer> senders = new ArrayList<>();
    List<Integer> number = new ArrayList<>();
    int[] degrees = new int[count];
    for (int i = 0; i < count; i++) {
      nodes[i] = doubles(block.features(), i, block.schema().width());
      targets[i] = doubles(block.targets(), i, block.schema().outputs());
    }
    for (int g = 0; g < block.size(); g++) {
      Neighbours of = block.neighbours()[g];
      for (int i = 0; i < of.nodes(); i++) {
        degrees[block.starts()[g] + i] = of.degree(i);
        for (int e = 0; e < of.degree(i); e++) {
          receivers.add(block.starts()[g] + i);
          senders.add(block.starts()[g] + of.senders()[of.offsets()[i] + e]);
          number.add(e);
        }
      }
    }
    double[][] noise = new double[receivers.size()][];
    for (int e = 0; e < noise.length && batch.getFeatures().length > 2; e++) {
      int row = row(degrees, receivers.get(e), number.get(e), batch);
      noise[e] = batch.getFeatures(2).getRow(row).toDoubleVector();
    }
    return new NetworkLoop.Graph(nodes, targets, ints(receivers), ints(senders), noise);
  }

  /** Row of the k-th edge of a node: of the k-th edges, at its place among nodes by degree. */
  private static int row(int[] degrees, int node, int k, MultiDataSet batch) {
    boolean alike = batch.getFeaturesMaskArrays() == null;
    int row = 0;
    for (int before = 0; before < k; before++) {
      for (int degree : degrees) {
        row += degree > before ? 1 : 0;
      }
      row += alike ? (int) batch.getFeatures(0).size(0) - degrees.length : 0;
    }
    for (int other = 0; other < degrees.length; other++) {
      boolean first = degrees[other] > degrees[node];
      row += first || (degrees[other] == degrees[node] && other < node) ? 1 : 0;
    }
    return row;
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double[] doubles(float[] rows, int row, int width) {
    double[] values = new double[width];
    for (int c = 0; c < width; c++) {
      values[c] = rows[row * width + c];
    }
    return values;
  }
}
