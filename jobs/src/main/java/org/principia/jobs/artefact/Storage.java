package org.principia.jobs.artefact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;

/**
 * A directory of any Hadoop file system that can be written, and its small files; one that cannot
 * be read or written is an {@link InputException}.
 *
 * @param fileSystem the file system
 * @param root the directory, with its scheme
 */
public record Storage(FileSystem fileSystem, Path root) {

  /**
   * Opens a directory, which need not be there; nothing is written but a probe, which is removed
   * again.
   *
   * @param hadoop configuration of the file systems
   * @param key what to name in an error: a configuration key or an option
   * @param directory the directory
   * @throws InputException when it cannot be written
   */
  public static Storage open(Configuration hadoop, String key, String directory) {
    try {
      Storage storage = at(hadoop, directory);
      probe(storage.fileSystem(), storage.root());
      return storage;
    } catch (IOException | RuntimeException e) {
      // A scheme without its library on the class path is a RuntimeException of Hadoop's.
      throw InputException.invalid(
          key, directory, "a directory that can be written; " + firstLine(e));
    }
  }

  /** The same to read from alone; nothing is written. */
  public static Storage look(Configuration hadoop, String key, String directory) {
    try {
      return at(hadoop, directory);
    } catch (IOException | RuntimeException e) {
      throw InputException.invalid(key, directory, "a directory; " + firstLine(e));
    }
  }

  private static Storage at(Configuration hadoop, String directory) throws IOException {
    FileSystem fileSystem = new Path(directory).getFileSystem(hadoop);
    return new Storage(fileSystem, fileSystem.makeQualified(new Path(directory)));
  }

  /** The directory of a name within this one. */
  public Storage below(String name) {
    return new Storage(fileSystem, new Path(root, name));
  }

  private static void probe(FileSystem files, Path root) throws IOException {
    if (files.exists(root) && !files.getFileStatus(root).isDirectory()) {
      throw new IOException("it is a file");
    }
    List<Path> created = new ArrayList<>();
    for (Path path = root; path != null && !files.exists(path); path = path.getParent()) {
      created.add(path);
    }
    if (!files.mkdirs(root)) {
      throw new IOException("it cannot be created");
    }
    Path probe = new Path(root, ".probe-" + UUID.randomUUID());
    files.create(probe, true).close();
    files.delete(probe, false);
    for (Path path : created) {
      // Another process may have begun to use it.
      if (files.listStatus(path).length > 0) {
        return;
      }
      files.delete(path, false);
    }
  }

  /** Reads a text file in UTF-8. */
  public String read(Path path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  /** Reads a file as it is. */
  public byte[] bytes(Path path) {
    try (FSDataInputStream in = fileSystem.open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw InputException.cannot("read " + path, firstLine(e), e);
    }
  }

  /** Writes a text file in UTF-8, or replaces it. */
  public void write(Path path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file, or replaces it. */
  public void write(Path path, byte[] bytes) {
    try (FSDataOutputStream out = fileSystem.create(path, true)) {
      out.write(bytes);
    } catch (IOException | FSError e) {
      // A full disk of a local file system is an error of Hadoop's own kind.
      throw InputException.cannot("write " + path, firstLine(e), e);
    }
  }

  /** Whether something is under a name; an empty directory, made by hand, is nothing. */
  public boolean isOccupied(Path path) {
    try {
      return !inside(fileSystem, path).isEmpty();
    } catch (IOException e) {
      throw InputException.cannot("read " + path, firstLine(e), e);
    }
  }

  /** Removes a file or directory, if any; an {@link UncheckedIOException} if that fails. */
  public void delete(Path path) {
    try {
      fileSystem.delete(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What lies in a directory, which need not be there. */
  public static List<FileStatus> inside(FileSystem files, Path directory) throws IOException {
    return files.exists(directory) ? List.of(files.listStatus(directory)) : List.of();
  }

  /** Puts a whole file under its name; another attempt may have put the same there in between. */
  public static void rename(FileSystem files, Path whole, Path path) throws IOException {
    files.delete(path, false);
    if (!files.rename(whole, path) && !files.exists(path)) {
      throw new IOException("the rename of " + whole + " failed");
    }
  }

  /** Removes what has a name with a beginning, from a directory which need not be there. */
  public void deleteAll(Path directory, String prefix) {
    try {
      for (FileStatus status : inside(fileSystem, directory)) {
        if (status.getPath().getName().startsWith(prefix)) {
          fileSystem.delete(status.getPath(), true);
        }
      }
    } catch (IOException e) {
      throw InputException.cannot("write " + directory, firstLine(e), e);
    }
  }

  /** The first line of the message of an exception. */
  public static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
