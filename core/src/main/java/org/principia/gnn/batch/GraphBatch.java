package org.principia.gnn.batch;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.common.RandomStream;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.layers.TrainingStrategy;

/**
 * Minibatches of one constant size, made of the frames of a block.
 *
 * <p>Features: nodes (N x F), edges (N K x 2 F), K = n - 1, and for strategy kl noise (N K x M);
 * labels: accelerations (N x d), for a strategy with a penalty with a column of zeros after them; N
 * = capacity * n, all row-major. Columns are those of {@link GraphRows}; the order of the edges is
 * another: row k N + i is the k-th edge that node i receives, senders ascending.
 *
 * <p>Where fewer frames are given than the capacity, the last nodes are zero and weigh nothing. The
 * mask of the labels holds weights: with N' nodes of data, N / (N' d) for their accelerations and N
 * / (N' K) for their penalties, so that DL4J's sum over the weighted outputs divided by N is the
 * mean over the data's components plus the mean over its edges.
 */
public final class GraphBatch {
  private final GraphBlock block;
  private final int capacity;
  private final boolean penalised;
  private final int noiseWidth;
  private final float[] nodes;
  private final float[] edges;
  private final float[] labels;
  private final float[] weights;
  private final float[] noise;
  private final float[] shift;

  /**
   * A maker of minibatches; it owns scratch memory and serves one thread.
   *
   * @param block where the frames are taken from
   * @param capacity frames that each minibatch has room for
   * @param settings the strategy, and its number of components
   */
  public GraphBatch(GraphBlock block, int capacity, GnnSettings settings) {
    this.block = block;
    this.capacity = capacity;
    TrainingStrategy strategy = settings.trainingStrategy();
    this.penalised = strategy.penalised();
    this.noiseWidth = strategy.sampled() ? settings.messageComponents(block.dimension()) : 0;
    int rows = capacity * block.particles();
    int edgeRows = rows * (block.particles() - 1);
    int features = GraphRows.features(block.dimension());
    int outputs = penalised ? block.dimension() + 1 : block.dimension();
    this.nodes = new float[rows * features];
    this.edges = new float[edgeRows * 2 * features];
    this.labels = new float[rows * outputs];
    this.weights = new float[rows * outputs];
    this.noise = new float[edgeRows * noiseWidth];
    this.shift = new float[block.dimension()];
  }

  /** Rows of the nodes of every minibatch. */
  public int rows() {
    return capacity * block.particles();
  }

  /**
   * One minibatch.
   *
   * @param order indices of frames in the block
   * @param from first of them to take
   * @param to one past the last, {@code 1 <= to - from <= capacity}
   * @param translation by what each frame is displaced; its seed and epoch key the noise too
   * @return the minibatch, in memory of its own
   */
  public MultiDataSet of(int[] order, int from, int to, Translation translation) {
    int count = to - from;
    if (count < 1 || count > capacity) {
      throw new IllegalArgumentException(
          "Invalid minibatch: " + count + " frames (1 to " + capacity + ")");
    }
    if (count < capacity) {
      Arrays.fill(nodes, 0);
      Arrays.fill(edges, 0);
      Arrays.fill(labels, 0);
      Arrays.fill(noise, 0);
    }
    for (int i = 0; i < count; i++) {
      int frame = order[from + i];
      translation.draw(block.simulation()[frame], block.step()[frame], shift);
      copyNodes(frame, i);
      copyLabels(frame, i);
      drawNoise(frame, i, translation);
    }
    int used = count * block.particles();
    copyEdges(used);
    weigh(used);
    return minibatch();
  }

  /**
   * Frees the native memory of a minibatch, which does not wait for the heap to be collected.
   *
   * @param minibatch one that nothing reads any more
   */
  public static void free(org.nd4j.linalg.dataset.api.MultiDataSet minibatch) {
    for (INDArray[] arrays :
        List.of(minibatch.getFeatures(), minibatch.getLabels(), minibatch.getLabelsMaskArrays())) {
      for (INDArray array : arrays) {
        array.close();
      }
    }
  }

  private MultiDataSet minibatch() {
    long rows = rows();
    long edgeRows = rows * (block.particles() - 1);
    INDArray ofNodes = matrix(nodes, rows);
    INDArray ofEdges = matrix(edges, edgeRows);
    INDArray[] inputs =
        noiseWidth > 0
            ? new INDArray[] {ofNodes, ofEdges, matrix(noise, edgeRows)}
            : new INDArray[] {ofNodes, ofEdges};
    INDArray[] targets = {matrix(labels, rows)};
    return new MultiDataSet(inputs, targets, null, new INDArray[] {matrix(weights, rows)});
  }

  private void copyNodes(int frame, int slot) {
    int n = block.particles();
    int features = GraphRows.features(block.dimension());
    int at = slot * n * features;
    System.arraycopy(block.nodes(), frame * n * features, nodes, at, n * features);
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < shift.length; c++) {
        nodes[at + i * features + c] += shift[c];
      }
    }
  }

  private void copyLabels(int frame, int slot) {
    int n = block.particles();
    int d = block.dimension();
    int width = labels.length / rows();
    for (int i = 0; i < n; i++) {
      int at = (slot * n + i) * width;
      System.arraycopy(block.accelerations(), (frame * n + i) * d, labels, at, d);
    }
  }

  /** Draws for a frame's edges in the order of {@link GraphRows}: by receiver, then sender. */
  private void drawNoise(int frame, int slot, Translation translation) {
    if (noiseWidth == 0) {
      return;
    }
    int n = block.particles();
    RandomGenerator random =
        RandomStream.of(
            translation.seed(),
            "gnn.noise",
            translation.epoch(),
            block.simulation()[frame],
            block.step()[frame]);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n - 1; k++) {
        int at = (k * rows() + slot * n + i) * noiseWidth;
        for (int c = 0; c < noiseWidth; c++) {
          noise[at + c] = (float) random.nextGaussian();
        }
      }
    }
  }

  private void copyEdges(int usedRows) {
    int n = block.particles();
    int features = GraphRows.features(block.dimension());
    for (int k = 0; k < n - 1; k++) {
      int at = k * rows() * 2 * features;
      for (int receiver = 0; receiver < usedRows; receiver++) {
        int place = receiver % n;
        int sender = receiver - place + (k < place ? k : k + 1);
        for (int c = 0; c < features; c++) {
          edges[at + c] = nodes[receiver * features + c];
          edges[at + features + c] = nodes[sender * features + c];
        }
        at += 2 * features;
      }
    }
  }

  private void weigh(int usedRows) {
    int d = block.dimension();
    int width = weights.length / rows();
    float share = (float) rows() / usedRows;
    Arrays.fill(weights, 0, usedRows * width, share / d);
    Arrays.fill(weights, usedRows * width, weights.length, 0);
    if (penalised) {
      for (int row = 0; row < usedRows; row++) {
        weights[row * width + d] = share / (block.particles() - 1);
      }
    }
  }

  private static INDArray matrix(float[] values, long rows) {
    return Nd4j.create(values, new long[] {rows, values.length / rows}, 'c');
  }
}
