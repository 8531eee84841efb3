package org.principia.jobs.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;

final class ReluNetworkTest {
  private static final double[] X = {-1.3, -0.4, 0.1, 0.9, 1.7};
  private static final double[] Y = {0.3, -1, 2, 0.5, 0};

  private static ReluNetwork network() {
    return ReluNetwork.create(7, 2, RandomStream.of(3, "test"));
  }

  @Test
  void itsGradientIsThatOfCentralDifferences() {
    ReluNetwork network = network();
    double[] gradient = network.gradient(X, Y);
    double h = 1e-6;
    for (int j = 0; j < gradient.length; j++) {
      double value = network.parameters()[j];
      network.parameters()[j] = value + h;
      double above = network.meanSquare(X, Y);
      network.parameters()[j] = value - h;
      double below = network.meanSquare(X, Y);
      network.parameters()[j] = value;
      assertThat(gradient[j])
          .as("parameter " + j)
          .isCloseTo((above - below) / (2 * h), within(1e-6));
    }
  }

  @Test
  void trainingFitsAsManyKinksAsItNeeds() {
    double[] x = new double[41];
    Arrays.setAll(x, i -> -2 + 0.1 * i);
    double[] y = Arrays.stream(x).map(Math::abs).toArray();
    ReluNetwork network = network();
    network.train(x, y, 3000, 0.02);
    assertThat(network.meanSquare(x, y)).isLessThan(1e-4);
  }

  @Test
  void beyondItsKinksItIsStraight() {
    ReluNetwork network = network();
    double slope = network.at(101) - network.at(100);
    assertThat(network.at(202) - network.at(201)).isCloseTo(slope, within(1e-9));
  }
}
