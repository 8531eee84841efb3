package org.principia.gnn.batch;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.gnn.NodeModel;

/**
 * Frames with the sums that reach each of their nodes, for training a {@link NodeModel}.
 *
 * @param frames the frames
 * @param sums by frame, node and component (frames x n x d)
 */
public record NodeBlock(GraphBlock frames, float[] sums) implements Serializable {

  /**
   * One minibatch of constant size: rows and accelerations; rows that are not used weigh nothing.
   *
   * @param order indices of frames in the block
   * @param from first of them to take
   * @param to one past the last
   * @param capacity frames that the minibatch has room for
   * @param translation by what each frame is displaced
   * @return the minibatch, in memory of its own
   */
  public MultiDataSet minibatch(
      int[] order, int from, int to, int capacity, Translation translation) {
    int n = frames.particles();
    int d = frames.dimension();
    int width = NodeModel.inputs(d);
    float[] rows = new float[capacity * n * width];
    float[] labels = new float[capacity * n * d];
    float[] weights = new float[capacity * n * d];
    float[] shift = new float[d];
    for (int i = from; i < to; i++) {
      int frame = order[i];
      translation.draw(frames.simulation()[frame], frames.step()[frame], shift);
      copyRows(frame, rows, (i - from) * n * width, shift);
      System.arraycopy(frames.accelerations(), frame * n * d, labels, (i - from) * n * d, n * d);
    }
    int used = (to - from) * n * d;
    // DL4J divides by all rows: so the score is the mean over those that are used.
    Arrays.fill(weights, 0, used, (float) capacity / (to - from) / d);
    return new MultiDataSet(
        new INDArray[] {matrix(rows, width)},
        new INDArray[] {matrix(labels, d)},
        null,
        new INDArray[] {matrix(weights, d)});
  }

  /**
   * Rows of all nodes, not displaced.
   *
   * @return features and sums (frames x n x (F + d))
   */
  public float[] rows() {
    int perFrame = frames.particles() * NodeModel.inputs(frames.dimension());
    float[] rows = new float[frames.size() * perFrame];
    for (int frame = 0; frame < frames.size(); frame++) {
      copyRows(frame, rows, frame * perFrame, new float[frames.dimension()]);
    }
    return rows;
  }

  private void copyRows(int frame, float[] rows, int at, float[] shift) {
    int n = frames.particles();
    int d = frames.dimension();
    int features = GraphRows.features(d);
    int to = at;
    for (int i = 0; i < n; i++) {
      System.arraycopy(frames.nodes(), (frame * n + i) * features, rows, to, features);
      for (int c = 0; c < d; c++) {
        rows[to + c] += shift[c];
      }
      System.arraycopy(sums, (frame * n + i) * d, rows, to + features, d);
      to += features + d;
    }
  }

  private static INDArray matrix(float[] values, int width) {
    return Nd4j.create(values, new long[] {values.length / width, width}, 'c');
  }

  /**
   * Frees the native memory of a minibatch.
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
}
