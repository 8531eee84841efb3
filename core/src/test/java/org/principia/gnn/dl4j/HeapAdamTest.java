package org.principia.gnn.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;

final class HeapAdamTest {
  /** More than one piece of the arrays, the last not whole. */
  private static final int COUNT = 5000;

  @ParameterizedTest
  @CsvSource({"FLOAT, true, 4e-6", "FLOAT, false, 4e-6", "DOUBLE, true, 1e-12"})
  void updatesAndMomentsAreThoseOfTheAlgorithmInViewsOfLargerArrays(
      DataType type, boolean onHost, double rounding) {
    HeapAdam adam = new HeapAdam(new OneCycleSchedule(1e-2, 20));
    INDArray states = Nd4j.ones(type, 100 + 2 * COUNT);
    INDArray gradients = Nd4j.zeros(type, 10 + COUNT);
    INDArray gradient = gradients.get(NDArrayIndex.interval(10, 10 + COUNT));
    INDArray state = states.get(NDArrayIndex.interval(100, 100 + 2 * COUNT));
    GradientUpdater<?> updater = new HeapAdam.Updater(adam, state, true, onHost);
    double[] m = new double[COUNT];
    double[] v = new double[COUNT];
    for (int t = 1; t <= 20; t++) {
      double[] g = new double[COUNT];
      for (int i = 0; i < COUNT; i++) {
        gradient.putScalar(i, Math.sin(i * t) * Math.pow(10, i % 5 - 3));
        g[i] = gradient.getDouble(i);
      }
      updater.applyUpdater(gradient, t - 1, 0);
      double rate = adam.getLearningRate(t - 1, 0);
      for (int i = 0; i < COUNT; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
        double mean = m[i] / (1 - Math.pow(0.9, t));
        double square = v[i] / (1 - Math.pow(0.999, t));
        double expected = rate * mean / (Math.sqrt(square) + 1e-8);
        double scale = Math.sqrt(v[i]);
        assertThat(gradient.getDouble(i)).isCloseTo(expected, within(rounding * rate));
        assertThat(states.getDouble(100 + i)).isCloseTo(m[i], within(rounding * scale));
        assertThat(Math.sqrt(states.getDouble(100 + COUNT + i)))
            .isCloseTo(scale, within(rounding * scale));
      }
    }
    assertThat(states.get(NDArrayIndex.interval(0, 100)).sumNumber().doubleValue()).isEqualTo(100);
    assertThat(gradients.get(NDArrayIndex.interval(0, 10)).sumNumber().doubleValue()).isZero();
  }
}
