package org.principia.messages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.principia.frames.Frame;
import org.principia.gnn.GraphNetwork;
import org.principia.gnn.GraphRows;

/** Asks a trained network what its edge and node functions say on sampled edges and nodes. */
public final class Recorder {
  private final GraphNetwork network;

  /**
   * A recorder of a network; it serves one thread, as the network does.
   *
   * @param network the trained network
   */
  public Recorder(GraphNetwork network) {
    this.network = network;
  }

  /**
   * Messages of edges.
   *
   * @param drawn the edges
   * @return the samples in the same order
   */
  public List<EdgeSample> edges(List<SampleKey> drawn) {
    int width = 2 * GraphRows.features(network.dimension());
    float[] rows = new float[drawn.size() * width];
    for (int e = 0; e < drawn.size(); e++) {
      SampleKey edge = drawn.get(e);
      float[] all = GraphRows.edgeRows(edge.frame());
      int row = edgeRow(edge);
      System.arraycopy(all, row * width, rows, e * width, width);
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

  /**
   * Summed messages and outputs of nodes.
   *
   * @param drawn the nodes
   * @param kept the part of the messages that is kept
   * @return the samples in the same order
   */
  public List<NodeSample> nodes(List<SampleKey> drawn, KeptMessages kept) {
    int features = GraphRows.features(network.dimension());
    int components = network.messageComponents();
    int width = features + components;
    float[] rows = new float[drawn.size() * width];
    for (int v = 0; v < drawn.size(); v++) {
      SampleKey node = drawn.get(v);
      float[] nodes = GraphRows.nodeRows(node.frame());
      System.arraycopy(nodes, node.receiver() * features, rows, v * width, features);
      float[] sums = sums(node);
      System.arraycopy(sums, 0, rows, v * width + features, components);
    }
    float[] outputs = network.nodeOutputs(rows);
    List<NodeSample> samples = new ArrayList<>(drawn.size());
    for (int v = 0; v < drawn.size(); v++) {
      float[] sums = Arrays.copyOfRange(rows, v * width + features, (v + 1) * width);
      samples.add(sample(drawn.get(v), sums, kept, outputs, v));
    }
    return samples;
  }

  private NodeSample sample(
      SampleKey node, float[] sums, KeptMessages kept, float[] outputs, int index) {
    Frame frame = node.frame();
    int d = frame.dimension();
    int i = node.receiver();
    double[] inputs = new double[3 * d + 2];
    double[] keptSums = kept.ofSum(sums, frame.particles() - 1);
    inputs[0] = frame.mass()[i];
    inputs[1] = frame.charge()[i];
    for (int k = 0; k < d; k++) {
      inputs[2 + k] = frame.position()[i * d + k];
      inputs[2 + d + k] = frame.velocity()[i * d + k];
      inputs[NodeVariables.sums(d) + k] = keptSums[k];
    }
    return new NodeSample(
        frame.simulation(),
        frame.step(),
        i,
        inputs,
        Arrays.copyOfRange(outputs, index * d, (index + 1) * d),
        Arrays.copyOfRange(frame.acceleration(), i * d, (i + 1) * d));
  }

  /** Sum over the neighbours of all message components of one node (M). */
  private float[] sums(SampleKey node) {
    int width = 2 * GraphRows.features(network.dimension());
    int neighbours = node.frame().particles() - 1;
    float[] all = GraphRows.edgeRows(node.frame());
    int first = node.receiver() * neighbours * width;
    float[] messages = network.messages(Arrays.copyOfRange(all, first, first + neighbours * width));
    int components = network.messageComponents();
    float[] sums = new float[components];
    for (int e = 0; e < messages.length; e++) {
      sums[e % components] += messages[e];
    }
    return sums;
  }

  /** Place of an edge among those of its frame: senders ascending without the receiver. */
  private static int edgeRow(SampleKey edge) {
    int neighbours = edge.frame().particles() - 1;
    int place = edge.sender() < edge.receiver() ? edge.sender() : edge.sender() - 1;
    return edge.receiver() * neighbours + place;
  }
}
