package org.principia.gnn;

import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.gnn.batch.GraphBatch;
import org.principia.gnn.layers.Neighbourhood;
import org.principia.gnn.layers.TrainingStrategy;

/**
 * Nodes with whatever edges: chains, catalogues, several graphs side by side.
 *
 * <p>Frames of particles, where each receives from all others, have {@link GraphBatch}, which needs
 * no mask.
 *
 * @param features F of a node
 * @param outputs d, numbers that the network says of a node
 * @param nodes features (N x F), row-major
 * @param targets what it ought to say (N x d), row-major
 * @param receivers receiving node of each edge (E)
 * @param senders sending node of each edge (E)
 */
public record NeighbourGraph(
    int features, int outputs, float[] nodes, float[] targets, int[] receivers, int[] senders) {

  /** Checks that all arrays belong together and every edge has its nodes. */
  public NeighbourGraph {
    if (features < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid graph: %d features and %d outputs (at least 1 each)", features, outputs));
    }
    int count = nodes.length / features;
    if (count < 1 || nodes.length != count * features || targets.length != count * outputs) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid graph: %d and %d numbers (a multiple of %d features, as often %d outputs)",
              nodes.length, targets.length, features, outputs));
    }
    if (receivers.length != senders.length) {
      throw new IllegalArgumentException(
          "Invalid graph: " + receivers.length + " receivers of " + senders.length + " senders");
    }
    for (int[] ends : new int[][] {receivers, senders}) {
      for (int node : ends) {
        if (node < 0 || node >= count) {
          throw new IllegalArgumentException(
              "Invalid edge: node " + node + " (0 to " + (count - 1) + ")");
        }
      }
    }
  }

  /** The number N of nodes. */
  public int size() {
    return nodes.length / features;
  }

  /** K, the largest number of edges that a node receives; at least 1. */
  public int neighbours() {
    int[] counts = new int[size()];
    for (int receiver : receivers) {
      counts[receiver]++;
    }
    return Math.max(1, Arrays.stream(counts).max().orElseThrow());
  }

  /** The edges' rows: the receiver's features, then the sender's (E x 2 F), row-major. */
  public float[] edgeRows() {
    float[] rows = new float[receivers.length * 2 * features];
    for (int e = 0; e < receivers.length; e++) {
      writeEdge(e, rows, e * 2 * features);
    }
    return rows;
  }

  private void writeEdge(int edge, float[] rows, int at) {
    System.arraycopy(nodes, receivers[edge] * features, rows, at, features);
    System.arraycopy(nodes, senders[edge] * features, rows, at + features, features);
  }

  /**
   * The whole graph as one minibatch, edges in the order of {@link Neighbourhood}.
   *
   * <p>A node's edges take its first places, in the order in which they are given; a mask of the
   * edges (N K x 1) has 1 there and 0 in places that are left. Loss: the mean over nodes and
   * outputs, and the penalty's mean over the E edges.
   *
   * @param settings strategy and number of components
   * @param noise where strategy kl draws from, edge by edge; the others draw nothing
   * @return the minibatch, in memory of its own
   */
  public MultiDataSet batch(GnnSettings settings, RandomGenerator noise) {
    Objects.requireNonNull(noise, "noise");
    TrainingStrategy strategy = settings.trainingStrategy();
    int rows = size();
    int places = rows * neighbours();
    int width = strategy.sampled() ? strategy.messages(settings.messages(), outputs) : 0;
    float[] edges = new float[places * 2 * features];
    float[] mask = new float[places];
    float[] drawn = new float[places * width];
    int[] taken = new int[rows];
    for (int e = 0; e < receivers.length; e++) {
      int place = taken[receivers[e]]++ * rows + receivers[e];
      writeEdge(e, edges, place * 2 * features);
      mask[place] = 1;
      for (int c = 0; c < width; c++) {
        drawn[place * width + c] = (float) noise.nextGaussian();
      }
    }
    INDArray ofNodes = matrix(nodes, rows);
    INDArray ofEdges = matrix(edges, places);
    INDArray ofMask = matrix(mask, places);
    boolean sampled = width > 0;
    return new MultiDataSet(
        sampled
            ? new INDArray[] {ofNodes, ofEdges, matrix(drawn, places)}
            : new INDArray[] {ofNodes, ofEdges},
        new INDArray[] {matrix(labels(strategy), rows)},
        sampled ? new INDArray[] {null, ofMask, null} : new INDArray[] {null, ofMask},
        new INDArray[] {matrix(weights(strategy), rows)});
  }

  private float[] labels(TrainingStrategy strategy) {
    if (!strategy.penalised()) {
      return targets;
    }
    float[] labels = new float[size() * (outputs + 1)];
    for (int i = 0; i < size(); i++) {
      System.arraycopy(targets, i * outputs, labels, i * (outputs + 1), outputs);
    }
    return labels;
  }

  private float[] weights(TrainingStrategy strategy) {
    int width = strategy.penalised() ? outputs + 1 : outputs;
    float[] weights = new float[size() * width];
    Arrays.fill(weights, 1f / outputs);
    if (strategy.penalised()) {
      for (int i = 0; i < size(); i++) {
        weights[i * width + outputs] = (float) size() / Math.max(1, receivers.length);
      }
    }
    return weights;
  }

  private static INDArray matrix(float[] values, long rows) {
    return Nd4j.create(values, new long[] {rows, values.length / rows}, 'c');
  }
}
