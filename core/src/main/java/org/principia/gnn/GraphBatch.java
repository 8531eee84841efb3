package org.principia.gnn;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Minibatches of one constant size, made of the frames of a block.
 *
 * <p>Features: nodes (N x F) and edges (N (n - 1) x 2 F) in the order of {@link GraphRows}, labels:
 * accelerations (N x d), N = capacity * n, all column-major. Where fewer frames are given than the
 * capacity, the last rows are zero and weigh nothing: the mask of the labels (N x 1) is N / N' in
 * the N' rows that hold data and 0 in the others, so that DL4J's sum over the weighted rows divided
 * by N is the mean over the data.
 */
public final class GraphBatch {
  private final FrameBlock block;
  private final int capacity;
  private final float[] nodes;
  private final float[] edges;
  private final float[] labels;
  private final float[] weights;
  private final float[] shift;

  /**
   * A maker of minibatches; it owns scratch memory and serves one thread.
   *
   * @param block where the frames are taken from
   * @param capacity frames that each minibatch has room for
   */
  public GraphBatch(FrameBlock block, int capacity) {
    this.block = block;
    this.capacity = capacity;
    int rows = capacity * block.particles();
    int features = GraphRows.features(block.dimension());
    this.nodes = new float[rows * features];
    this.edges = new float[rows * (block.particles() - 1) * 2 * features];
    this.labels = new float[rows * block.dimension()];
    this.weights = new float[rows];
    this.shift = new float[block.dimension()];
  }

  /** Rows of the nodes of every minibatch. */
  public int rows() {
    return weights.length;
  }

  /**
   * One minibatch.
   *
   * @param order indices of frames in the block
   * @param from first of them to take
   * @param to one past the last, {@code 1 <= to - from <= capacity}
   * @param translation by what each frame is displaced
   * @return the minibatch, in memory of its own
   */
  public MultiDataSet of(int[] order, int from, int to, Translation translation) {
    int count = to - from;
    if (count < 1 || count > capacity) {
      throw new IllegalArgumentException(
          "Invalid minibatch: " + count + " frames (1 to " + capacity + ")");
    }
    int n = block.particles();
    int used = count * n;
    if (count < capacity) {
      Arrays.fill(nodes, 0);
      Arrays.fill(edges, 0);
      Arrays.fill(labels, 0);
    }
    Arrays.fill(weights, 0, used, (float) rows() / used);
    Arrays.fill(weights, used, rows(), 0);
    for (int i = 0; i < count; i++) {
      int frame = order[from + i];
      translation.draw(block.simulation()[frame], block.step()[frame], shift);
      copyNodes(frame, i);
      copyLabels(frame, i);
    }
    copyEdges(used);
    int features = GraphRows.features(block.dimension());
    long rows = rows();
    INDArray[] inputs = {
      matrix(nodes, rows, features), matrix(edges, rows * (n - 1), 2L * features)
    };
    INDArray[] targets = {matrix(labels, rows, block.dimension())};
    return new MultiDataSet(inputs, targets, null, new INDArray[] {matrix(weights, rows, 1)});
  }

  private void copyNodes(int frame, int slot) {
    int n = block.particles();
    int features = GraphRows.features(block.dimension());
    int source = frame * n * features;
    for (int i = 0; i < n; i++) {
      int row = slot * n + i;
      for (int c = 0; c < features; c++) {
        float value = block.nodes()[source++];
        nodes[c * rows() + row] = c < shift.length ? value + shift[c] : value;
      }
    }
  }

  private void copyLabels(int frame, int slot) {
    int n = block.particles();
    int d = block.dimension();
    int source = frame * n * d;
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < d; c++) {
        labels[c * rows() + slot * n + i] = block.accelerations()[source++];
      }
    }
  }

  /** Columns of the edges are gathered from those of the nodes: contiguous writes, short reads. */
  private void copyEdges(int usedRows) {
    int n = block.particles();
    int features = GraphRows.features(block.dimension());
    int edgeRows = rows() * (n - 1);
    for (int c = 0; c < features; c++) {
      int column = c * rows();
      int ofReceiver = c * edgeRows;
      int ofSender = (features + c) * edgeRows;
      for (int receiver = 0; receiver < usedRows; receiver++) {
        int first = receiver - receiver % n;
        for (int sender = first; sender < first + n; sender++) {
          if (sender != receiver) {
            edges[ofReceiver++] = nodes[column + receiver];
            edges[ofSender++] = nodes[column + sender];
          }
        }
      }
    }
  }

  private static INDArray matrix(float[] values, long rows, long columns) {
    return Nd4j.create(values, new long[] {rows, columns}, 'f');
  }
}
