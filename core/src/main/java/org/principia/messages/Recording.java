package org.principia.messages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.common.InputException;
import org.principia.gnn.GraphNetwork;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphLayout;
import org.principia.graphs.Neighbours;

/**
 * What a trained network says on sampled edges and nodes, and the projection of its messages.
 *
 * @param edges sampled edges with all components of their messages
 * @param nodes sampled nodes with the sums of the projected messages
 * @param projection from messages of M components to d numbers
 */
public record Recording(
    List<EdgeSample> edges, List<NodeSample> nodes, MessageProjection projection) {

  /**
   * Asks a trained network about drawn edges and nodes, each in the order of their keys.
   *
   * @throws InputException if there are no edges
   */
  public static Recording record(
      GraphNetwork network,
      List<SampleKey> edges,
      List<SampleKey> nodes,
      MessageSettings settings) {
    if (edges.isEmpty()) {
      throw InputException.cannot("record messages", Neighbours.NONE);
    }
    Recorder recorder = new Recorder(network);
    List<EdgeSample> edgeSamples = recorder.edges(edges);
    MessageProjection projection =
        MessageProjection.of(
            edgeSamples,
            network.dimension(),
            settings,
            deviations -> recorder.sensitivity(nodes, deviations));
    return new Recording(edgeSamples, recorder.nodes(nodes, projection), projection);
  }

  /** The projected messages of the sampled edges (d x E), component by component. */
  public double[][] messages() {
    return projection.columns(edges);
  }

  /** All edges of a graph with their keys. */
  public static List<SampleKey> edgesOf(long seed, Graph graph) {
    List<SampleKey> edges = new ArrayList<>();
    Neighbours neighbours = graph.neighbours();
    for (int i = 0; i < graph.nodes(); i++) {
      for (int e = neighbours.offsets()[i]; e < neighbours.offsets()[i + 1]; e++) {
        edges.add(SampleKey.edge(seed, graph, i, neighbours.senders()[e]));
      }
    }
    return edges;
  }

  /** All n nodes of a graph with their keys. */
  public static List<SampleKey> nodesOf(long seed, Graph graph) {
    return IntStream.range(0, graph.nodes()).mapToObj(i -> SampleKey.node(seed, graph, i)).toList();
  }

  /**
   * Asks a trained network what its edge and node functions say on sampled edges and nodes. It
   * serves one thread, as the network does.
   *
   * @param network the trained network
   */
  public record Recorder(GraphNetwork network) {
    /** Nodes that are asked for their gradient. */
    private static final int ASKED = 500;

    private static final double STEP = 0.25;

    /** Samples of the edges drawn with their messages, in the same order. */
    public List<EdgeSample> edges(List<SampleKey> drawn) {
      GraphLayout layout = network.schema().layout();
      int width = 2 * layout.width();
      float[] rows = new float[drawn.size() * width];
      for (int e = 0; e < drawn.size(); e++) {
        SampleKey edge = drawn.get(e);
        float[] nodes = edge.frame().features();
        layout.writeEdge(nodes, edge.receiver(), edge.sender(), rows, e * width);
      }
      float[] messages = network.messages(rows);
      int components = network.messageComponents();
      List<EdgeSample> samples = new ArrayList<>(drawn.size());
      for (int e = 0; e < drawn.size(); e++) {
        SampleKey edge = drawn.get(e);
        samples.add(
            new EdgeSample(
                edge.frame().simulation(),
                edge.frame().step(),
                edge.receiver(),
                edge.sender(),
                EdgeVariables.of(edge.frame(), edge.receiver(), edge.sender()),
                Arrays.copyOfRange(messages, e * components, (e + 1) * components)));
      }
      return samples;
    }

    /** Samples of the nodes drawn, in order, with what is kept of their sums and their outputs. */
    public List<NodeSample> nodes(List<SampleKey> drawn, MessageProjection kept) {
      int features = network.schema().width();
      int width = features + network.messageComponents();
      float[] rows = rows(drawn);
      float[] outputs = network.nodeOutputs(rows);
      List<NodeSample> samples = new ArrayList<>(drawn.size());
      for (int v = 0; v < drawn.size(); v++) {
        float[] sums = Arrays.copyOfRange(rows, v * width + features, (v + 1) * width);
        Graph frame = drawn.get(v).frame();
        int d = frame.dimension();
        int i = drawn.get(v).receiver();
        samples.add(
            new NodeSample(
                frame.simulation(),
                frame.step(),
                i,
                NodeVariables.of(frame, i, kept.of(sums)),
                Arrays.copyOfRange(outputs, v * d, (v + 1) * d),
                Arrays.copyOfRange(frame.target("acceleration"), i * d, (i + 1) * d)));
      }
      return samples;
    }

    /**
     * How the node function answers to changes of the summed messages: the mean over the first
     * {@value #ASKED} nodes of J' J / |J|^2 (M x M), J its gradient by central differences of a
     * quarter of a component's deviation over edges, |J| its size in units of the deviations.
     */
    public double[][] sensitivity(List<SampleKey> drawn, double[] deviations) {
      List<SampleKey> asked = drawn.subList(0, Math.min(ASKED, drawn.size()));
      int components = network.messageComponents();
      int d = network.dimension();
      int features = network.schema().width();
      float[] rows = rows(asked);
      double[][][] gradients = new double[asked.size()][d][components];
      for (int c = 0; c < components; c++) {
        if (deviations[c] == 0) {
          continue;
        }
        float step = (float) (STEP * deviations[c]);
        float[] up = network.nodeOutputs(moved(rows, features + c, features + components, step));
        float[] down = network.nodeOutputs(moved(rows, features + c, features + components, -step));
        for (int i = 0; i < up.length; i++) {
          gradients[i / d][i % d][c] = (up[i] - down[i]) / (2.0 * step);
        }
      }
      double[][] mean = new double[components][components];
      for (double[][] gradient : gradients) {
        add(gradient, deviations, 1.0 / asked.size(), mean);
      }
      return mean;
    }

    private static float[] moved(float[] rows, int column, int width, float step) {
      float[] moved = rows.clone();
      for (int at = column; at < moved.length; at += width) {
        moved[at] += step;
      }
      return moved;
    }

    /** Adds J' J / |J|^2 with a weight. */
    private static void add(
        double[][] gradient, double[] deviations, double weight, double[][] to) {
      double size = 0;
      for (double[] row : gradient) {
        for (int c = 0; c < row.length; c++) {
          double effect = row[c] * deviations[c];
          size += effect * effect;
        }
      }
      if (!(size > 0) || !Double.isFinite(size)) {
        return;
      }
      for (double[] row : gradient) {
        for (int i = 0; i < row.length; i++) {
          double first = weight / size * row[i];
          for (int j = 0; j < row.length; j++) {
            to[i][j] += first * row[j];
          }
        }
      }
    }

    /** Rows of the node function: features, then the summed messages. */
    private float[] rows(List<SampleKey> drawn) {
      int features = network.schema().width();
      int components = network.messageComponents();
      int width = features + components;
      float[] rows = new float[drawn.size() * width];
      // Several nodes may be of one graph.
      IdentityHashMap<Graph, Neighbours> lists = new IdentityHashMap<>();
      for (int v = 0; v < drawn.size(); v++) {
        SampleKey node = drawn.get(v);
        float[] nodes = node.frame().features();
        System.arraycopy(nodes, node.receiver() * features, rows, v * width, features);
        float[] sums = sums(node, lists.computeIfAbsent(node.frame(), Graph::neighbours));
        System.arraycopy(sums, 0, rows, v * width + features, components);
      }
      return rows;
    }

    /** Sum over the neighbours of all message components of one node (M). */
    private float[] sums(SampleKey node, Neighbours neighbours) {
      GraphLayout layout = network.schema().layout();
      int first = neighbours.offsets()[node.receiver()];
      float[] edges = new float[neighbours.degree(node.receiver()) * 2 * layout.width()];
      for (int k = 0; k < neighbours.degree(node.receiver()); k++) {
        int sender = neighbours.senders()[first + k];
        float[] nodes = node.frame().features();
        layout.writeEdge(nodes, node.receiver(), sender, edges, k * 2 * layout.width());
      }
      float[] messages = network.messages(edges);
      int components = network.messageComponents();
      float[] sums = new float[components];
      for (int e = 0; e < messages.length; e++) {
        sums[e % components] += messages[e];
      }
      return sums;
    }
  }
}
