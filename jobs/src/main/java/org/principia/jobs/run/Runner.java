package org.principia.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Manifest.Versions;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.console.Console;
import org.principia.jobs.console.Progress;
import org.principia.jobs.run.Output.Label;

/**
 * Makes outputs. Each is skipped when it is complete and of the same settings and inputs, else made
 * in a temporary directory, under a lease of its final name, and renamed.
 *
 * @param storage where outputs lie
 * @param console where progress is shown
 * @param overwrite whether outputs of other settings may be replaced
 */
public record Runner(Storage storage, Console console, Overwrite overwrite) {

  /** Makes an output unless it is there; refuses to where it may not, or another process does. */
  public void run(Output output) {
    if (isComplete(output)) {
      return;
    }
    try (Lease lease = Lease.take(storage, output.path())) {
      // Another process may have made it before the lease was free.
      if (isComplete(output)) {
        return;
      }
      try (Label label = output.begins(console);
          ProgressFile progress = new ProgressFile(storage, output.path(), output.verb(), lease)) {
        // Whoever lost the lease would be refused in the end.
        lease.whenLost(label::cancel);
        console.watch(progress);
        double seconds = replace(output, lease);
        console.info(
            output.verb() + ": done in " + Console.time(seconds) + " (" + output.path() + ")");
      } catch (Exception e) {
        if (lease.isLost()) {
          lease.requireHeld();
        }
        throw e;
      } finally {
        console.watch(Progress.NONE);
      }
    }
  }

  /** Makes an output in any case, under its lease; returns the seconds that it took. */
  public double replace(Output output, Lease lease) {
    long started = System.nanoTime();
    StageDirectory directory = new StageDirectory(storage, output.path());
    Path empty = directory.begin();
    Path made = output.staging().orElse(empty);
    try {
      Map<String, Object> entries = new LinkedHashMap<>(output.manifest());
      Map<String, Object> result = output.make(made);
      if (!result.isEmpty()) {
        entries.put("result", result);
      }
      double seconds = (System.nanoTime() - started) * 1e-9;
      entries.put("seconds", Math.round(seconds * 10) / 10.0);
      entries.put("versions", Versions.all());
      entries.put(FileHashes.KEY, FileHashes.of(storage.fileSystem(), made, output::isHashed));
      directory.commit(made, new Manifest(entries), lease);
      output.committed();
      return seconds;
    } finally {
      // Gone by its rename, or of no use: what an attempt goes on from lies elsewhere.
      storage.delete(empty);
    }
  }

  private boolean isComplete(Output output) {
    StageDirectory directory = new StageDirectory(storage, output.path());
    if (!directory.complete(output.fingerprint(), overwrite, output::difference)) {
      return false;
    }
    Optional<String> wrong =
        output.isWhole() ? changed(output) : Optional.of("files of it are missing");
    if (wrong.isPresent() && overwrite == Overwrite.REFUSE) {
      throw InputException.cannot(
          "use " + output.path(), wrong.get() + "; --overwrite makes it again");
    }
    if (wrong.isEmpty() && overwrite == Overwrite.REPLACE) {
      wrong = output.damage();
      wrong.ifPresent(what -> console.info(output.verb() + ": made again: " + what));
    }
    if (wrong.isPresent()) {
      return false;
    }
    console.info(output.verb() + ": complete, skipped (" + output.path() + ")");
    output.skipped();
    return true;
  }

  private Optional<String> changed(Output output) {
    return Manifest.of(storage, output.path())
        .flatMap(m -> FileHashes.difference(storage.fileSystem(), output.path(), m));
  }

  /** Requires that an output is there, of the same settings and unchanged, for some work. */
  public void require(Output input, String work) {
    String again = "; principia " + input.verb() + " --overwrite makes it again";
    Optional<Manifest> manifest = Manifest.of(storage, input.path());
    if (manifest.isEmpty()) {
      throw InputException.cannot(
          work, input.path() + " is not there; principia " + input.verb() + " makes it");
    }
    if (!manifest.get().fingerprint().equals(input.fingerprint())) {
      String difference = input.difference(manifest.get());
      throw InputException.cannot(
          work, input.path() + " was made with other settings" + difference + again);
    }
    changed(input)
        .ifPresent(
            what -> {
              throw InputException.cannot(work, what + again);
            });
  }

  /** SHA-256 of the files of an output, so that one that was changed by hand is found out. */
  static final class FileHashes {
    /** Its place in a manifest: a path below the output, and 64 hexadecimal digits. */
    public static final String KEY = "files";

    private FileHashes() {}

    /** Hashes by relative path of all files that count, but hidden ones and the manifest. */
    public static Map<String, String> of(
        FileSystem files, Path directory, Predicate<String> counts) {
      try {
        return of(files, directory, "", counts);
      } catch (IOException e) {
        throw InputException.cannot("read " + directory, Storage.firstLine(e), e);
      }
    }

    private static Map<String, String> of(
        FileSystem files, Path directory, String prefix, Predicate<String> counts)
        throws IOException {
      Map<String, String> hashes = new TreeMap<>();
      for (FileStatus status : files.listStatus(directory)) {
        Path file = status.getPath();
        String name = prefix + file.getName();
        boolean hidden = file.getName().startsWith(".") || file.getName().startsWith("_");
        if (hidden || name.equals(Manifest.FILE) || !counts.test(name)) {
          continue;
        }
        if (status.isDirectory()) {
          hashes.putAll(of(files, file, name + "/", counts));
        } else {
          hashes.put(name, hash(files, file));
        }
      }
      return hashes;
    }

    /** The first file that is not as its manifest says; one without hashes is believed. */
    public static Optional<String> difference(FileSystem files, Path directory, Manifest manifest) {
      if (!(manifest.entries().get(KEY) instanceof Map<?, ?> hashes)) {
        return Optional.empty();
      }
      for (Map.Entry<?, ?> entry : hashes.entrySet()) {
        Path file = new Path(directory, String.valueOf(entry.getKey()));
        try {
          if (!files.exists(file)) {
            return Optional.of(file + " is missing");
          }
          if (!hash(files, file).equals(entry.getValue())) {
            return Optional.of(changed(file));
          }
        } catch (ChecksumException e) {
          // A local file has a checksum beside it, which is as good.
          return Optional.of(changed(file));
        } catch (IOException e) {
          throw InputException.cannot("read " + file, Storage.firstLine(e), e);
        }
      }
      return Optional.empty();
    }

    private static String changed(Path file) {
      return file + " was changed after it was written (its SHA-256 is not the manifest's)";
    }

    private static String hash(FileSystem files, Path file) throws IOException {
      try (InputStream in = files.open(file)) {
        return DigestUtils.sha256Hex(in);
      }
    }
  }

  /** What happens to an output that was made from other settings or inputs. */
  public enum Overwrite {
    /** It stays, and the command stops with one line. */
    REFUSE,
    /** It is replaced. */
    REPLACE
  }

  /**
   * How far the making of an output is, for other processes: a small file {@code _progress-NAME}
   * beside it, rewritten every few seconds, gone when the output is there.
   *
   * <p>The {@link Lease}, not this file, says whether its writer is alive. A process that lost the
   * lease leaves the file to its new holder.
   */
  public static final class ProgressFile implements Progress, AutoCloseable {
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

    /** How far another process is; empty where nothing is known or it is being written. */
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
}
