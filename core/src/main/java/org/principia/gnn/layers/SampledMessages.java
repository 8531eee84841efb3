package org.principia.gnn.layers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Messages drawn from N(mu, sigma^2), penalised by their divergence from N(0, 1): strategy kl.
 *
 * <p>The layers give mu and z; log sigma^2 = B tanh(z / B) with B = {@value #BOUND}, smooth and
 * bounded, so that sigma neither overflows nor vanishes. In training m = mu + sigma e with e the
 * noise given; without noise m = mu. Penalty of an edge: weight * sum_c (mu^2 + sigma^2 - log
 * sigma^2 - 1) / 2. With g the gradient of the sum, q that of the node's penalty times the weight:
 *
 * <pre>
 *   d mu = g + q mu
 *   d log sigma^2 = (g e sigma + q (sigma^2 - 1)) / 2
 *   d z = d log sigma^2 * (1 - tanh(z / B)^2)
 * </pre>
 */
public final class SampledMessages extends MessageSum {
  /** Bound of |log sigma^2|: sigma between 1/148 and 148. */
  static final double BOUND = 10;

  private final Dense logVariances;
  private final double weight;
  private INDArray noise;
  private INDArray mean;
  private INDArray tanh;
  private INDArray deviation;

  /**
   * Messages of the last layers of the edge model for mu and z, with the weight of their penalty.
   */
  public SampledMessages(Dense means, Dense logVariances, double weight, Rectifier rectifier) {
    super(means, rectifier);
    this.logVariances = logVariances;
    this.weight = weight;
  }

  @Override
  INDArray sum(INDArray noise, Matrices matrices) {
    this.noise = noise;
    mean = layer.forward(matrices, edges.ones(), hidden);
    tanh = logVariances.forward(matrices, edges.ones(), hidden);
    Nd4j.exec(new Tanh(tanh.divi(BOUND), tanh));
    deviation = matrices.of(mean.size(0), mean.size(1));
    deviation.assign(tanh).muli(BOUND / 2);
    Nd4j.exec(new Exp(deviation, deviation));
    penalty = penalties(matrices);
    INDArray messages = matrices.of(mean.size(0), mean.size(1));
    messages.assign(mean);
    if (noise != null) {
      INDArray drawn = matrices.of(mean.size(0), mean.size(1));
      drawn.assign(noise).muli(deviation);
      messages.addi(drawn);
    }
    return edges.sum(messages, matrices);
  }

  /** Penalty of each node (1 x N). */
  private INDArray penalties(Matrices matrices) {
    INDArray terms = matrices.of(mean.size(0), mean.size(1));
    INDArray squares = matrices.of(mean.size(0), mean.size(1));
    terms.assign(deviation).muli(deviation).subi(1);
    terms.addi(squares.assign(mean).muli(mean));
    terms.subi(squares.assign(tanh).muli(BOUND));
    return edges.penalty(terms, weight / 2, matrices);
  }

  @Override
  public void backward(INDArray ofSum, INDArray ofPenalty, Matrices matrices) {
    INDArray factors = edges.spread(ofPenalty, matrices).muli(weight);
    INDArray ofMean = edges.spread(ofSum, matrices);
    INDArray ofLog = matrices.of(mean.size(0), mean.size(1));
    ofLog.assign(deviation).muli(deviation).subi(1).muliRowVector(factors);
    if (noise != null) {
      ofLog.addi(deviation.muli(noise).muli(ofMean));
    }
    ofLog.muli(0.5);
    ofLog.muli(tanh.muli(tanh).rsubi(1));
    ofMean.addi(mean.muliRowVector(factors));
    layer.gradient(ofMean, edges.ones(), hidden);
    logVariances.gradient(ofLog, edges.ones(), hidden);
    INDArray product = layer.steepInputGradient(ofMean, matrices);
    Nd4j.gemm(logVariances.weights(), ofLog, product, true, false, Rectifier.STEEP, 1);
    rectifier.backward(hidden, product);
  }

  @Override
  public void setGradients(INDArray gradients) {
    super.setGradients(gradients);
    logVariances.setGradients(gradients);
  }
}
