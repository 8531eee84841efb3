package org.principia.gnn.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;

final class OneCycleScheduleTest {
  private static final double PEAK = 1e-3;

  @Test
  void followsPyTorchsFormulaAtEveryStep() {
    for (int steps : new int[] {10, 37, 1000}) {
      OneCycleSchedule schedule = new OneCycleSchedule(PEAK, steps);
      for (int t = 0; t < steps; t++) {
        assertThat(schedule.valueAt(t, 0))
            .as("step %d of %d", t, steps)
            .isCloseTo(reference(t, steps), within(1e-18));
      }
    }
  }

  /** torch.optim.lr_scheduler.OneCycleLR._annealing_cos over its two phases, written out. */
  private static double reference(int t, int steps) {
    double[] ends = {0.3 * steps - 1, steps - 1};
    double[] rates = {PEAK / 25, PEAK, PEAK / 25 / 1e5};
    double start = 0;
    for (int phase = 0; phase < 2; phase++) {
      if (t <= ends[phase] || phase == 1) {
        double share = (t - start) / (ends[phase] - start);
        double cosine = Math.cos(Math.PI * share) + 1;
        return rates[phase + 1] + (rates[phase] - rates[phase + 1]) / 2.0 * cosine;
      }
      start = ends[phase];
    }
    throw new AssertionError();
  }

  @Test
  void startsAtATwentyFifthReachesThePeakAndFallsByFiveOrders() {
    OneCycleSchedule schedule = new OneCycleSchedule(PEAK, 1000);
    assertThat(schedule.valueAt(0, 0)).isCloseTo(PEAK / 25, within(1e-12));
    assertThat(schedule.valueAt(299, 0)).isCloseTo(PEAK, within(1e-12));
    assertThat(schedule.valueAt(999, 0) / schedule.valueAt(0, 0)).isCloseTo(1e-5, within(1e-10));
  }

  @Test
  void staysFiniteForTheShortestTrainings() {
    for (int steps = 1; steps < 9; steps++) {
      ISchedule schedule = new OneCycleSchedule(PEAK, steps);
      for (int t = 0; t < steps + 2; t++) {
        assertThat(schedule.valueAt(t, 0)).as("%d of %d", t, steps).isBetween(0.0, PEAK);
      }
    }
  }
}
