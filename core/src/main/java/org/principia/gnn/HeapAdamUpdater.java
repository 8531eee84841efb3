package org.principia.gnn;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

/** The computation of {@link HeapAdam}; it owns scratch memory of three times the parameters. */
final class HeapAdamUpdater implements GradientUpdater<HeapAdam> {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final HeapAdam config;
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
    this.gradient = new float[(int) count];
    this.m = new float[(int) count];
    this.v = new float[(int) count];
  }

  @Override
  public void applyUpdater(INDArray array, int iteration, int epoch) {
    array.data().asNioFloat().get(gradient);
    first.data().asNioFloat().get(m);
    second.data().asNioFloat().get(v);
    double rate = config.getLearningRate(iteration, epoch) / (1 - Math.pow(BETA1, iteration + 1.0));
    double root = 1 / Math.sqrt(1 - Math.pow(BETA2, iteration + 1.0));
    step(gradient, m, v, (float) rate, (float) root);
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
