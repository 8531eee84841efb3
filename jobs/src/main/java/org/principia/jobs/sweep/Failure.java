package org.principia.jobs.sweep;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.pipeline.Pipeline.StageState;

/**
 * Why a cell came to nothing, beside what it has: {@code failure.json}, gone when it is tried
 * again.
 *
 * @param stage the verb that failed
 * @param message one line
 * @param trace where, if it is a defect; empty for a mistake in what was given
 */
record Failure(String stage, String message, String trace) {
  private static final String FILE = "failure.json";

  /** What an exception says: the mistake that it comes from, or a defect. */
  static Failure of(String stage, Throwable thrown) {
    InputException mistake = ExceptionUtils.throwableOfType(thrown, InputException.class);
    if (mistake != null) {
      return new Failure(stage, mistake.getMessage(), "");
    }
    String message = thrown.getClass().getSimpleName() + ": " + Storage.firstLine(thrown);
    return new Failure(stage, message, ExceptionUtils.getStackTrace(thrown));
  }

  @Override
  public String toString() {
    return stage + ": " + message;
  }

  void write(Storage output, PlannedCell cell) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("cell", cell.label());
    entries.put("stage", stage);
    entries.put("message", message);
    entries.put("time", Instant.now().toString());
    entries.put("trace", trace.lines().toList());
    output.write(file(output, cell), new Manifest(entries).json());
  }

  /** The failure of a cell, if its last attempt failed. */
  static Optional<Failure> read(Storage output, PlannedCell cell) {
    Path file = file(output, cell);
    if (!output.isOccupied(file)) {
      return Optional.empty();
    }
    Map<String, Object> entries = Manifest.parse(output.read(file)).entries();
    return Optional.of(
        new Failure(
            String.valueOf(entries.get("stage")), String.valueOf(entries.get("message")), ""));
  }

  /**
   * Whether the cell is complete and its stage that failed was made since, by a verb of that cell.
   */
  boolean isOutlived(Storage output, PlannedCell cell, List<StageState> states) {
    try {
      long failed = modified(output, file(output, cell));
      for (StageState state : states) {
        boolean own = state.verb().equals(stage);
        if (!state.complete()
            || (own && modified(output, new Path(state.path(), Manifest.FILE)) <= failed)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      // Another process replaces it at this moment.
      return false;
    }
  }

  /** When a file was written [ms since 1970]. */
  static long modified(Storage output, Path file) throws IOException {
    return output.fileSystem().getFileStatus(file).getModificationTime();
  }

  static void forget(Storage output, PlannedCell cell) {
    output.delete(file(output, cell));
  }

  private static Path file(Storage output, PlannedCell cell) {
    return new Path(cell.directory(output), FILE);
  }
}
