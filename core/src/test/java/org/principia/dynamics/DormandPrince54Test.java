package org.principia.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.PairwiseField;

final class DormandPrince54Test {
  private static final Simulator.Integrator METHOD = new DormandPrince54(1e-8);

  private static double worstKeplerError(double eccentricity, double tolerance) {
    KeplerOrbit orbit = new KeplerOrbit(eccentricity);
    int steps = 629;
    Trajectory t =
        new DormandPrince54(tolerance).integrate(KeplerOrbit.FIELD, orbit.start(), 0.01, steps);
    assertThat(t.diverged()).isFalse();
    double worst = 0;
    for (int k = 0; k < steps; k++) {
      worst = Math.max(worst, orbit.error(t.position(), 4 * k, k * 0.01));
    }
    return worst;
  }

  /**
   * Largest error of the relative position over one period; bounds three times what was measured.
   */
  @ParameterizedTest
  @CsvSource({
    "0.1, 1e-6, 1.6e-5",
    "0.5, 1e-6, 9e-5",
    "0.9, 1e-6, 8e-4",
    "0.1, 1e-8, 7e-8",
    "0.5, 1e-8, 7e-7",
    "0.9, 1e-8, 7e-6",
    "0.1, 1e-10, 1.2e-9",
    "0.5, 1e-10, 4e-9",
    "0.9, 1e-10, 4.5e-8",
  })
  void errorOnAKeplerOrbitStaysBelowTheTable(double eccentricity, double tolerance, double bound) {
    double worst = worstKeplerError(eccentricity, tolerance);
    assertThat(worst).isLessThan(bound);
  }

  /**
   * Largest error of a position, velocity or acceleration over 1000 states, nearly two periods;
   * bounds three times what was measured.
   */
  @ParameterizedTest
  @CsvSource({"1e-6, 2.1e-6", "1e-8, 2.1e-8", "1e-10, 2.1e-10"})
  void errorOfASpringPairStaysBelowTheTable(double tolerance, double bound) {
    // On the line (0.6, 0.8): r = 1 + 0.5 cos(omega t), omega^2 = 1 / m1 + 1 / m2.
    double omega = Math.sqrt(1 + 1 / 3.0);
    InitialState start =
        new InitialState(
            new double[] {1, 3},
            new double[] {1, 1},
            new double[] {-1.125 * 0.6, -1.125 * 0.8, 0.375 * 0.6, 0.375 * 0.8},
            new double[4],
            2);
    Trajectory t =
        new DormandPrince54(tolerance)
            .integrate(ForceLaws.of("spring", 0).field(), start, 0.01, 1000);
    double worst = 0;
    for (int k = 0; k < 1000; k++) {
      double r = 1 + 0.5 * Math.cos(omega * k * 0.01);
      double speed = -0.5 * omega * Math.sin(omega * k * 0.01);
      double[] line = {-0.75 * 0.6, -0.75 * 0.8, 0.25 * 0.6, 0.25 * 0.8};
      double[] pull = {(r - 1) * 0.6, (r - 1) * 0.8, -(r - 1) * 0.6 / 3, -(r - 1) * 0.8 / 3};
      for (int c = 0; c < 4; c++) {
        worst = Math.max(worst, Math.abs(t.position()[4 * k + c] - r * line[c]));
        worst = Math.max(worst, Math.abs(t.velocity()[4 * k + c] - speed * line[c]));
        worst = Math.max(worst, Math.abs(t.acceleration()[4 * k + c] - pull[c]));
      }
    }
    assertThat(worst).isLessThan(bound);
  }

  @Test
  void denseOutputDoesNotChangeThePath() {
    InitialState start = new KeplerOrbit(0.5).start();
    Trajectory often = METHOD.integrate(KeplerOrbit.FIELD, start, 0.001, 5001);
    Trajectory rarely = METHOD.integrate(KeplerOrbit.FIELD, start, 0.5, 11);
    for (int k = 0; k < 11; k++) {
      for (int c = 0; c < 4; c++) {
        assertThat(rarely.position()[4 * k + c])
            .isCloseTo(often.position()[4 * 500 * k + c], within(1e-9));
      }
    }
    // Six evaluations a step, and one for each stored state but the first.
    assertThat(often.evaluations() - 5000).isEqualTo(rarely.evaluations() - 10);
  }

  @Test
  void theFirstStateIsTheInitialState() {
    InitialState start = InitialState.draw(1, "dynamics.test", 3, 3, 0);
    Trajectory t =
        METHOD.integrate(new PairwiseField(ForceLaws.of("charge", 0.01)), start, 0.001, 2);
    assertThat(Arrays.copyOf(t.position(), 9)).isEqualTo(start.position());
    assertThat(Arrays.copyOf(t.velocity(), 9)).isEqualTo(start.velocity());
  }

  @Test
  void aSingleStateNeedsNoStep() {
    Trajectory t = METHOD.integrate(KeplerOrbit.FIELD, new KeplerOrbit(0.1).start(), 0.01, 1);
    assertThat(t.steps()).isEqualTo(1);
    assertThat(t.evaluations()).isEqualTo(1);
    assertThat(t.position()).isEqualTo(new KeplerOrbit(0.1).start().position());
  }

  @ParameterizedTest
  @CsvSource({
    "spring, 2", "spring, 3",
    "inverse-distance, 2", "inverse-distance, 3",
    "inverse-square, 2", "inverse-square, 3",
    "charge, 2", "charge, 3",
  })
  void energyAndMomentaAreConserved(String law, int d) {
    Simulator simulator =
        new Simulator(new DynamicsSettings(law, d, 0, 20, 1, 500, 0, 0.01, 1e-8, List.of()), 5);
    for (int run = 0; run < 20; run++) {
      Trajectory t = simulator.run(run);
      assertThat(Drift.of(ForceLaws.of(law, 0.01), t).energy()).isLessThan(2e-6);
      for (int c = 0; c < d; c++) {
        double p = momentum(t, 0, c);
        assertThat(momentum(t, t.steps() - 1, c)).isCloseTo(p, within(1e-12 * (1 + Math.abs(p))));
        double l = angularMomentum(t, 0, c);
        assertThat(angularMomentum(t, t.steps() - 1, c))
            .isCloseTo(l, within(2e-6 * (1 + Math.abs(l))));
      }
    }
  }

  private static double momentum(Trajectory t, int step, int c) {
    int d = t.dimension();
    double sum = 0;
    for (int i = 0; i < t.particles(); i++) {
      sum += t.start().mass()[i] * t.velocity()[(step * t.particles() + i) * d + c];
    }
    return sum;
  }

  /** The component normal to the axes c and c + 1. */
  private static double angularMomentum(Trajectory t, int step, int c) {
    int d = t.dimension();
    int next = (c + 1) % d;
    double sum = 0;
    for (int i = 0; i < t.particles(); i++) {
      int o = (step * t.particles() + i) * d;
      double x = t.position()[o + c] * t.velocity()[o + next];
      double y = t.position()[o + next] * t.velocity()[o + c];
      sum += t.start().mass()[i] * (x - y);
    }
    return sum;
  }

  /** One particle at x = 1 with speed 2; {@code a = 6 x^2} gives {@code x = 1 / (1 - t)^2}. */
  @Test
  void aBlowUpIsFlaggedWithTheStatesBeforeIt() {
    AccelerationField field =
        (m, q, d, x, v, out) -> {
          out[0] = 6 * x[0] * x[0];
          out[1] = 0;
        };
    InitialState start =
        new InitialState(
            new double[] {1}, new double[] {1}, new double[] {1, 0}, new double[] {2, 0}, 2);
    Trajectory t = METHOD.integrate(field, start, 0.01, 300);
    assertThat(t.diverged()).isTrue();
    assertThat(t.steps()).isBetween(95, 101);
    assertThat(t.position()).hasSize(2 * t.steps());
    for (int k = 0; k < 90; k++) {
      double expected = 1 / ((1 - k * 0.01) * (1 - k * 0.01));
      assertThat(t.position()[2 * k]).isCloseTo(expected, within(1e-5 * expected));
    }
  }

  @Test
  void aFieldThatEndsIsFlaggedAtItsEdge() {
    AccelerationField field = (m, q, d, x, v, out) -> Arrays.fill(out, x[0] > 0.5 ? Double.NaN : 0);
    InitialState start =
        new InitialState(
            new double[] {1}, new double[] {1}, new double[] {0, 0}, new double[] {1, 0}, 2);
    Trajectory t = METHOD.integrate(field, start, 0.1, 100);
    assertThat(t.diverged()).isTrue();
    assertThat(t.steps()).isBetween(5, 6);
    assertThat(t.position()[2 * (t.steps() - 1)]).isCloseTo((t.steps() - 1) * 0.1, within(1e-12));
  }

  @Test
  void aFieldThatIsNeverFiniteLeavesNoState() {
    AccelerationField field = (m, q, d, x, v, out) -> Arrays.fill(out, Double.NaN);
    Trajectory t = METHOD.integrate(field, new KeplerOrbit(0.1).start(), 0.1, 10);
    assertThat(t.diverged()).isTrue();
    assertThat(t.steps()).isZero();
  }

  @Test
  void tooManyInternalStepsAreFlagged() {
    AccelerationField stiff =
        (m, q, d, x, v, out) -> {
          for (int k = 0; k < out.length; k++) {
            out[k] = -1e10 * x[k];
          }
        };
    Trajectory t = METHOD.integrate(stiff, new KeplerOrbit(0.1).start(), 1, 10);
    assertThat(t.diverged()).isTrue();
    assertThat(t.steps()).isEqualTo(1);
    assertThat(t.evaluations()).isEqualTo(1 + 6L * DormandPrince54.MOST_STEPS);
  }

  @Test
  void toleranceTimeStepAndStepsAreChecked() {
    InitialState start = new KeplerOrbit(0.1).start();
    assertThatThrownBy(() -> new DormandPrince54(0.1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("dynamics.tolerance: 0.1");
    assertThatThrownBy(() -> METHOD.integrate(KeplerOrbit.FIELD, start, -1, 3))
        .hasMessageContaining("dynamics.time-step: -1.0");
    assertThatThrownBy(() -> METHOD.integrate(KeplerOrbit.FIELD, start, 1, 0))
        .hasMessageContaining("dynamics.steps: 0");
  }
}
