package org.principia.gnn;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The computation of {@link HeapAdam}; it owns scratch memory of three times the parameters. */
final class HeapAdamUpdater implements GradientUpdater<HeapAdam> {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final HeapAdam config;
  private final boolean onHost = Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU;
  private final INDArray first;
  private final INDArray second;
  private final float[] gradient;
  private final float[] m;
  private final float[] v;

  HeapAdamUpdater(HeapAdam config, INDArray state, boolean initialise) {
    this.config = config;
    if (initialise) {
      state.assign(0);
    }
    INDArray flat = state.reshape(state.length());
    long count = flat.length() / 2;
    this.first = flat.get(NDArrayIndex.interval(0, count));
    this.second = flat.get(NDArrayIndex.interval(count, 2 * count));
    int length = onHost ? (int) count : 0;
    this.gradient = new float[length];
    this.m = new float[length];
    this.v = new float[length];
  }

  @Override
  public void applyUpdater(INDArray array, int iteration, int epoch) {
    double rate = config.getLearningRate(iteration, epoch) / (1 - Math.pow(BETA1, iteration + 1.0));
    double root = 1 / Math.sqrt(1 - Math.pow(BETA2, iteration + 1.0));
    if (onHost && array.dataType() == DataType.FLOAT) {
      onHeap(array, (float) rate, (float) root);
    } else {
      onDevice(array, rate, root);
    }
  }

  /** By ND4J's operations: memory of a device must not be written past ND4J. */
  private void onDevice(INDArray array, double rate, double root) {
    first.muli(BETA1).addi(array.mul(1 - BETA1));
    second.muli(BETA2).addi(array.mul(array).muli(1 - BETA2));
    array.assign(first).muli(rate).divi(Transforms.sqrt(second, true).muli(root).addi(EPSILON));
  }

  private void onHeap(INDArray array, float rate, float root) {
    array.data().asNioFloat().get(gradient);
    first.data().asNioFloat().get(m);
    second.data().asNioFloat().get(v);
    step(gradient, m, v, rate, root);
    first.data().asNioFloat().put(m);
    second.data().asNioFloat().put(v);
    array.data().asNioFloat().put(gradient);
  }

  /** Replaces the gradient g by the update; arrays of one length, written for vector units. */
  private static void step(float[] g, float[] m, float[] v, float rate, float root) {
    for (int i = 0; i < g.length; i++) {
      float x = g[i];
      float mean = BETA1 * m[i] + (1 - BETA1) * x;
      float square = BETA2 * v[i] + (1 - BETA2) * x * x;
      m[i] = mean;
      v[i] = square;
      g[i] = rate * mean / ((float) Math.sqrt(square) * root + EPSILON);
    }
  }

  @Override
  public HeapAdam getConfig() {
    return config;
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialise) {
    throw new UnsupportedOperationException("The state is one array");
  }

  @Override
  public Map<String, INDArray> getState() {
    return Map.of("M", first, "V", second);
  }

  @Override
  public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialise) {
    throw new UnsupportedOperationException("The state is given at construction");
  }
}
