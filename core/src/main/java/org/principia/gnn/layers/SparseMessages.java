package org.principia.gnn.layers;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Messages with a penalty of weight * sum_c |m_c| each: strategy l1.
 *
 * <p>Gradient of a message: that of its sum, plus q weight sign(m), q that of the node's penalty.
 */
public final class SparseMessages implements MessageSum {
  private final Dense layer;
  private final double weight;
  private final Rectifier rectifier;
  private Neighbourhood edges;
  private INDArray hidden;
  private INDArray messages;
  private INDArray penalty;

  /**
   * Messages.
   *
   * @param layer last layer of the edge model
   * @param weight weight of the penalty
   * @param rectifier the rectifier of the hidden layer
   */
  public SparseMessages(Dense layer, double weight, Rectifier rectifier) {
    this.layer = layer;
    this.weight = weight;
    this.rectifier = rectifier;
  }

  @Override
  public INDArray forward(INDArray hidden, Neighbourhood edges, INDArray noise, Matrices matrices) {
    this.edges = edges;
    this.hidden = hidden;
    this.messages = layer.forward(matrices, edges.ones(), hidden);
    INDArray sizes = matrices.of(messages.size(0), messages.size(1));
    Nd4j.exec(new Abs(messages, sizes));
    this.penalty = edges.penalty(sizes, weight, matrices);
    return edges.sum(messages, matrices);
  }

  @Override
  public Optional<INDArray> penalty() {
    return Optional.of(penalty);
  }

  @Override
  public void backward(INDArray ofSum, INDArray ofPenalty, Matrices matrices) {
    INDArray delta = edges.spread(ofSum, matrices);
    INDArray factors = edges.spread(ofPenalty, matrices).muli(weight);
    Nd4j.exec(new Sign(messages, messages));
    delta.addi(messages.muliRowVector(factors));
    layer.gradient(delta, edges.ones(), hidden);
    INDArray product = layer.steepInputGradient(delta, matrices);
    rectifier.backward(hidden, product);
  }

  @Override
  public INDArray messages(INDArray hidden, INDArray ones, Matrices matrices) {
    return layer.forward(matrices, ones, hidden);
  }

  @Override
  public void setGradients(INDArray gradients) {
    layer.setGradients(gradients);
  }
}
