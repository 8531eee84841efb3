package org.principia.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class InitialStateTest {
  private static final int RUNS = 5000;
  private static final int N = 4;

  private static double[] all(Function<InitialState, double[]> part) {
    double[][] parts = new double[RUNS][];
    for (int run = 0; run < RUNS; run++) {
      parts[run] = part.apply(InitialState.draw(3, "dynamics.run", N, 2, run));
    }
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double moment(double[] values, int power) {
    return Arrays.stream(values).map(v -> Math.pow(v, power)).average().orElseThrow();
  }

  /**
   * Moments 1 to 4 are 0, 1, 0, 3; the variances of their means 1, 2, 15 and 96, over the count.
   */
  private static void assertStandardNormal(double[] values) {
    double error = 5 / Math.sqrt(values.length);
    assertThat(moment(values, 1)).isCloseTo(0, within(error));
    assertThat(moment(values, 2)).isCloseTo(1, within(error * Math.sqrt(2)));
    assertThat(moment(values, 3)).isCloseTo(0, within(error * Math.sqrt(15)));
    assertThat(moment(values, 4)).isCloseTo(3, within(error * Math.sqrt(96)));
  }

  @Test
  void positionsVelocitiesAndLogarithmsOfMassesAreStandardNormal() {
    assertStandardNormal(all(InitialState::position));
    assertStandardNormal(all(InitialState::velocity));
    assertStandardNormal(all(s -> Arrays.stream(s.mass()).map(Math::log).toArray()));
  }

  @Test
  void chargesAreOneOrMinusOneWithEqualChances() {
    double[] charges = all(InitialState::charge);
    assertThat(Arrays.stream(charges).boxed()).containsOnly(-1.0, 1.0);
    assertThat(moment(charges, 1)).isCloseTo(0, within(5 / Math.sqrt(charges.length)));
  }

  @Test
  void componentsAreUncorrelated() {
    double[] x = all(InitialState::position);
    double[] v = all(InitialState::velocity);
    double[] products = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      products[k] = x[k] * v[k];
    }
    assertThat(moment(products, 1)).isCloseTo(0, within(5 / Math.sqrt(x.length)));
  }

  @Test
  void everyPartOfTheKeyGivesAnotherState() {
    double[] x = InitialState.draw(3, "dynamics.run", N, 2, 7).position();
    assertThat(InitialState.draw(3, "dynamics.run", N, 2, 7).position()).isEqualTo(x);
    assertThat(InitialState.draw(4, "dynamics.run", N, 2, 7).position()).isNotEqualTo(x);
    assertThat(InitialState.draw(3, "dynamics.test-run", N, 2, 7).position()).isNotEqualTo(x);
    assertThat(InitialState.draw(3, "dynamics.run", N, 2, 8).position()).isNotEqualTo(x);
    assertThat(InitialState.draw(3, "dynamics.run", N, 2, 7, 1).position()).isNotEqualTo(x);
  }

  @Test
  void theFirstParticlesDoNotDependOnHowManyFollow() {
    InitialState few = InitialState.draw(3, "dynamics.run", 2, 3, 7);
    InitialState many = InitialState.draw(3, "dynamics.run", 9, 3, 7);
    assertThat(Arrays.copyOf(many.position(), 6)).isEqualTo(few.position());
    assertThat(Arrays.copyOf(many.mass(), 2)).isEqualTo(few.mass());
  }

  @Test
  void arraysMustFitTogetherAndMassesBePositive() {
    assertThatThrownBy(
            () -> new InitialState(new double[2], new double[2], new double[4], new double[3], 2))
        .hasMessage(
            "Invalid initial state: 2 charges, 4 positions, 3 velocities (n, n * d and n * d"
                + " values for n = 2 masses and d = 2)");
    assertThatThrownBy(
            () -> new InitialState(new double[1], new double[1], new double[2], new double[2], 2))
        .hasMessage("Invalid mass: 0.0 (a positive number)");
  }
}
