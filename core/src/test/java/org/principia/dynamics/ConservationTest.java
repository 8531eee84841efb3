package org.principia.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.LawDefinition;
import org.principia.dynamics.law.PotentialEnergy;

/** What motion under each law keeps, and how what it does not keep changes. */
final class ConservationTest {
  private static final Simulator.Integrator METHOD = new DormandPrince54(1e-8);
  private static final List<LawDefinition> FORMULAS =
      List.of(new LawDefinition("yukawa", "-m1*m2*exp(-r)/(r+0.01)^2", 0.001));

  static Stream<Arguments> conservativeCells() {
    List<String> names = new ArrayList<>(ForceLaws.names());
    names.add("yukawa");
    names.removeIf(name -> ForceLaws.of(name, 0.01, FORMULAS).conserved().isEmpty());
    return names.stream().flatMap(name -> Stream.of(Arguments.of(name, 2), Arguments.of(name, 3)));
  }

  private static DynamicsSettings settings(String law, int dimension) {
    return new DynamicsSettings(law, dimension, 0, 1, 1, 500, 0, 0.01, 1e-8, FORMULAS);
  }

  @ParameterizedTest
  @MethodSource("conservativeCells")
  void ofAHundredRandomRunsAtMostOneDrifts(String name, int dimension) {
    DynamicsSettings settings = settings(name, dimension);
    ForceLaw law = settings.forceLaw();
    Simulator simulator = new Simulator(settings, 21);
    int drifted = 0;
    for (int run = 0; run < 100; run++) {
      Drift drift = Drift.of(law, simulator.run(run));
      assertThat(drift.energy()).isNotNaN();
      drifted += drift.exceeds() ? 1 : 0;
    }
    assertThat(drifted).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void dragTakesEnergyAllTheTime(int dimension) {
    DynamicsSettings settings = settings("damped", dimension);
    Simulator simulator = new Simulator(settings, 21);
    ForceLaw law = settings.forceLaw();
    for (int run = 0; run < 20; run++) {
      Trajectory t = simulator.run(run);
      double first = energy(law, t, 0);
      for (int k = 1; k < t.steps(); k++) {
        assertThat(energy(law, t, k)).isLessThan(energy(law, t, k - 1) + 1e-8 * first);
      }
      assertThat(energy(law, t, 499)).isLessThan(0.9 * first);
    }
  }

  private static double energy(ForceLaw law, Trajectory t, int k) {
    int size = t.start().position().length;
    double[] x = Arrays.copyOfRange(t.position(), k * size, (k + 1) * size);
    double sum = PotentialEnergy.of(law, t.start(), x);
    for (int c = 0; c < size; c++) {
      double v = t.velocity()[k * size + c];
      sum += t.start().mass()[c / t.dimension()] * v * v / 2;
    }
    return sum;
  }

  /** P' = -(n - 1) / n sum of v_i = -(n - 1) / (n m) P, if all masses are m. */
  @Test
  void dragOnEqualMassesLetsTheirMomentumDecayExponentially() {
    InitialState drawn = InitialState.draw(3, "dynamics.test", 5, 3, 0);
    double[] mass = {2, 2, 2, 2, 2};
    InitialState start =
        new InitialState(mass, drawn.charge(), drawn.position(), drawn.velocity(), 3);
    Trajectory t = METHOD.integrate(ForceLaws.of("damped", 0).field(), start, 0.02, 300);
    for (int k = 0; k < 300; k++) {
      double decay = Math.exp(-0.8 / 2 * k * 0.02);
      for (int c = 0; c < 3; c++) {
        assertThat(weighted(t, t.velocity(), k, c))
            .isCloseTo(decay * weighted(t, t.velocity(), 0, c), within(1e-7));
      }
    }
  }

  /** Inner forces cancel: the centre of mass falls like a stone. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theCentreOfMassOfAStringFallsFreely(int dimension) {
    Trajectory t = new Simulator(settings("string", dimension), 21).run(0);
    double total = Arrays.stream(t.start().mass()).sum();
    for (int k = 0; k < 500; k++) {
      double time = k * 0.01;
      for (int c = 0; c < dimension; c++) {
        double v0 = weighted(t, t.velocity(), 0, c) / total;
        double x0 = weighted(t, t.position(), 0, c) / total;
        double gravity = c == 1 ? 1 : 0;
        assertThat(weighted(t, t.velocity(), k, c) / total)
            .isCloseTo(v0 - gravity * time, within(1e-7));
        assertThat(weighted(t, t.position(), k, c) / total)
            .isCloseTo(x0 + v0 * time - gravity * time * time / 2, within(1e-7));
      }
    }
  }

  /** Sum of mass times a component of position or velocity. */
  private static double weighted(Trajectory t, double[] values, int k, int c) {
    double sum = 0;
    for (int i = 0; i < t.particles(); i++) {
      sum += t.start().mass()[i] * values[(k * t.particles() + i) * t.dimension() + c];
    }
    return sum;
  }

  /** In three dimensions the axis of the pull is one of symmetry. */
  @Test
  void aStringKeepsItsMomentumAcrossThePullAndItsAngularMomentumAlong() {
    Trajectory t = new Simulator(settings("string", 3), 21).run(1);
    for (int k = 1; k < 500; k++) {
      assertThat(weighted(t, t.velocity(), k, 0))
          .isCloseTo(weighted(t, t.velocity(), 0, 0), within(1e-9));
      assertThat(weighted(t, t.velocity(), k, 2))
          .isCloseTo(weighted(t, t.velocity(), 0, 2), within(1e-9));
      assertThat(angularAlongSecondAxis(t, k))
          .isCloseTo(angularAlongSecondAxis(t, 0), within(1e-6));
    }
  }

  private static double angularAlongSecondAxis(Trajectory t, int k) {
    double sum = 0;
    for (int i = 0; i < t.particles(); i++) {
      int o = (k * t.particles() + i) * 3;
      double[] x = t.position();
      double[] v = t.velocity();
      sum += t.start().mass()[i] * (x[o + 2] * v[o] - x[o] * v[o + 2]);
    }
    return sum;
  }

  /**
   * Two equal masses part from r = 1 at a relative speed of 2: free until r = 2 at t = 1/2, then on
   * a spring about r = 1 with omega^2 = 2.
   */
  @Test
  void aPairCrossesTheJumpOfTheForceAsItsClosedFormDoes() {
    InitialState start =
        new InitialState(
            new double[] {1, 1},
            new double[] {1, 1},
            new double[] {-0.5, 0, 0.5, 0},
            new double[] {-1, 0, 1, 0},
            2);
    ForceLaw law = ForceLaws.of("discontinuous", 0);
    Trajectory t = METHOD.integrate(law.field(), start, 0.01, 300);
    double omega = Math.sqrt(2);
    boolean slackAgain = false;
    for (int k = 0; k < 300; k++) {
      double time = k * 0.01;
      double s = time - 0.5;
      double r = 1 + Math.cos(omega * s) + 2 / omega * Math.sin(omega * s);
      double expected = s < 0 ? 1 + 2 * time : r;
      // Back at r = 2 it is slack again, with the speed it had.
      double back = 2 * Math.atan(omega) / omega;
      if (s > back) {
        expected = 2 - 2 * (s - back);
        slackAgain = true;
      }
      assertThat(t.position()[4 * k + 2] - t.position()[4 * k]).isCloseTo(expected, within(1e-7));
    }
    assertThat(slackAgain).isTrue();
    assertThat(Drift.of(law, t).energy()).isLessThan(1e-7);
  }
}
