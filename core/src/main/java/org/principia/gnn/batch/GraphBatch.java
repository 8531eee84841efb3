package org.principia.gnn.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.common.RandomStream;
import org.principia.gnn.layers.TrainingStrategy;
import org.principia.graphs.GraphLayout;
import org.principia.graphs.Neighbours;

/**
 * Minibatches of one constant size, made of the graphs of a block.
 *
 * <p>Features: nodes (N x F), edges (E x 2 F), and for strategy kl noise (E x M); labels: targets
 * (N x T), for a strategy with a penalty with a column of zeros after them; all row-major. The
 * order is that of {@link org.principia.gnn.layers.Neighbourhood}: where nodes differ in their
 * number of edges they stand by falling number; then the first edges of all nodes, the second edges
 * of those that have two, and so on. How many these are is the features mask of the edges (1 x K);
 * there is none where every node has K edges.
 *
 * <p>Rows that are left over are zero and weigh nothing. The mask of the labels holds weights: with
 * N' nodes and E' edges of data, N / (N' T) for targets and N / E' for penalties, so that DL4J's
 * sum over the weighted outputs divided by N is the mean over the data's components plus the mean
 * over its edges.
 */
public final class GraphBatch {
  private final GraphBlock block;
  private final GraphLayout layout;
  private final int rows;
  private final int edgeRows;
  private final boolean penalised;
  private final int noiseWidth;

  /** Whether every node of the block has as many edges: then no order by number is needed. */
  private final boolean regular;

  private final float[] nodes;
  private final float[] edges;
  private final float[] labels;
  private final float[] weights;
  private final float[] noise;
  private final float[] shift;

  /** Row of each node of the minibatch, in the order of its graphs. */
  private final int[] places;

  /** Row of the first of the k-th edges; their numbers follow from it. */
  private final int[] starts;

  /**
   * A maker of minibatches of a block, each with room for so many nodes and edges, for messages of
   * M components; it owns scratch memory and serves one thread.
   */
  public GraphBatch(
      GraphBlock block, int rows, int edgeRows, TrainingStrategy strategy, int components) {
    this.block = block;
    this.layout = block.schema().layout();
    this.rows = rows;
    this.edgeRows = edgeRows;
    this.penalised = strategy.penalised();
    this.noiseWidth = strategy.sampled() ? components : 0;
    int most = maxDegree(block.neighbours());
    this.regular =
        (long) most * block.starts()[block.size()] == block.edges(0, block.size()) && most > 0;
    int outputs = layout.outputs() + (penalised ? 1 : 0);
    this.nodes = new float[GraphLayout.length(rows, layout.width())];
    this.edges = new float[GraphLayout.length(edgeRows, 2 * layout.width())];
    this.labels = new float[GraphLayout.length(rows, outputs)];
    this.weights = new float[GraphLayout.length(rows, outputs)];
    this.noise = new float[GraphLayout.length(edgeRows, noiseWidth)];
    this.shift = new float[layout.dimension()];
    this.places = new int[rows];
    this.starts = new int[Math.max(1, most) + 1];
  }

  /** Every round asks, so lists that graphs share are looked at once. */
  private static int maxDegree(Neighbours[] lists) {
    int most = 0;
    for (int graph = 0; graph < lists.length; graph++) {
      if (graph == 0 || !lists[graph].equals(lists[graph - 1])) {
        most = Math.max(most, lists[graph].maxDegree());
      }
    }
    return most;
  }

  /** Rows of the nodes of every minibatch. */
  public int rows() {
    return rows;
  }

  /**
   * The minibatch of the graphs {@code order[from]} to {@code order[to - 1]} of the block, in
   * memory of its own; the translation displaces each, and its seed and epoch key the noise too.
   */
  public MultiDataSet of(int[] order, int from, int to, Translation translation) {
    int usedRows = 0;
    int usedEdges = 0;
    for (int i = from; i < to; i++) {
      usedRows += block.nodes(order[i]);
      usedEdges += block.edges(order[i]);
    }
    if (usedRows < 1 || usedRows > rows || usedEdges > edgeRows) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid minibatch: %d nodes and %d edges (at most %d and %d)",
              usedRows, usedEdges, rows, edgeRows));
    }
    if (usedRows < rows || usedEdges < edgeRows) {
      for (float[] values : List.of(nodes, edges, labels, noise)) {
        Arrays.fill(values, 0);
      }
    }
    place(order, from, to, usedRows);
    int first = 0;
    for (int i = from; i < to; i++) {
      int graph = order[i];
      translation.draw(block.simulation()[graph], block.step()[graph], shift);
      copyNodes(graph, first);
      copyEdges(graph, first);
      drawNoise(graph, first, translation);
      first += block.nodes(graph);
    }
    weigh(usedRows, usedEdges);
    return minibatch();
  }

  /** Sorts the nodes by falling number of edges, those alike as they come. */
  private void place(int[] order, int from, int to, int usedRows) {
    int most = starts.length - 1;
    if (regular) {
      Arrays.setAll(places, node -> node);
      Arrays.setAll(starts, k -> k * rows);
      return;
    }
    // How many nodes have more than k edges: sizes of the blocks, and where nodes of k begin.
    int[] more = new int[most + 1];
    int[] degrees = new int[usedRows];
    int node = 0;
    for (int i = from; i < to; i++) {
      Neighbours neighbours = block.neighbours()[order[i]];
      for (int j = 0; j < neighbours.nodes(); j++) {
        degrees[node] = neighbours.degree(j);
        for (int k = 0; k < degrees[node]; k++) {
          more[k]++;
        }
        node++;
      }
    }
    for (int k = 0; k < most; k++) {
      starts[k + 1] = starts[k] + more[k];
    }
    for (int j = 0; j < usedRows; j++) {
      places[j] = more[degrees[j]]++;
    }
  }

  private void copyNodes(int graph, int first) {
    int width = layout.width();
    int outputs = layout.outputs();
    int source = block.starts()[graph];
    for (int i = 0; i < block.nodes(graph); i++) {
      int at = places[first + i] * width;
      System.arraycopy(block.features(), (source + i) * width, nodes, at, width);
      for (int k = 0; k < shift.length; k++) {
        nodes[at + layout.position() + k] += shift[k];
      }
      int label = places[first + i] * (penalised ? outputs + 1 : outputs);
      System.arraycopy(block.targets(), (source + i) * outputs, labels, label, outputs);
    }
  }

  private void copyEdges(int graph, int first) {
    int width = layout.width();
    int source = block.starts()[graph];
    int[] offsets = block.neighbours()[graph].offsets();
    int[] senders = block.neighbours()[graph].senders();
    for (int i = 0; i < block.nodes(graph); i++) {
      int receiver = places[first + i];
      for (int k = 0; k < offsets[i + 1] - offsets[i]; k++) {
        int sender = senders[offsets[i] + k];
        int at = (starts[k] + receiver) * 2 * width;
        System.arraycopy(nodes, receiver * width, edges, at, width);
        System.arraycopy(nodes, places[first + sender] * width, edges, at + width, width);
        for (int c = 0; c < layout.box().length; c++) {
          edges[at + width + layout.position() + c] =
              layout.image(block.features(), source + i, source + sender, c) + shift[c];
        }
      }
    }
  }

  /** Draws for a graph's edges by receiver, then sender. */
  private void drawNoise(int graph, int first, Translation translation) {
    if (noiseWidth == 0) {
      return;
    }
    RandomGenerator random =
        RandomStream.of(
            translation.seed(),
            "gnn.noise",
            translation.epoch(),
            block.simulation()[graph],
            block.step()[graph]);
    for (int i = 0; i < block.nodes(graph); i++) {
      for (int k = 0; k < block.neighbours()[graph].degree(i); k++) {
        int at = (starts[k] + places[first + i]) * noiseWidth;
        for (int c = 0; c < noiseWidth; c++) {
          noise[at + c] = (float) random.nextGaussian();
        }
      }
    }
  }

  private void weigh(int usedRows, int usedEdges) {
    int outputs = layout.outputs();
    int width = weights.length / rows;
    float share = (float) rows / usedRows;
    Arrays.fill(weights, 0, usedRows * width, share / outputs);
    Arrays.fill(weights, usedRows * width, weights.length, 0);
    if (penalised) {
      float edgesOfNode = (float) Math.max(1, usedEdges) / usedRows;
      for (int row = 0; row < usedRows; row++) {
        weights[row * width + outputs] = share / edgesOfNode;
      }
    }
  }

  private MultiDataSet minibatch() {
    INDArray ofNodes = matrix(nodes, rows);
    INDArray ofEdges = matrix(edges, edgeRows);
    INDArray sizes = regular ? null : sizes();
    INDArray[] masks = {null, sizes};
    INDArray[] inputs = {ofNodes, ofEdges};
    if (noiseWidth > 0) {
      masks = new INDArray[] {null, sizes, null};
      inputs = new INDArray[] {ofNodes, ofEdges, matrix(noise, edgeRows)};
    }
    return new MultiDataSet(
        inputs,
        new INDArray[] {matrix(labels, rows)},
        regular ? null : masks,
        new INDArray[] {matrix(weights, rows)});
  }

  private INDArray sizes() {
    float[] sizes = new float[starts.length - 1];
    for (int k = 0; k < sizes.length; k++) {
      sizes[k] = starts[k + 1] - starts[k];
    }
    return matrix(sizes, 1);
  }

  static INDArray matrix(float[] values, long rows) {
    return Nd4j.create(values, new long[] {rows, values.length / rows}, 'c');
  }

  /**
   * Frees the native memory of a minibatch that nothing reads any more, which does not wait for the
   * heap to be collected.
   */
  public static void free(org.nd4j.linalg.dataset.api.MultiDataSet minibatch) {
    Stream.of(
            minibatch.getFeatures(),
            minibatch.getLabels(),
            minibatch.getFeaturesMaskArrays(),
            minibatch.getLabelsMaskArrays())
        .filter(Objects::nonNull)
        .flatMap(Arrays::stream)
        .filter(Objects::nonNull)
        .forEach(INDArray::close);
  }
}
