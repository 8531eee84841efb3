package org.principia.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.pipeline.Pipeline.StageState;
import org.principia.jobs.run.Lease;
import org.principia.jobs.run.Runner.ProgressFile;
import org.principia.jobs.sweep.CellResult.Status;
import org.principia.jobs.sweep.CellState.Phase;

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
    frames = CELL.states(output).get(0).path();
  }

  private CellState state() {
    return CellState.of(CELL, output, CELL.states(output));
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
        ProgressFile progress = new ProgressFile(output, frames, "simulate", lease)) {
      assertThat(state().phase()).isEqualTo(Phase.WORKING);
      assertThat(state().share()).isZero();
    }
    assertThat(state().phase()).isEqualTo(Phase.WAITING);
  }

  @Test
  void aProgressFileWithoutALeaseIsOfOneThatWasStopped() {
    try (Lease lease = Lease.take(output, frames)) {
      assertThat(new ProgressFile(output, frames, "simulate", lease)).isNotNull();
    }
    assertThat(state().phase()).isEqualTo(Phase.STOPPED);
  }

  @Test
  void whoLostTheLeaseLeavesTheProgressFileToWhoHasIt() throws IOException {
    Path beside = Path.of(frames.getParent().toUri());
    try (Lease lease = Lease.take(output, frames);
        ProgressFile progress = new ProgressFile(output, frames, "simulate", lease)) {
      Files.writeString(beside.resolve("_lease-frames"), "{\"id\": \"x\", \"process\": 1}");
      Files.writeString(beside.resolve("_progress-frames"), "of another");
      assertThatThrownBy(lease::requireHeld)
          .hasMessageContaining("its lease expired and another process took it")
          .matches(Lease::isLoss);
      progress.progress("train", 1, 2, "");
    }
    assertThat(beside.resolve("_progress-frames")).hasContent("of another");
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

  /** Status when all stages but the last were made at a time, and the last perhaps too. */
  private Status status(long millis, boolean whole) throws IOException {
    List<StageState> states = new ArrayList<>();
    for (StageState stage : CELL.states(output)) {
      Manifest manifest = new Manifest(Map.of());
      org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(stage.path(), Manifest.FILE);
      output.write(file, manifest.json());
      output.fileSystem().setTimes(file, millis, -1);
      boolean complete = whole || !"report".equals(stage.verb());
      states.add(new StageState(stage.verb(), stage.path(), Optional.of(manifest), complete));
    }
    return CellResult.read(CELL, output, card -> Map.of("recovered", true), states).status();
  }

  @Test
  void aFailureIsOverWhenItsStageWasMadeSinceAndAllIsComplete() throws IOException {
    Failure.of("train", new IllegalStateException("oops")).write(output, CELL);
    long now = System.currentTimeMillis();
    // What was complete before was found damaged.
    assertThat(status(now - 60_000, true)).isEqualTo(Status.FAILED);
    assertThat(status(now + 60_000, false)).isEqualTo(Status.FAILED);
    assertThat(status(now + 60_000, true)).isEqualTo(Status.RECOVERED);
  }

  @Test
  void withoutAPlanADirectoryBesideTheStrategiesIsPassedOver() throws IOException {
    PlannedCell single = new PlannedCell("", CELL.settings());
    org.apache.hadoop.fs.Path system = single.directory(output).getParent();
    output.write(
        new org.apache.hadoop.fs.Path(system, "frames/manifest.json"),
        new Manifest(Map.of("config", "seed = 1")).json());
    for (String name : List.of("bottleneck", "notes", "bottleneck-old")) {
      output.fileSystem().mkdirs(new org.apache.hadoop.fs.Path(system, name));
    }
    assertThat(SweepState.of(root.toString(), new Configuration()).text())
        .contains(": 1 cell: ", "/bottleneck ")
        .doesNotContain("notes", "old");
  }

  @Test
  void anOutputOfOtherSettingsIsToldAndOneOfTheseSettingsCounts() {
    org.apache.hadoop.fs.Path manifest = new org.apache.hadoop.fs.Path(frames, Manifest.FILE);
    output.write(manifest, new Manifest(Map.of("fingerprint", "another")).json());
    assertThat(state().phase()).isEqualTo(Phase.OTHER_SETTINGS);
    assertThat(state().done()).isEmpty();
  }
}
