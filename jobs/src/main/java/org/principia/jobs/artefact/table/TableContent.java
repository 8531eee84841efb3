package org.principia.jobs.artefact.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;

/** What is in the files of a table, as a hash. */
public final class TableContent {
  private TableContent() {}

  /**
   * A hash of names and content of all files that belong to a table: the file system's checksum of
   * a file where it has one, else SHA-256.
   *
   * @throws InputException if it is not there, or cannot be read
   */
  public static String fingerprint(Storage storage, String table) {
    try {
      Path root = new Path(table);
      FileSystem files = root.getFileSystem(storage.fileSystem().getConf());
      if (!files.exists(root)) {
        throw InputException.cannot("read " + table, "there is no such file or directory");
      }
      List<String> parts = new ArrayList<>();
      add(files, files.getFileStatus(root), "", parts);
      return Manifest.fingerprint(parts.toArray(String[]::new));
    } catch (IOException | IllegalArgumentException e) {
      if (e instanceof InputException mistake) {
        throw mistake;
      }
      throw InputException.cannot("read " + table, Storage.firstLine(e), e);
    }
  }

  private static void add(FileSystem files, FileStatus status, String name, List<String> parts)
      throws IOException {
    if (!status.isDirectory()) {
      parts.add(name);
      parts.add(hash(files, status.getPath()));
      return;
    }
    FileStatus[] inside = files.listStatus(status.getPath());
    Arrays.sort(inside, Comparator.comparing(FileStatus::getPath));
    for (FileStatus child : inside) {
      String own = child.getPath().getName();
      if (!own.startsWith("_") && !own.startsWith(".")) {
        add(files, child, name + "/" + own, parts);
      }
    }
  }

  private static String hash(FileSystem files, Path file) throws IOException {
    FileChecksum checksum = files.getFileChecksum(file);
    if (checksum != null) {
      return checksum.toString();
    }
    try (InputStream in = files.open(file)) {
      return DigestUtils.sha256Hex(in);
    }
  }
}
