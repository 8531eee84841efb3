package org.principia.observed.weak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.principia.observed.Track;
import org.principia.observed.TrackedRun;
import org.principia.observed.WeakForm;

final class PreparedRunTest {
  private static final int INSTANTS = 400;

  @Test
  void noWindowHoldsAnEncounterThatIsShorterThanItsSteps() {
    // They pass each other at a distance of half a step.
    List<WeakForm.Window> windows = passing(0.005).windows().get(0);
    assertThat(windows).noneMatch(w -> w.first() <= 200 && w.end() > 200);
    assertThat(windows).anyMatch(w -> w.end() <= 200).anyMatch(w -> w.first() > 200);
  }

  @Test
  void windowsHoldAnEncounterThatLastsForSeveralSteps() {
    assertThat(passing(0.05).windows().get(0)).anyMatch(w -> w.first() <= 200 && w.end() > 200);
  }

  /** Two particles on straight lines, 0.01 nearer at each step until they are this near. */
  private static PreparedRun passing(double nearest) {
    double[] times = new double[INSTANTS];
    double[] one = new double[2 * INSTANTS];
    double[] other = new double[2 * INSTANTS];
    for (int k = 0; k < INSTANTS; k++) {
      times[k] = k;
      one[2 * k] = 0.005 * (k - 200);
      other[2 * k] = -one[2 * k];
      other[2 * k + 1] = nearest;
    }
    return PreparedRun.of(
        new TrackedRun("0", List.of(track("a", times, one), track("b", times, other))));
  }

  private static Track track(String name, double[] times, double[] positions) {
    double[] none = {};
    return new Track(name, "", 2, times, positions, none, none, none, Map.of(), true);
  }
}
