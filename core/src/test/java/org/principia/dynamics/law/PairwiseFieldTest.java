package org.principia.dynamics.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.principia.dynamics.InitialState;

final class PairwiseFieldTest {
  private static final List<LawDefinition> FORMULAS =
      List.of(
          new LawDefinition("yukawa", "-m1*m2*exp(-r)/(r+0.01)^2", 0.001),
          new LawDefinition("chase", "m2*q1*r - m1", 0.01));

  static Stream<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    List<String> names = new ArrayList<>(ForceLaws.names());
    FORMULAS.forEach(formula -> names.add(formula.name()));
    for (String law : names) {
      // One dimension takes the loop over components; it has no second axis to fall along.
      if (!"string".equals(law)) {
        cells.add(Arguments.of(law, 1));
      }
      cells.add(Arguments.of(law, 2));
      cells.add(Arguments.of(law, 3));
    }
    return cells.stream();
  }

  private static ForceLaw law(String name, double softening) {
    return ForceLaws.of(name, softening, FORMULAS);
  }

  private static double[] accelerations(ForceLaw law, InitialState s) {
    double[] out = new double[s.position().length];
    // Stale values must not leak into the sums.
    Arrays.fill(out, 1e9);
    law.field().accelerations(s.mass(), s.charge(), s.dimension(), s.position(), s.velocity(), out);
    return out;
  }

  private static InitialState five(int dimension) {
    return InitialState.draw(11, "dynamics.test", 5, dimension, 0);
  }

  @Test
  void twoParticlesOnASpringAgreeWithHandWorkedValues() {
    // Distance 5, attraction 4 along (0.6, 0.8).
    assertThat(accelerations(law("spring", 0), pair()))
        .containsExactly(new double[] {1.2, 1.6, -0.3, -0.4}, within(1e-15));
  }

  private static InitialState pair() {
    return new InitialState(
        new double[] {2, 8},
        new double[] {1, 1},
        new double[] {1, 1, 4, 5},
        new double[] {1, 0, 0, -2},
        2);
  }

  @Test
  void dragOnTwoParticlesAgreesWithHandWorkedValues() {
    // As the spring; half the velocity as drag, over masses 2 and 8.
    assertThat(accelerations(law("damped", 0), pair()))
        .containsExactly(new double[] {1.2 - 0.25, 1.6, -0.3, -0.4 + 0.125}, within(1e-15));
  }

  @Test
  void aStringOfThreePullsOnNeighboursAloneAndFalls() {
    // Distances 2 along x and 3 along y; the ends are sqrt(13) apart and do not touch.
    InitialState s =
        new InitialState(
            new double[] {1, 2, 4},
            new double[] {1, 1, 1},
            new double[] {0, 0, 2, 0, 2, 3},
            new double[6],
            2);
    assertThat(accelerations(law("string", 0), s))
        .containsExactly(new double[] {1, -1, -0.5, 1 - 1, 0, -0.5 - 1}, within(1e-15));
    assertThat(PotentialEnergy.of(law("string", 0), s, s.position())).isEqualTo(0.5 + 2 + 4 * 3);
  }

  @Test
  void aFormulaThatIsNotReciprocalActsOnEachByItsOwnValue() {
    // Distance 5 along (0.6, 0.8): on the first 8 * 5 - 2 = 38, on the second 2 * 5 - 8 = 2.
    assertThat(accelerations(law("chase", 0), pair()))
        .containsExactly(new double[] {11.4, 15.2, -0.15, -0.2}, within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void accelerationIsTheOwnForceAndTheSumOverAllSenders(String name, int dimension) {
    ForceLaw law = law(name, 0.01);
    InitialState s = five(dimension);
    double[] expected = new double[s.position().length];
    law.addOwnForces(s.mass(), s.charge(), dimension, s.position(), s.velocity(), expected);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        boolean partners = "string".equals(name) ? Math.abs(i - j) == 1 : i != j;
        double r = 0;
        for (int c = 0; c < dimension; c++) {
          r = Math.hypot(r, s.position()[j * dimension + c] - s.position()[i * dimension + c]);
        }
        for (int c = 0; c < dimension && partners; c++) {
          double u = (s.position()[j * dimension + c] - s.position()[i * dimension + c]) / r;
          double f = law.attraction(r, s.mass()[i], s.mass()[j], s.charge()[i], s.charge()[j]);
          expected[i * dimension + c] += f * u;
        }
      }
    }
    for (int k = 0; k < expected.length; k++) {
      expected[k] /= s.mass()[k / dimension];
    }
    assertThat(accelerations(law, s)).containsExactly(expected, within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void forcesAddUpToNothingWhereMomentumIsConserved(String name, int dimension) {
    ForceLaw law = law(name, 0.01);
    InitialState s = five(dimension);
    double[] a = accelerations(law, s);
    double worst = 0;
    for (int c = 0; c < dimension; c++) {
      double sum = 0;
      double size = 0;
      for (int i = 0; i < 5; i++) {
        sum += s.mass()[i] * a[i * dimension + c];
        size += Math.abs(s.mass()[i] * a[i * dimension + c]);
      }
      worst = Math.max(worst, Math.abs(sum) / size);
    }
    if (law.conserved().contains(ForceLaw.Invariant.MOMENTUM)) {
      assertThat(worst).isLessThan(1e-14);
    } else {
      assertThat(worst).isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void forceIsMinusTheGradientOfThePotentialEnergy(String name, int dimension) {
    ForceLaw law = law(name, 0.01);
    assumeThat(law.conserved()).contains(ForceLaw.Invariant.ENERGY);
    assumeThat(law.potential(1, 1, 1, 1, 1)).isNotNaN();
    InitialState s = five(dimension);
    double[] a = accelerations(law, s);
    double h = 1e-6;
    for (int k = 0; k < a.length; k++) {
      double[] x = s.position().clone();
      x[k] += h;
      double above = PotentialEnergy.of(law, s, x);
      x[k] -= 2 * h;
      double below = PotentialEnergy.of(law, s, x);
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
    double[] expected = new double[2 * dimension];
    if ("string".equals(name)) {
      expected[1] = -1;
      expected[dimension + 1] = -1;
    }
    assertThat(accelerations(law(name, 0), s)).containsExactly(expected, within(0.0));
  }

  @Test
  void aChainJoinsEachParticleToTheNext() {
    for (int n = 2; n < 5; n++) {
      for (int i = 0; i < n; i++) {
        assertThat(ForceLaw.Topology.ALL_PAIRS.end(i, n)).isEqualTo(n);
        assertThat(ForceLaw.Topology.CHAIN.end(i, n)).isEqualTo(i == n - 1 ? n : i + 2);
        for (int j = 0; j < n; j++) {
          assertThat(ForceLaw.Topology.ALL_PAIRS.joins(i, j)).isTrue();
          assertThat(i == j || ForceLaw.Topology.CHAIN.joins(i, j)).isEqualTo(Math.abs(i - j) <= 1);
        }
      }
    }
  }
}
