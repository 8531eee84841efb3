package org.principia.gnn;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dense layer in column-major order: y = act(x W + b).
 *
 * <p>Forward: the rank-one product of a column of ones with b fills y, then x W is added to it by
 * the same gemm that computes it. Backward, with delta = epsilon * act'(y): dW = x^T delta, db =
 * 1^T delta, dx = delta W^T. The rectifier's derivative is the sign of its own output, so that y is
 * kept from the forward pass and nothing is computed twice.
 */
final class ColumnDenseLayer extends BaseLayer<ColumnDense> {
  private static final long serialVersionUID = 1L;

  /** Output of the last forward pass (rows x nOut), in the workspace of that pass. */
  private transient INDArray output;

  private transient INDArray ones;

  ColumnDenseLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray weights = getParam(DefaultParamInitializer.WEIGHT_KEY);
    INDArray bias = getParam(DefaultParamInitializer.BIAS_KEY);
    long rows = input.size(0);
    INDArray y =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {rows, weights.size(1)}, 'f');
    Nd4j.gemm(ones(rows), row(bias), y, true, false, 1, 0);
    Nd4j.gemm(input, weights, y, false, false, 1, 1);
    if (rectified()) {
      Nd4j.exec(new ScalarMax(y, null, y, 0));
    }
    output = y;
    return y;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray weights = getParam(DefaultParamInitializer.WEIGHT_KEY);
    INDArray weightGradient = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
    INDArray biasGradient = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
    long rows = input.size(0);
    INDArray delta = epsilon;
    if (rectified()) {
      delta =
          workspaces.createUninitialized(
              ArrayType.BP_WORKING_MEM, dataType, new long[] {rows, weights.size(1)}, 'f');
      Nd4j.exec(new Sign(output, delta));
      delta.muli(epsilon);
    }
    Nd4j.gemm(input, delta, weightGradient, true, false, 1, 0);
    Nd4j.gemm(ones(rows), delta, row(biasGradient), false, false, 1, 0);
    INDArray next = null;
    if (layerConf().isInputGradient()) {
      next =
          workspaces.createUninitialized(
              ArrayType.ACTIVATION_GRAD, dataType, new long[] {rows, weights.size(0)}, 'f');
      Nd4j.gemm(delta, weights, next, false, true, 1, 0);
    }
    output = null;
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, weightGradient);
    gradient.setGradientFor(DefaultParamInitializer.BIAS_KEY, biasGradient);
    return new Pair<>(gradient, next);
  }

  private boolean rectified() {
    return layerConf().getActivationFn() instanceof ActivationReLU;
  }

  /** A view as a matrix of one row. */
  private static INDArray row(INDArray vector) {
    return vector.reshape('f', 1, vector.length());
  }

  /** A row of ones that outlives every workspace; batches have one size, so it is made once. */
  private INDArray ones(long rows) {
    if (ones == null || ones.size(1) != rows) {
      MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
      try {
        ones = Nd4j.ones(dataType, 1, rows);
      } finally {
        outside.close();
      }
    }
    return ones;
  }

  @Override
  public void clear() {
    super.clear();
    output = null;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
