package org.principia.validation.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.principia.common.Floats;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.law.AccelerationField;
import org.principia.dynamics.law.ForceLaws;
import org.principia.graphs.Graph;
import org.principia.theory.law.ComposedLaw;
import org.principia.validation.error.ModelPair;
import org.principia.validation.rollout.Rollout.RolloutPlan;

final class RolloutSimulatorTest {
  private static final ComposedLaw SPRING =
      ComposedLaw.parse(2, List.of("dx - dx/r", "dy - dy/r"), List.of("s1/m", "s2/m"));

  private static RolloutPlan plan(String law, int steps) {
    DynamicsSettings settings =
        new DynamicsSettings(law, 2, 0, 10, 10, steps, 0, 0.01, 1e-8, List.of());
    return RolloutPlan.of(settings, 5);
  }

  /** The true law in the network's place: single precision, many systems at once. */
  private static Function<List<Graph>, float[]> trueNetwork(String law) {
    AccelerationField field = ForceLaws.of(law, 0.01).field();
    return frames -> {
      float[] all = new float[frames.size() * frames.get(0).target("acceleration").length];
      int at = 0;
      for (Graph frame : frames) {
        double[] out = new double[frame.target("acceleration").length];
        field.accelerations(
            Floats.wide(frame.feature("mass")),
            Floats.wide(frame.feature("charge")),
            2,
            Floats.wide(frame.feature("position")),
            Floats.wide(frame.feature("velocity")),
            out);
        for (double a : out) {
          all[at++] = (float) a;
        }
      }
      return all;
    };
  }

  private static Rollout rollout(String law, AccelerationField found, int steps) {
    RolloutPlan plan = plan(law, steps);
    RolloutSimulator simulator = new RolloutSimulator(plan, new ModelPair(trueNetwork(law), found));
    return Rollout.of(plan, simulator.simulate(0, 6));
  }

  @Test
  void theTrueLawFollowsTheTruthAsFarAsTheIntegratorIsExact() {
    Rollout rollout = rollout("spring", SPRING, 200);
    Rollout.Instant end = rollout.end().orElseThrow();
    assertThat(end.time()).isCloseTo(1.99, within(1e-12));
    assertThat(end.moved()).isGreaterThan(0.5);
    assertThat(end.lawMedian()).isLessThan(1e-6);
    assertThat(end.networkMedian()).isLessThan(1e-3);
    assertThat(rollout.lawFailed()).isZero();
    assertThat(rollout.trueDrift()).isLessThan(1e-6);
    assertThat(rollout.lawDrift()).isLessThan(1e-6);
    assertThat(rollout.instants()).hasSize(11);
    assertThat(rollout.instants().get(0).lawMean()).isZero();
  }

  @Test
  void aLawThatIsOffStraysAndLosesEnergy() {
    ComposedLaw dragged =
        ComposedLaw.parse(2, List.of("dx - dx/r", "dy - dy/r"), List.of("s1/m - vx", "s2/m - vy"));
    Rollout rollout = rollout("spring", dragged, 200);
    assertThat(rollout.end().orElseThrow().lawMedian()).isGreaterThan(0.1);
    assertThat(rollout.lawDrift()).isGreaterThan(0.1);
    assertThat(rollout.trueDrift()).isLessThan(1e-6);
  }

  @Test
  void aLawThatCannotBeFollowedIsCountedAndNoException() {
    ComposedLaw broken =
        ComposedLaw.parse(2, List.of("sqrt(dx - 100)", "dy"), List.of("s1/m", "s2/m"));
    Rollout rollout = rollout("spring", broken, 50);
    assertThat(rollout.lawFailed()).isEqualTo(6);
    assertThat(rollout.end().orElseThrow().lawMedian()).isNaN();
    assertThat(rollout.end().orElseThrow().networkFollowed()).isEqualTo(6);
    // Its steps shrink for ever: the limit on evaluations ends it.
    AccelerationField jagged =
        (mass, charge, d, x, v, out) -> {
          for (int i = 0; i < out.length; i++) {
            out[i] = Math.signum(Math.sin(1e7 * x[i])) * 1e4;
          }
        };
    assertThat(rollout("spring", jagged, 50).lawFailed()).isPositive();
  }

  @Test
  void aLawWithoutEnergyHasNoDrift() {
    Rollout rollout = rollout("damped", SPRING, 50);
    assertThat(rollout.trueDrift()).isNaN();
    assertThat(rollout.lawDrift()).isNaN();
  }

  @Test
  void aRunOfOneStateHasNothingToFollow() {
    assertThat(rollout("spring", SPRING, 1).instants()).hasSize(1);
    assertThat(Rollout.of(plan("spring", 20), List.of()).end()).isEmpty();
  }

  @Test
  void theBlocksOfSystemsDoNotChangeTheLawsRuns() {
    RolloutSimulator simulator =
        new RolloutSimulator(plan("spring", 40), new ModelPair(trueNetwork("spring"), SPRING));
    assertThat(simulator.simulate(2, 1).get(0).law())
        .isEqualTo(simulator.simulate(0, 3).get(2).law());
  }
}
