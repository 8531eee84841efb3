package org.principia.jobs.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Storage;

/**
 * Work half done, on the file system of its output: finished files, and a report of each unit whose
 * files are all there. A killed attempt goes on from it.
 *
 * <pre>
 * ROOT/data/…             finished files; in the end this directory becomes the output
 * ROOT/NOTE               what all units need, as soon as it is known
 * ROOT/units/run-00012    report of a finished unit
 * ROOT/attempts/UUID      what a task is writing
 * </pre>
 *
 * @param root the directory, which one process at a time uses, with its tasks
 */
public record Staging(String root) implements Serializable {

  /** Where finished files go. */
  public Path data() {
    return new Path(root, "data");
  }

  /** A name for what a task writes, on the same file system, which no other has. */
  public Path attempt() {
    return new Path(new Path(root, "attempts"), UUID.randomUUID().toString());
  }

  private Path units() {
    return new Path(root, "units");
  }

  /** Labels of the units that have a report. */
  public Set<String> reported(Configuration conf) {
    return list(units(), conf).keySet();
  }

  /** The report of a unit; empty where there is none. */
  public Optional<String> report(String unit, Configuration conf) {
    return read(new Path(units(), unit), conf);
  }

  /** Keeps the report of a unit whose files are all there. */
  public void save(String unit, String report, Configuration conf) {
    write(new Path(units(), unit), report, conf);
  }

  /** What all units need; empty where it is not known yet. */
  public Optional<String> note(String name, Configuration conf) {
    return read(new Path(root, name), conf);
  }

  /** Keeps what all units need. */
  public void saveNote(String name, String text, Configuration conf) {
    write(new Path(root, name), text, conf);
  }

  /** Sizes of the files of a directory by name; none where there is no such directory. */
  public static Map<String, Long> list(Path directory, Configuration conf) {
    Map<String, Long> sizes = new HashMap<>();
    try {
      for (FileStatus status : Storage.inside(directory.getFileSystem(conf), directory)) {
        sizes.put(status.getPath().getName(), status.getLen());
      }
      return sizes;
    } catch (IOException e) {
      throw InputException.cannot("read " + directory, String.valueOf(e.getMessage()), e);
    }
  }

  private static Optional<String> read(Path path, Configuration conf) {
    try {
      FileSystem files = path.getFileSystem(conf);
      return files.exists(path)
          ? Optional.of(new Storage(files, path).read(path))
          : Optional.empty();
    } catch (IOException e) {
      throw InputException.cannot("read " + path, String.valueOf(e.getMessage()), e);
    }
  }

  /** Complete or not there: written under another name and renamed. */
  private void write(Path path, String text, Configuration conf) {
    try {
      FileSystem files = path.getFileSystem(conf);
      Path temporary = attempt();
      try (FSDataOutputStream out = files.create(temporary, true)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      files.mkdirs(path.getParent());
      Storage.rename(files, temporary, path);
    } catch (IOException | FSError e) {
      throw InputException.cannot("write " + path, String.valueOf(e.getMessage()), e);
    }
  }
}
