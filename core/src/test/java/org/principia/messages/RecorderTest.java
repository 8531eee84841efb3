package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.gnn.Architecture;
import org.principia.gnn.GnnSettings;
import org.principia.gnn.GraphNetwork;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Particles;
import org.principia.messages.Recording.Recorder;

final class RecorderTest {
  private static final int D = 2;
  private static final int N = 3;

  @Test
  void theSensitivityIsThatOfSmallChangesOfTheSummedMessages() {
    GnnSettings settings =
        new GnnSettings("standard", 16, 5, 2, 4, 1, 3, 1e-2, 0, 3, 1e-2, 1, 0.65);
    GraphNetwork network =
        new GraphNetwork(
            Architecture.create(settings, GraphSchema.particles(D), 10, 3),
            settings,
            GraphSchema.particles(D));
    List<SampleKey> nodes = new ArrayList<>();
    RandomGenerator rng = RandomStream.of(3, "test.recorder");
    for (int i = 0; i < 40; i++) {
      nodes.add(SampleKey.node(1, frame(i, rng), i % N));
    }
    double[] deviations = {0.02, 0.01, 0, 0.03, 0.02};
    double[][] sensitivity = new Recorder(network).sensitivity(nodes, deviations);
    double trace = 0;
    for (int c = 0; c < 5; c++) {
      trace += sensitivity[c][c] * deviations[c] * deviations[c];
      assertThat(sensitivity[c][2]).isZero();
      for (int e = 0; e < 5; e++) {
        assertThat(sensitivity[c][e]).isCloseTo(sensitivity[e][c], within(1e-9));
      }
    }
    // Each node counts one.
    assertThat(trace).isCloseTo(1, within(1e-6));
    double[] direction = {1, -2, 0, 0.5, 1.5};
    double expected = 0;
    for (SampleKey node : nodes) {
      double size = 0;
      for (int c = 0; c < 5; c++) {
        double[] unit = new double[5];
        unit[c] = deviations[c];
        size += square(network, node, unit, 0.25) / (0.25 * 0.25);
      }
      expected += square(network, node, direction, 0.002) / (0.002 * 0.002) / size / nodes.size();
    }
    double found = 0;
    for (int c = 0; c < 5; c++) {
      for (int e = 0; e < 5; e++) {
        found += direction[c] * sensitivity[c][e] * direction[e];
      }
    }
    assertThat(found).isCloseTo(expected, within(0.1 * expected));
  }

  /** Squared half difference of the accelerations a step forth and back. */
  private static double square(
      GraphNetwork network, SampleKey node, double[] direction, double step) {
    float[] forth = network.nodeOutputs(row(network, node, direction, step));
    float[] back = network.nodeOutputs(row(network, node, direction, -step));
    double square = 0;
    for (int k = 0; k < D; k++) {
      double half = (forth[k] - back[k]) / 2.0;
      square += half * half;
    }
    return square;
  }

  private static float[] row(
      GraphNetwork network, SampleKey node, double[] direction, double step) {
    int features = GraphSchema.particles(D).width();
    float[] row = new float[features + direction.length];
    float[] nodes = node.frame().features();
    System.arraycopy(nodes, node.receiver() * features, row, 0, features);
    float[] messages = network.messages(node.frame().edgeRows());
    int width = direction.length;
    for (int c = 0; c < width; c++) {
      for (int e = 0; e < N - 1; e++) {
        row[features + c] += messages[(node.receiver() * (N - 1) + e) * width + c];
      }
      row[features + c] += (float) (step * direction[c]);
    }
    return row;
  }

  private static Graph frame(int number, RandomGenerator rng) {
    return new Particles(
            D,
            positive(rng),
            positive(rng),
            values(rng, N * D),
            values(rng, N * D),
            values(rng, N * D))
        .graph(number, 0, 0);
  }

  private static float[] positive(RandomGenerator rng) {
    float[] values = values(rng, N);
    for (int i = 0; i < N; i++) {
      values[i] = (float) Math.exp(values[i]);
    }
    return values;
  }

  private static float[] values(RandomGenerator rng, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) rng.nextGaussian();
    }
    return values;
  }
}
