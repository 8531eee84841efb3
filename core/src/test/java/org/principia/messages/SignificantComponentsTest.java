package org.principia.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignificantComponentsTest {

  @Test
  void theComponentsWithTheLargestDeviationAreKeptInTheirOrder() {
    List<EdgeSample> samples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      float sign = i % 2 == 0 ? 1 : -1;
      // Component 1 is large but constant: its deviation is zero.
      samples.add(
          new EdgeSample(0, 0, 0, 1, new double[7], new float[] {2 * sign, 50, 0.5f, 3 * sign}));
    }
    SignificantComponents kept = SignificantComponents.byDeviation(samples, 2);
    assertThat(kept.indices()).containsExactly(0, 3);
    assertThat(kept.deviations()).containsExactly(new double[] {2, 0, 0, 3}, within(1e-12));
    assertThat(kept.shareOfVariance()).isCloseTo(1, within(1e-12));
  }

  @Test
  void edgeVariablesPointFromReceiverToSender() {
    org.principia.frames.Frame frame =
        new org.principia.frames.Frame(
            0,
            0,
            0,
            2,
            new float[] {1, 2},
            new float[] {1, -1},
            new float[] {1, 1, 4, 5},
            new float[4],
            new float[4]);
    assertThat(EdgeVariables.of(frame, 0, 1)).containsExactly(1, 2, 1, -1, 3, 4, 5);
    assertThat(EdgeVariables.of(frame, 1, 0)).containsExactly(2, 1, -1, 1, -3, -4, 5);
    assertThat(EdgeVariables.names(2)).containsExactly("m1", "m2", "q1", "q2", "dx", "dy", "r");
  }
}
