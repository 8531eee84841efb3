package org.principia.gnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;

final class GnnSettingsTest {
  /** Settings whose five counts are given, in the order of the record. */
  private static GnnSettings with(int... counts) {
    return new GnnSettings(
        "standard",
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        counts[4],
        10,
        1e-3,
        1e-8,
        3.0,
        1e-2,
        1,
        0.65);
  }

  @ParameterizedTest
  @CsvSource({
    "0, gnn.hidden, 10000",
    "1, gnn.messages, 10000",
    "2, gnn.epochs, 1000000",
    "3, gnn.batch-frames, 1000000",
    "4, gnn.workers, 10000"
  })
  void countsHaveAnUpperBound(int which, String key, int bound) {
    int[] counts = {2, 2, 2, 1_000_000, 2};
    counts[which] = bound;
    assertThat(with(counts)).isNotNull();
    counts[which]++;
    assertThatThrownBy(() -> with(counts))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Invalid " + key + ": " + (bound + 1) + " (")
        .hasMessageEndingWith(" to " + bound + ")");
  }

  @Test
  void thePeakOfManyWorkersIsBoundedUnlessTheConfiguredOneIsAboveTheBound() {
    assertThat(with(2, 2, 2, 64, 9).workerLearningRate()).isEqualTo(3e-3);
    assertThat(with(2, 2, 2, 64, 16).workerLearningRate()).isEqualTo(3e-3);
    GnnSettings steep =
        new GnnSettings(
            "standard", 2, 2, 2, 64, 4, 10, /* learningRate= */ 4e-3, 1e-8, 3.0, 1e-2, 1, 0.65);
    assertThat(steep.workerLearningRate()).isEqualTo(4e-3);
  }

  @Test
  void minibatchesAreSharedOutToTheWorkers() {
    assertThat(with(2, 2, 2, 64, 3).workerFrames()).isEqualTo(21);
    assertThat(with(2, 2, 2, 64, 4).workerLearningRate()).isEqualTo(2e-3);
    assertThat(with(2, 2, 2, 64, 32).workerFrames()).isEqualTo(2);
    assertThatThrownBy(() -> with(2, 2, 2, 64, 33))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid gnn.workers: 33 (at most half of gnn.batch-frames = 64)");
  }
}
