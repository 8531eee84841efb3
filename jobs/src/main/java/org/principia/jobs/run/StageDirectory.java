package org.principia.jobs.run;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.run.Runner.Overwrite;

/**
 * The output of one stage: complete, with its manifest, or not there.
 *
 * <p>A stage writes into {@link #begin()} and {@link #commit} renames; a directory without a
 * manifest never exists under the final name. Whoever writes holds the {@link Lease} of the final
 * name, so that what attempts before left there belongs to nobody; it is asked for again directly
 * before the rename, and what another put there since the beginning is left alone.
 */
public final class StageDirectory {
  private final Storage storage;
  private final Path path;
  private final Path temporary;
  private boolean present;
  private Optional<Manifest> replaced = Optional.empty();

  /** The output of a stage under its final name. */
  public StageDirectory(Storage storage, Path path) {
    this.storage = storage;
    this.path = path;
    this.temporary = new Path(path.getParent(), prefix() + UUID.randomUUID());
  }

  /** How the output came to be; empty where there is none. */
  public Optional<Manifest> manifest() {
    return Manifest.of(storage, path);
  }

  /**
   * Whether the output is there and was made from the same settings and inputs: there is nothing to
   * do.
   *
   * @param fingerprint what it must depend on
   * @param overwrite whether another output may be replaced
   * @param difference how that of a manifest differs, to follow "other settings or inputs"
   * @throws InputException when another output is there that may not be replaced
   */
  public boolean complete(
      String fingerprint, Overwrite overwrite, Function<Manifest, String> difference) {
    Optional<Manifest> found = manifest();
    if (found.isPresent() && found.get().fingerprint().equals(fingerprint)) {
      return true;
    }
    if (overwrite == Overwrite.REFUSE && (found.isPresent() || storage.isOccupied(path))) {
      throw InputException.cannot(
          "write " + path,
          found
                  .map(
                      other ->
                          "it holds results of other settings or inputs" + difference.apply(other))
                  .orElse("it holds files that no manifest tells of")
              + "; --overwrite replaces them, another output keeps them");
    }
    return false;
  }

  /** An empty directory beside the final one; what killed attempts left there is removed. */
  public Path begin() {
    FileSystem files = storage.fileSystem();
    try {
      present = files.exists(path);
      replaced = manifest();
      storage.deleteAll(path.getParent(), prefix());
      if (present) {
        // One that was moved away may be the only one: it goes when there is another.
        storage.deleteAll(path.getParent(), oldPrefix());
      }
      if (!files.mkdirs(temporary)) {
        throw new IOException("the directory cannot be created");
      }
      return temporary;
    } catch (IOException e) {
      throw InputException.cannot("write " + temporary, Storage.firstLine(e), e);
    }
  }

  /** Renames a directory, with its manifest; refused where the lease or the place was lost. */
  public void commit(Path made, Manifest manifest, Lease lease) {
    FileSystem files = storage.fileSystem();
    Path old = new Path(path.getParent(), oldPrefix() + UUID.randomUUID());
    try {
      storage.write(new Path(made, Manifest.FILE), manifest.json());
      lease.requireHeld();
      // What was there at the beginning has been said to be replaceable.
      boolean there = files.exists(path);
      if (there && !(present && manifest().equals(replaced))) {
        throw new IOException("another process has put something there meanwhile");
      }
      if (there && !files.rename(path, old)) {
        throw new IOException("the old output cannot be moved away");
      }
      if (!files.rename(made, path)) {
        throw new IOException("the rename of " + made + " failed");
      }
      files.delete(old, true);
    } catch (IOException e) {
      throw InputException.cannot("write " + path, Storage.firstLine(e), e);
    }
  }

  private String prefix() {
    return "_writing-" + path.getName() + "-";
  }

  private String oldPrefix() {
    return "_old-" + path.getName() + "-";
  }
}
