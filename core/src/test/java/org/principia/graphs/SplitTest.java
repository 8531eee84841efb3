package org.principia.graphs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;

final class SplitTest {

  @Test
  void threeOfFourRunsTrain() {
    long train = IntStream.range(0, 1333).filter(run -> Split.ofRun(run) == Split.TRAIN).count();
    assertThat(train).isEqualTo(1000);
  }

  @Test
  void crossedPercentilesAreRefusedByName() {
    assertThatThrownBy(() -> new FrameSettings(1, 99, 1))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Invalid frames.lower-percentile: 99.0 (less than frames.upper-percentile = 1.0)");
  }

  @Test
  void strideBelowOneIsRefused() {
    assertThatThrownBy(() -> new FrameSettings(0, 1, 99))
        .hasMessage("Invalid frames.stride: 0 (a whole number of at least 1)");
  }
}
