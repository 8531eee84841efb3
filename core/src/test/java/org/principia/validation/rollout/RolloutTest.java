package org.principia.validation.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.law.ForceLaws;
import org.principia.validation.rollout.Rollout.RolloutPlan;
import org.principia.validation.rollout.Rollout.RolloutRun;

final class RolloutTest {
  private static final double NAN = Double.NaN;

  private static RolloutPlan plan(int steps) {
    return new RolloutPlan(ForceLaws.of("spring", 0.01), 4, 2, 0.5, steps, 1e-8, 1);
  }

  private static RolloutRun run(double moved, double law, double network, double drift) {
    return new RolloutRun(
        new double[] {0, moved},
        new double[] {0, law},
        new double[] {0, network},
        drift,
        2 * drift,
        3 * drift);
  }

  @Test
  void instantsAreTheFirstAndTenMore() {
    assertThat(plan(101).instants()).containsExactly(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
    assertThat(plan(500).instants()).hasSize(11).startsWith(0, 50, 100).endsWith(499);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "6, 6", "11, 11", "12, 11"})
  void ofAFewStatesEachIsAnInstant(int steps, int count) {
    assertThat(plan(steps).instants()).hasSize(count).doesNotHaveDuplicates();
    assertThat(plan(steps).instants()[count - 1]).isEqualTo(steps - 1);
  }

  @Test
  void timesAreThoseOfTheInstants() {
    assertThat(plan(4).times()).containsExactly(0, 0.5, 1, 1.5);
  }

  @Test
  void thePlanOfADataSetIsThatOfItsRuns() {
    DynamicsSettings settings = DynamicsSettings.defaults();
    RolloutPlan plan = RolloutPlan.of(settings, 9);
    assertThat(plan.particles()).isEqualTo(settings.resolvedParticles());
    assertThat(plan.timeStep()).isEqualTo(settings.resolvedTimeStep());
    assertThat(plan.steps()).isEqualTo(settings.steps());
    assertThat(plan.truth().name()).isEqualTo(settings.law());
    assertThat(plan.seed()).isEqualTo(9);
  }

  @Test
  void mediansAndMeansAreOverTheSystems() {
    Rollout rollout =
        Rollout.of(plan(2), List.of(run(4, 1, 10, 1), run(6, 2, 20, 3), run(8, 6, 60, 2)));
    Rollout.Instant end = rollout.end().orElseThrow();
    assertThat(end.time()).isEqualTo(0.5);
    assertThat(end.moved()).isEqualTo(6);
    assertThat(end.lawMedian()).isEqualTo(2);
    assertThat(end.lawMean()).isCloseTo(3, within(1e-15));
    assertThat(end.networkMedian()).isEqualTo(20);
    assertThat(end.networkMean()).isCloseTo(30, within(1e-14));
    assertThat(rollout.trueDrift()).isEqualTo(2);
    assertThat(rollout.lawDrift()).isEqualTo(4);
    assertThat(rollout.networkDrift()).isEqualTo(6);
  }

  @Test
  void theMedianOfTwoIsHalfWayBetween() {
    assertThat(
            Rollout.of(plan(2), List.of(run(4, 1, 10, 1), run(6, 2, 20, 3)))
                .end()
                .orElseThrow()
                .lawMedian())
        .isEqualTo(1.5);
  }

  @Test
  void systemsThatBreakOffAreCountedAndLeftOut() {
    Rollout rollout =
        Rollout.of(plan(2), List.of(run(4, NAN, 10, NAN), run(6, 2, NAN, 3), run(8, NAN, NAN, 5)));
    assertThat(rollout.systems()).isEqualTo(3);
    assertThat(rollout.lawFailed()).isEqualTo(2);
    assertThat(rollout.networkFailed()).isEqualTo(2);
    Rollout.Instant end = rollout.end().orElseThrow();
    assertThat(end.lawFollowed()).isEqualTo(1);
    assertThat(end.lawMedian()).isEqualTo(2);
    assertThat(end.networkMean()).isEqualTo(10);
    assertThat(rollout.trueDrift()).isEqualTo(4);
    // All three began.
    assertThat(rollout.instants().get(0).lawFollowed()).isEqualTo(3);
  }

  @Test
  void withoutSystemsThereIsNothingToSay() {
    Rollout rollout = Rollout.of(plan(2), List.of());
    assertThat(rollout.instants()).isEmpty();
    assertThat(rollout.end()).isEmpty();
    assertThat(rollout.trueDrift()).isNaN();
  }
}
