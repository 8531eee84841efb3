package org.principia.gnn.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A dense layer on columns: Y = W X + b 1^T, rows of X being units and columns being examples.
 *
 * <p>Everything is column-major, so that an example is contiguous. Given the gradient D of Y: dW =
 * D X^T, db = D 1, dX = W^T D. X may come in parts, one below the other, each with its columns of
 * W: they are multiplied in turn and never joined. The bias is a product of rank one, which fills
 * Y, to which the products are added by the same routine that computes them.
 */
public final class Dense {
  private final INDArray weights;
  private final INDArray bias;
  private final INDArray[] parts;
  private INDArray[] partGradients;
  private INDArray biasGradient;
  private final int[] widths;
  private final ParameterLayout.Layer place;

  /**
   * A layer over all parameters of a network, flat, that lies at its place; widths are the units of
   * the parts of X.
   */
  public Dense(INDArray parameters, ParameterLayout.Layer place, int... widths) {
    this.place = place;
    this.widths = widths;
    this.weights = place.weights(parameters);
    this.bias = place.bias(parameters);
    this.parts = split(weights);
  }

  private INDArray[] split(INDArray matrix) {
    INDArray[] split = new INDArray[widths.length];
    int from = 0;
    for (int p = 0; p < split.length; p++) {
      split[p] =
          split.length == 1
              ? matrix
              : matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + widths[p]));
      from += widths[p];
    }
    return split;
  }

  /** Sets where gradients go: a vector laid out as the parameters are. */
  public void setGradients(INDArray gradients) {
    partGradients = split(place.weights(gradients));
    biasGradient = place.bias(gradients);
  }

  /** The matrix W (outputs x inputs). */
  INDArray weights() {
    return weights;
  }

  /** Y of the parts of X, or of X whole; b is multiplied with a row, ones for a dense layer. */
  public INDArray forward(Matrices matrices, INDArray biasRow, INDArray... x) {
    INDArray y = matrices.of(weights.size(0), x[0].size(1));
    Nd4j.gemm(bias, biasRow, y, false, false, 1, 0);
    if (x.length == 1) {
      return Nd4j.gemm(weights, x[0], y, false, false, 1, 1);
    }
    for (int p = 0; p < x.length; p++) {
      Nd4j.gemm(parts[p], x[p], y, false, false, 1, 1);
    }
    return y;
  }

  /**
   * Sets the gradients of W and b, given that of Y and the row and parts of X of the forward pass.
   */
  public void gradient(INDArray delta, INDArray biasRow, INDArray... x) {
    for (int p = 0; p < x.length; p++) {
      Nd4j.gemm(delta, x[p], partGradients[p], false, true, 1, 0);
    }
    Nd4j.gemm(delta, biasRow, biasGradient, false, true, 1, 0);
  }

  /** The gradient of X, given that of Y, as {@link Rectifier#backward} wants it. */
  public INDArray steepInputGradient(INDArray delta, Matrices matrices) {
    return inputGradient(0, delta, Rectifier.STEEP, matrices);
  }

  /** The gradient of part p of X times a factor, given that of Y. */
  public INDArray inputGradient(int p, INDArray delta, double factor, Matrices matrices) {
    INDArray x = matrices.of(widths[p], delta.size(1));
    return Nd4j.gemm(parts[p], delta, x, true, false, factor, 0);
  }
}
