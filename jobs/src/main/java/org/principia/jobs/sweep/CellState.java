package org.principia.jobs.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.cluster.training.CheckpointStore;
import org.principia.jobs.pipeline.Pipeline.StageState;
import org.principia.jobs.run.Lease;
import org.principia.jobs.run.Runner.ProgressFile;

/**
 * How far a cell is, by its small files alone.
 *
 * @param cell the cell
 * @param phase what it is doing
 * @param stage the verb that it is at; empty when it is complete
 * @param share of that stage that is done, 0 to 1
 * @param note a remark, for example the error or the reason of a failure
 * @param done verbs of complete stages
 * @param seconds of complete stages, and of the one at work so far
 */
record CellState(
    PlannedCell cell,
    Phase phase,
    String stage,
    double share,
    String note,
    List<String> done,
    double seconds) {
  private static final String CHECKPOINTS = "_checkpoints";

  /** What a cell is doing. */
  enum Phase {
    COMPLETE,
    WORKING,
    FAILED,
    STOPPED,
    WAITING,
    OTHER_SETTINGS;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Reads the state of a cell. */
  static CellState of(PlannedCell cell, Storage output, List<StageState> states) {
    List<StageState> complete = states.stream().filter(StageState::complete).toList();
    List<String> done = complete.stream().map(StageState::verb).toList();
    double seconds = complete.stream().mapToDouble(s -> CellResult.seconds(s.manifest())).sum();
    Optional<StageState> next = states.stream().filter(s -> !s.complete()).findFirst();
    Optional<Failure> failure = Failure.read(output, cell);
    if (next.isEmpty()) {
      // What the scorecard's manifest says first.
      String verdict =
          CellResult.manifest(states, "evaluate")
              .flatMap(m -> m.result("recovered"))
              .map(recovered -> "recovered: " + recovered)
              .orElse("");
      return new CellState(cell, Phase.COMPLETE, "", 1, verdict, done, seconds);
    }
    StageState at = next.get();
    Storage storage = cell.storage(output);
    boolean held = Lease.holding(storage, at.path()).isPresent();
    if (!held && failure.isPresent()) {
      Failure f = failure.get();
      return new CellState(cell, Phase.FAILED, f.stage(), 0, f.message(), done, seconds);
    }
    if (!held && at.manifest().isPresent()) {
      String other = at.path().toString();
      return new CellState(cell, Phase.OTHER_SETTINGS, at.verb(), 0, other, done, seconds);
    }
    Optional<ProgressFile.Snapshot> progress = ProgressFile.read(storage, at.path());
    Note note = left(cell, storage, at);
    Phase phase = note.share() > 0 || progress.isPresent() ? Phase.STOPPED : Phase.WAITING;
    if (held) {
      phase = Phase.WORKING;
      double now = Instant.now().getEpochSecond();
      seconds += progress.map(p -> now - p.started()).orElse(0.0);
      // The file of an earlier version, or one that is some seconds old, knows less.
      Note reported = progress.map(CellState::note).orElse(note);
      note = reported.share() >= note.share() ? reported : note;
    }
    return new CellState(cell, phase, at.verb(), note.share(), note.text(), done, seconds);
  }

  private record Note(double share, String text) {}

  private static Note note(ProgressFile.Snapshot progress) {
    double share = progress.total() > 0 ? Math.min(1, progress.done() / progress.total()) : 0;
    if (!"train".equals(progress.stage())) {
      return new Note(share, progress.note());
    }
    if (!(progress.total() > 0)) {
      return new Note(0, "begins");
    }
    String epoch =
        String.format(Locale.ROOT, "epoch %.1f of %.0f", progress.done(), progress.total());
    return new Note(share, progress.note().isEmpty() ? epoch : epoch + ", " + progress.note());
  }

  /** What an attempt left, or one of an earlier version without a progress file. */
  private static Note left(PlannedCell cell, Storage storage, StageState at) {
    if (!"train".equals(at.verb())) {
      return new Note(0, "");
    }
    Path checkpoints = new Path(at.path().getParent(), CHECKPOINTS);
    int epochs = cell.settings().gnn().epochs();
    return CheckpointStore.lastReport(storage.fileSystem(), checkpoints)
        .map(
            r ->
                new Note(
                    Math.min(1, r.epoch() / (double) epochs),
                    String.format(
                        Locale.ROOT,
                        "epoch %d of %d, validation error %.4g",
                        r.epoch(),
                        epochs,
                        r.validationError())))
        .orElse(new Note(0, ""));
  }

  /** For other programs. */
  Map<String, Object> entries() {
    Map<String, Object> entries = cell.entries();
    entries.put("state", phase.label());
    entries.put("stage", stage);
    entries.put("share", Math.round(share * 1000) / 1000.0);
    entries.put("note", note);
    entries.put("done", done);
    entries.put("seconds", Math.round(seconds));
    return entries;
  }
}
