package org.principia.observed.spline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class GramPassTest {
  @Test
  void theMisfitIsWhatIsLeftBeyondTheNoise() {
    // All of the variance is the misfit's: what it leaves is its own size.
    assertThat(GramPass.next(0.01, 0.25, 1)).isCloseTo(0.005, within(1e-12));
    // Three quarters are the noise's, and errors are as large as both: it stays.
    assertThat(GramPass.next(0.01, 1, 0.25)).isCloseTo(0.01, within(1e-12));
    // Errors are no larger than the noise's part: there is none.
    assertThat(GramPass.next(0.01, 0.75, 0.25)).isEqualTo(GramPass.LEAST_MISFIT);
  }
}
