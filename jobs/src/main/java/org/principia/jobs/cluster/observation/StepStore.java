package org.principia.jobs.cluster.observation;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.ObjectFile;
import org.principia.parallel.FinishedSteps;

/**
 * Finished steps as files, {@code step-NAME} each, from which work that was killed goes on.
 *
 * <p>What belongs to other settings or inputs, or was cut short, is made again.
 */
public final class StepStore implements FinishedSteps {
  private final FileSystem files;
  private final Path directory;
  private final String fingerprint;
  private int resumed;

  /**
   * A store in a directory of its own, which need not be there.
   *
   * @param fingerprint what determines all steps: inputs, settings, seed and program
   */
  public StepStore(FileSystem files, Path directory, String fingerprint) {
    this.files = files;
    this.directory = directory;
    this.fingerprint = fingerprint;
  }

  /** How many steps were there. */
  public int resumed() {
    return resumed;
  }

  @Override
  @SuppressWarnings("unchecked") // The same name under the same fingerprint is the same step.
  public <T> T of(String name, Supplier<T> work) {
    ObjectFile file = new ObjectFile(files, new Path(directory, "step-" + name), fingerprint);
    Optional<Object> kept = exists(file.path()) ? file.read() : Optional.empty();
    if (kept.isPresent()) {
      resumed++;
      return (T) kept.get();
    }
    T made = work.get();
    file.write(made);
    return made;
  }

  private boolean exists(Path path) {
    try {
      return files.exists(path);
    } catch (IOException e) {
      throw InputException.cannot("read " + path, String.valueOf(e.getMessage()), e);
    }
  }
}
