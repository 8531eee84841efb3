package org.principia.gnn.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Messages with a penalty of weight * sum_c |m_c| each: strategy l1.
 *
 * <p>Gradient of a message: that of its sum, plus q weight sign(m), q that of the node's penalty.
 */
public final class SparseMessages extends MessageSum {
  private final double weight;
  private INDArray messages;

  /** Messages of the last layer of the edge model, with the weight of their penalty. */
  public SparseMessages(Dense layer, double weight, Rectifier rectifier) {
    super(layer, rectifier);
    this.weight = weight;
  }

  @Override
  INDArray sum(INDArray noise, Matrices matrices) {
    this.messages = layer.forward(matrices, edges.ones(), hidden);
    INDArray sizes = matrices.of(messages.size(0), messages.size(1));
    Nd4j.exec(new Abs(messages, sizes));
    this.penalty = edges.penalty(sizes, weight, matrices);
    return edges.sum(messages, matrices);
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
}
