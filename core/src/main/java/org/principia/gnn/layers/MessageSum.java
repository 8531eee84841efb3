package org.principia.gnn.layers;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * From the last hidden layer of the edge model to the sum of the messages that each node receives.
 *
 * <p>It keeps what its backward pass needs between the two passes of a step.
 */
public abstract class MessageSum {
  final Dense layer;
  final Rectifier rectifier;

  /** The edges of the step. */
  Neighbourhood edges;

  /** Last hidden layer of the edge model in the step. */
  INDArray hidden;

  /** The penalty of each node in the step; null where there is none. */
  INDArray penalty;

  /** Messages of the last layer of the edge model, and the rectifier of the hidden one. */
  MessageSum(Dense layer, Rectifier rectifier) {
    this.layer = layer;
    this.rectifier = rectifier;
  }

  /**
   * The sums of the messages (M x N) of edges with a last hidden layer (h x E), which is kept for
   * the backward pass, and with noise ~ N(0, 1) (M x E), or null for none; matrices outlive the
   * backward pass.
   */
  public INDArray forward(INDArray hidden, Neighbourhood edges, INDArray noise, Matrices matrices) {
    this.edges = edges;
    this.hidden = hidden;
    return sum(noise, matrices);
  }

  /** The same, of what is kept. */
  abstract INDArray sum(INDArray noise, Matrices matrices);

  /** The penalty of each node, the sum over its edges, weighted (1 x N), where there is one. */
  public final Optional<INDArray> penalty() {
    return Optional.ofNullable(penalty);
  }

  /**
   * Sets the gradients of the parameters, given those of the sums (M x N) and of the penalties (1 x
   * N) or null, and replaces the hidden layer by its gradient before its rectifier, whose
   * derivative is the sign of its output.
   */
  public abstract void backward(INDArray ofSum, INDArray ofPenalty, Matrices matrices);

  /** The message of each column of the hidden layer, as it is used after the training (M x E). */
  public INDArray messages(INDArray hidden, INDArray ones, Matrices matrices) {
    return layer.forward(matrices, ones, hidden);
  }

  /** Sets where gradients go: a vector laid out as the parameters are. */
  public void setGradients(INDArray gradients) {
    layer.setGradients(gradients);
  }
}
