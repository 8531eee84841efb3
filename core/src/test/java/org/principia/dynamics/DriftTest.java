package org.principia.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.dynamics.law.LawDefinition;
import org.principia.dynamics.law.PotentialEnergy;

final class DriftTest {

  /** Two particles and three states; the second is disturbed, the third is the first again. */
  private static Trajectory disturbed(double[] position, double[] velocity) {
    InitialState start =
        new InitialState(
            new double[] {1, 3},
            new double[] {1, -1},
            new double[] {1, 0, 4, 4},
            new double[] {0, 2, 1, 0},
            2);
    double[] x = join(start.position(), position);
    double[] v = join(start.velocity(), velocity);
    return new Trajectory(start, 1, 3, x, v, new double[12], false, 0, 1);
  }

  private static double[] join(double[] first, double[] second) {
    double[] all = new double[12];
    System.arraycopy(first, 0, all, 0, 4);
    System.arraycopy(second, 0, all, 4, 4);
    System.arraycopy(first, 0, all, 8, 4);
    return all;
  }

  /**
   * By hand: r = 5, K = 1/2 4 + 3/2 1 = 3.5, U = 4^2 / 2 = 8, sum m |v| = 2 + 3 = 5, sum m |x| |v|
   * = 2 + 3 sqrt(32).
   */
  @Test
  void aDeviationInTheMiddleOfARunIsSeen() {
    // The second particle moves by (-3, 0), to a distance of 4; the first one's speed becomes 3.
    Trajectory t = disturbed(new double[] {1, 0, 1, 4}, new double[] {0, 3, 1, 0});
    Drift drift = Drift.of(ForceLaws.of("spring", 0), t);
    // K = 4.5 + 1.5, U = 3^2 / 2: 10.5 after 11.5.
    assertThat(drift.energy()).isCloseTo(1 / 11.5, within(1e-15));
    assertThat(drift.momentum()).isCloseTo(1 / 5.0, within(1e-15));
    // L = 1 * (1 * 3) + 3 * (1 * 0 - 4 * 1) = -9 after 2 - 12 = -10.
    assertThat(drift.angularMomentum()).isCloseTo(1 / (2 + 3 * Math.sqrt(32)), within(1e-15));
    assertThat(drift.closest()).isEqualTo(4);
    assertThat(drift.exceeds()).isTrue();
  }

  @Test
  void whatStaysTheSameDoesNotDrift() {
    InitialState start = disturbed(new double[4], new double[4]).start();
    Drift drift =
        Drift.of(ForceLaws.of("spring", 0), disturbed(start.position(), start.velocity()));
    assertThat(drift).isEqualTo(new Drift(0, 0, 0, 5));
    assertThat(drift.exceeds()).isFalse();
  }

  @Test
  void whatALawDoesNotConserveIsNotANumber() {
    Trajectory t = disturbed(new double[] {1, 0, 1, 4}, new double[] {0, 3, 1, 0});
    assertThat(Drift.of(ForceLaws.of("damped", 0), t))
        .isEqualTo(new Drift(Double.NaN, Double.NaN, Double.NaN, 4));
    assertThat(Drift.of(ForceLaws.of("damped", 0), t).exceeds()).isFalse();
    Drift string = Drift.of(ForceLaws.of("string", 0), t);
    // U = 8 + 3 * 4 before, 4.5 + 12 after.
    assertThat(string.energy()).isCloseTo(1 / 23.5, within(1e-15));
    assertThat(string.momentum()).isNaN();
    assertThat(string.angularMomentum()).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "2e-6, 0, 0, true",
    "0, 2e-6, 0, true",
    "0, 0, 2e-6, true",
    "Infinity, 0, 0, true",
    "1e-6, 1e-6, 1e-6, false",
    "NaN, 0, NaN, false",
  })
  void anyDriftAboveTheLimitIsTooMuch(double e, double p, double l, boolean exceeds) {
    assertThat(new Drift(e, p, l, 1).exceeds()).isEqualTo(exceeds);
  }

  private static ForceLaw formula(String force) {
    return new LawDefinition("mine", force, 0.01).law();
  }

  @ParameterizedTest
  @CsvSource({
    "spring, r - 1",
    "inverse-distance, m1*m2/(r + 0.01)",
    "inverse-square, m1*m2/(r + 0.01)^2",
    "charge, -q1*q2/(r + 0.01)^2",
  })
  void theWorkOfAFormulaIsThePotentialsChange(String name, String force) {
    ForceLaw law = ForceLaws.of(name, 0.01);
    Simulator simulator =
        new Simulator(new DynamicsSettings(name, 3, 0, 1, 1, 500, 0, 0.01, 1e-5, List.of()), 5);
    for (int run = 0; run < 5; run++) {
      // A coarse tolerance, so that the drift is far above the rounding of either way.
      Trajectory t = simulator.run(run);
      InitialState s = t.start();
      double kinetic = 0;
      for (int k = 0; k < s.velocity().length; k++) {
        kinetic += s.mass()[k / 3] * s.velocity()[k] * s.velocity()[k] / 2;
      }
      double potential = Math.abs(PotentialEnergy.of(law, s, s.position()));
      double expected = Drift.of(law, t).energy() * (kinetic + potential) / kinetic;
      assertThat(expected).isGreaterThan(1e-8);
      assertThat(Drift.of(formula(force), t).energy())
          .isCloseTo(expected, within(1e-9 + 0.01 * expected));
    }
  }

  /** The slope jumps at r = 1 and 2: sums over few nodes alone would miss energy there. */
  @Test
  void kinksInAFormulaDoNotLookLikeDrift() {
    String force = "2*abs(r - 2) - abs(r - 1)";
    LawDefinition kinked = new LawDefinition("kinked", force, 0.01);
    DynamicsSettings settings =
        new DynamicsSettings("kinked", 2, 0, 1, 1, 500, 0.02, 0.01, 1e-10, List.of(kinked));
    Simulator simulator = new Simulator(settings, 5);
    for (int run = 0; run < 20; run++) {
      assertThat(Drift.of(settings.forceLaw(), simulator.run(run)).energy()).isLessThan(5e-7);
    }
  }

  @Test
  void aFormulaThatIsNotReciprocalConservesNothing() {
    Trajectory t = disturbed(new double[] {1, 0, 1, 4}, new double[] {0, 3, 1, 0});
    assertThat(Drift.of(formula("m2*r"), t))
        .isEqualTo(new Drift(Double.NaN, Double.NaN, Double.NaN, 4));
  }

  /** Springs whose force ends at a distance of 4.5, with or without a potential. */
  private record Broken(double known) implements ForceLaw {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String formula() {
      return "";
    }

    @Override
    public double timeStep() {
      return 1;
    }

    @Override
    public double attraction(double r, double m1, double m2, double q1, double q2) {
      return r < 4.5 ? r - 1 : Double.NaN;
    }

    @Override
    public double potential(double r, double m1, double m2, double q1, double q2) {
      return r < 4.5 ? known : Double.NaN;
    }

    @Override
    public Set<ForceLaw.Invariant> conserved() {
      return Set.of(ForceLaw.Invariant.ENERGY);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "NaN"})
  void energyThatCannotBeComputedIsTooMuchDrift(double known) {
    Trajectory t = disturbed(new double[] {1, 0, 1, 4}, new double[] {0, 3, 1, 0});
    Drift drift = Drift.of(new Broken(known), t);
    assertThat(drift.energy()).isInfinite();
    assertThat(drift.exceeds()).isTrue();
  }

  @Test
  void thereMustBeAState() {
    InitialState start = disturbed(new double[4], new double[4]).start();
    Trajectory none =
        new Trajectory(start, 1, 0, new double[0], new double[0], new double[0], true, 1, 1);
    assertThatThrownBy(() -> Drift.of(ForceLaws.of("spring", 0), none))
        .hasMessage("Invalid trajectory: 0 states (at least one)");
  }
}
