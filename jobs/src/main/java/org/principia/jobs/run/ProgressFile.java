package org.principia.jobs.run;


import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.console.Progress;

/**
 * How far the making of an output is, for other processes: a small file {@code _progress-NAME}
 * beside it, rewritten every few seconds, gone when the output is there.
 *
 * <p>The {@link Lease}, not this file, says whether its writer is alive. A process that lost the
 * lease leaves the file to its new holder.
 */
public final class ProgressFile implements Progress, AutoCloseable {
  private static final String PREFIX = "_progress-";
  private static final long INTERVAL = 5_000_000_000L;

  private final Storage storage;
  private final Path file;
  private final String verb;
  private final Lease lease;
  private final long started = Instant.now().getEpochSecond();
  private long written;
  private boolean closed;

  /**
   * How far it is.
   *
   * @param stage its verb
   * @param started when this attempt began [seconds since 1970]
   * @param updated when this was written [seconds since 1970]
   * @param done how much is done, in any unit
   * @param total of how much; 0 when that is not known
   * @param note a remark
   */
  public record Snapshot(
      String stage, long started, long updated, double done, double total, String note) {}

  /** Begins the file of an output under its lease. */
  public ProgressFile(Storage storage, Path output, String verb, Lease lease) {
    this.storage = storage;
    this.file = file(output);
    this.verb = verb;
    this.lease = lease;
    write(0, 0, "");
  }

  private static Path file(Path output) {
    return new Path(output.getParent(), PREFIX + output.getName());
  }

  @Override
  public synchronized void progress(String step, double done, double total, String note) {
    if (System.nanoTime() - written >= INTERVAL && !closed && !lease.isLost()) {
      write(done, total, note);
    }
  }

  private synchronized void write(double done, double total, String note) {
    long now = Instant.now().getEpochSecond();
    written = System.nanoTime();
    try {
      storage.write(file, Json.text(new Snapshot(verb, started, now, done, total, note)));
    } catch (InputException e) {
      // Work does not fail for want of a progress file.
      return;
    }
  }

  /**
   * Reads how far another process is with an output; empty where there is none or it is being
   * written.
   */
  public static Optional<Snapshot> read(Storage storage, Path output) {
    Path file = file(output);
    try {
      return storage.fileSystem().exists(file)
          ? Json.parse(storage.read(file), Snapshot.class)
          : Optional.empty();
    } catch (IOException | InputException e) {
      // Rewritten or removed at this moment.
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (lease.isLost()) {
      return;
    }
    try {
      storage.delete(file);
    } catch (UncheckedIOException e) {
      // Without a lease the file is ignored.
      return;
    }
  }
}
