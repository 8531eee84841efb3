package org.principia.jobs.run;

import java.io.IOException;
import java.io.InputStream;
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
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.Versions;
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

  /**
   * Makes an output unless it is there.
   *
   * @throws InputException when another output is there that may not be replaced, or another
   *     process makes it
   */
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

  /**
   * Makes an output in any case and returns the seconds that it took; who makes it holds its lease.
   */
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
    return new StageDirectory(storage, output.path())
        .manifest()
        .flatMap(m -> FileHashes.difference(storage.fileSystem(), output.path(), m));
  }

  /**
   * Requires an output without which some work cannot be done.
   *
   * @throws InputException when it is not there, of other settings, or changed
   */
  public void require(Output input, String work) {
    String again = "; principia " + input.verb() + " --overwrite makes it again";
    Optional<Manifest> manifest = new StageDirectory(storage, input.path()).manifest();
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

    /**
     * Hashes of files below a directory by relative path, in its order; left out are hidden ones,
     * the manifest, and files and directories whose relative path does not count.
     */
    public static Map<String, String> of(
        FileSystem files, Path directory, Predicate<String> counts) {
      Map<String, String> hashes = new TreeMap<>();
      try {
        add(files, directory, "", counts, hashes);
      } catch (IOException e) {
        throw InputException.cannot("read " + directory, Storage.firstLine(e), e);
      }
      return hashes;
    }

    private static void add(
        FileSystem files,
        Path directory,
        String prefix,
        Predicate<String> counts,
        Map<String, String> hashes)
        throws IOException {
      for (FileStatus status : files.listStatus(directory)) {
        String name = status.getPath().getName();
        boolean hidden =
            name.startsWith(".") || name.startsWith("_") || !counts.test(prefix + name);
        if (status.isDirectory() && !hidden) {
          add(files, status.getPath(), prefix + name + "/", counts, hashes);
        } else if (!hidden && !(prefix + name).equals(Manifest.FILE)) {
          hashes.put(prefix + name, hash(files, status.getPath()));
        }
      }
    }

    /**
     * The first file of an output that is not as its manifest says, and what is wrong with it. A
     * manifest without hashes, of an earlier version, is believed.
     */
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
}
