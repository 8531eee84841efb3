package org.principia.gnn.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Messages that enter the network only through their sum: that of standard, bottleneck, pruned.
 *
 * <p>The last layer of the edge model is affine, so that sum_k (W h_k + b) = W sum_k h_k + K b: the
 * hidden layers are summed, and the product is taken for each node and not for each of its K edges,
 * in both directions. With a mask of components c (strategy pruned), the sum is c times that.
 */
public final class LinearMessages extends MessageSum {
  private final INDArray kept;
  private INDArray summed;
  private INDArray counts;

  /**
   * Messages of the last layer of the edge model; kept is 1 or 0 for each component (M x 1), or
   * null where all are kept.
   */
  public LinearMessages(Dense layer, INDArray kept, Rectifier rectifier) {
    super(layer, rectifier);
    this.kept = kept;
  }

  @Override
  INDArray sum(INDArray noise, Matrices matrices) {
    this.summed = edges.sum(hidden, matrices);
    this.counts = edges.counts(matrices);
    return masked(layer.forward(matrices, counts, summed));
  }

  @Override
  public void backward(INDArray ofSum, INDArray ofPenalty, Matrices matrices) {
    INDArray delta = masked(ofSum);
    layer.gradient(delta, counts, summed);
    INDArray ofHiddenSum = layer.steepInputGradient(delta, matrices);
    edges.multiply(rectifier.derivative(hidden), ofHiddenSum);
  }

  private INDArray masked(INDArray components) {
    return kept == null ? components : components.muliColumnVector(kept);
  }

  @Override
  public INDArray messages(INDArray hidden, INDArray ones, Matrices matrices) {
    return masked(layer.forward(matrices, ones, hidden));
  }
}
