package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.principia.gnn.batch.GraphBlock;

/**
 * The updater's state in a training, against Adam's recurrence on gradients by explicit loops.
 *
 * <p>In single precision Adam runs over Java arrays, in double precision by ND4J's operations.
 */
final class AdamMomentsTest {
  /** So large that the decay is most of many gradients. */
  private static final double DECAY = 0.5;

  @ParameterizedTest
  @CsvSource({
    "standard, FLOAT, 1e-5",
    "l1, FLOAT, 1e-5",
    "kl, FLOAT, 1e-5",
    "pruned, FLOAT, 1e-5",
    "standard, DOUBLE, 1e-6",
    "kl, DOUBLE, 1e-6",
    "pruned, DOUBLE, 1e-6"
  })
  void momentsAreMeansOfTheGradientWithItsDecayAndOfItsSquare(
      String strategy, DataType type, double rounding) {
    GnnSettings settings = TestNetworks.settings(strategy, DECAY);
    GraphBlock chain = TestNetworks.chain(2);
    ComputationGraph network = TestNetworks.of(settings, chain.schema().width(), 2, type);
    MultiDataSet batch = TestNetworks.in(type, TestNetworks.batch(chain, settings, 0, 0));
    NetworkLoop.Graph graph = TestNetworks.graph(chain, batch);
    int count = Architecture.vertex(network).layout().length();
    double[] first = new double[count];
    double[] second = new double[count];
    for (int step = 0; step < 4; step++) {
      double[] gradient = NetworkLoop.of(network, graph).gradient();
      for (int p = 0; p < count; p++) {
        first[p] = 0.9 * first[p] + 0.1 * gradient[p];
        second[p] = 0.999 * second[p] + 0.001 * gradient[p] * gradient[p];
      }
      network.fit(batch);
      INDArray state = network.getUpdater().getStateViewArray();
      assertThat(state.length()).isEqualTo(2L * count);
      for (int p = 0; p < count; p++) {
        assertThat(state.getDouble(p)).isCloseTo(first[p], within(rounding));
        // The root, so that rounding is to a gradient's scale and not to its square's.
        assertThat(Math.sqrt(state.getDouble(count + p)))
            .isCloseTo(Math.sqrt(second[p]), within(rounding));
      }
    }
  }
}
