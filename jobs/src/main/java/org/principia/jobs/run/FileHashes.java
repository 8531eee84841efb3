package org.principia.jobs.run;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;

/** SHA-256 of the files of an output, so that one that was changed by hand is found out. */
public final class FileHashes {
  /** Its place in a manifest: a path below the output, and 64 hexadecimal digits. */
  public static final String KEY = "files";

  private FileHashes() {}

  /**
   * Hashes of files below a directory by relative path, in its order; left out are hidden ones, the
   * manifest, and files and directories whose relative path does not count.
   */
  public static Map<String, String> of(FileSystem files, Path directory, Predicate<String> counts) {
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
      boolean hidden = name.startsWith(".") || name.startsWith("_") || !counts.test(prefix + name);
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
    try (DigestInputStream in =
        new DigestInputStream(files.open(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
