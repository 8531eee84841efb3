package org.principia.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PairwiseFieldTest {

  static Stream<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    for (String law : ForceLaws.names()) {
      // One dimension takes the loop over components.
      cells.add(Arguments.of(law, 1));
      cells.add(Arguments.of(law, 2));
      cells.add(Arguments.of(law, 3));
    }
    return cells.stream();
  }

  private static double[] accelerations(PairwiseField field, InitialState s) {
    double[] out = new double[s.position().length];
    // Stale values must not leak into the sums.
    java.util.Arrays.fill(out, 1e9);
    field.accelerations(s.mass(), s.charge(), s.dimension(), s.position(), s.velocity(), out);
    return out;
  }

  private static InitialState five(int dimension) {
    return InitialState.draw(11, "dynamics.test", 5, dimension, 0);
  }

  @Test
  void twoParticlesOnASpringAgreeWithHandWorkedValues() {
    // Distance 5, attraction 4 along (0.6, 0.8).
    InitialState s =
        new InitialState(
            new double[] {2, 8},
            new double[] {1, 1},
            new double[] {1, 1, 4, 5},
            new double[] {0, 0, 0, 0},
            2);
    double[] a = accelerations(new PairwiseField(ForceLaws.of("spring", 0)), s);
    assertThat(a).containsExactly(new double[] {1.2, 1.6, -0.3, -0.4}, within(1e-15));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void accelerationIsTheSumOverAllSenders(String name, int dimension) {
    ForceLaw law = ForceLaws.of(name, 0.01);
    InitialState s = five(dimension);
    double[] expected = new double[s.position().length];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        double r = 0;
        for (int c = 0; c < dimension; c++) {
          r = Math.hypot(r, s.position()[j * dimension + c] - s.position()[i * dimension + c]);
        }
        for (int c = 0; c < dimension && i != j; c++) {
          double u = (s.position()[j * dimension + c] - s.position()[i * dimension + c]) / r;
          double f = law.attraction(r, s.mass()[i], s.mass()[j], s.charge()[i], s.charge()[j]);
          expected[i * dimension + c] += f * u / s.mass()[i];
        }
      }
    }
    assertThat(accelerations(new PairwiseField(law), s)).containsExactly(expected, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void forcesAddUpToNothing(String name, int dimension) {
    InitialState s = five(dimension);
    double[] a = accelerations(new PairwiseField(ForceLaws.of(name, 0.01)), s);
    for (int c = 0; c < dimension; c++) {
      double sum = 0;
      double size = 0;
      for (int i = 0; i < 5; i++) {
        sum += s.mass()[i] * a[i * dimension + c];
        size += Math.abs(s.mass()[i] * a[i * dimension + c]);
      }
      assertThat(Math.abs(sum)).isLessThan(1e-14 * size);
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void forceIsMinusTheGradientOfThePotentialEnergy(String name, int dimension) {
    PairwiseField field = new PairwiseField(ForceLaws.of(name, 0.01));
    InitialState s = five(dimension);
    double[] a = accelerations(field, s);
    double h = 1e-6;
    for (int k = 0; k < a.length; k++) {
      double[] x = s.position().clone();
      x[k] += h;
      double above = field.potentialEnergy(s.mass(), s.charge(), dimension, x);
      x[k] -= 2 * h;
      double below = field.potentialEnergy(s.mass(), s.charge(), dimension, x);
      double force = s.mass()[k / dimension] * a[k];
      assertThat((below - above) / (2 * h)).isCloseTo(force, within(1e-6 * (1 + Math.abs(force))));
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void particlesInOnePlaceExertNoForceOnEachOther(String name, int dimension) {
    InitialState s =
        new InitialState(
            new double[] {1, 2},
            new double[] {1, -1},
            new double[2 * dimension],
            new double[2 * dimension],
            dimension);
    assertThat(accelerations(new PairwiseField(ForceLaws.of(name, 0)), s)).containsOnly(0);
  }
}
