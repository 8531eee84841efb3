package org.principia.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.stages.Pipeline;
import org.principia.jobs.sweep.CellState.Phase;
import org.principia.jobs.workspace.Lease;
import org.principia.jobs.workspace.Manifest;
import org.principia.jobs.workspace.ProgressFile;
import org.principia.jobs.workspace.Storage;

final class CellStateTest {
  private static final PlannedCell CELL =
      new PlannedCell(
          "seed-1", org.principia.jobs.config.Configuration.parse("seed = 1", "test", List.of()));

  @TempDir Path root;
  private Storage output;
  private org.apache.hadoop.fs.Path frames;

  @BeforeEach
  void open() {
    output = Storage.open(new Configuration(), "output", root.toString());
    frames = Pipeline.states(CELL.lookedAt(output)).get(0).path();
  }

  private CellState state() {
    return CellState.of(CELL, output);
  }

  @Test
  void nothingIsThereAtFirstAndNothingIsWrittenByLooking() {
    assertThat(state().phase()).isEqualTo(Phase.WAITING);
    assertThat(state().stage()).isEqualTo("simulate");
    assertThat(root.resolve("seed-1")).doesNotExist();
  }

  @Test
  @SuppressWarnings("try") // A lease is held by being there.
  void whoHoldsTheLeaseIsAtWorkAndTheProgressFileTellsHowFar() {
    try (Lease lease = Lease.take(output, frames);
        ProgressFile progress = new ProgressFile(output, frames, "simulate")) {
      assertThat(state().phase()).isEqualTo(Phase.WORKING);
      assertThat(state().share()).isZero();
    }
    assertThat(state().phase()).isEqualTo(Phase.WAITING);
  }

  @Test
  void aProgressFileWithoutALeaseIsOfOneThatWasStopped() {
    ProgressFile left = new ProgressFile(output, frames, "simulate");
    assertThat(left).isNotNull();
    assertThat(state().phase()).isEqualTo(Phase.STOPPED);
  }

  @Test
  void aFailureSaysItsStageAndItsReasonUntilItIsForgotten() {
    Failure.of("train", new IllegalStateException("oops\nmore")).write(output, CELL);
    assertThat(state().phase()).isEqualTo(Phase.FAILED);
    assertThat(state().stage()).isEqualTo("train");
    assertThat(state().note()).isEqualTo("IllegalStateException: oops");
    Failure.forget(output, CELL);
    assertThat(state().phase()).isEqualTo(Phase.WAITING);
  }

  @Test
  void anOutputOfOtherSettingsIsToldAndOneOfTheseSettingsCounts() {
    org.apache.hadoop.fs.Path manifest = new org.apache.hadoop.fs.Path(frames, Manifest.FILE);
    output.write(manifest, new Manifest(Map.of("fingerprint", "another")).json());
    assertThat(state().phase()).isEqualTo(Phase.OTHER_SETTINGS);
    assertThat(state().done()).isEmpty();
  }
}
