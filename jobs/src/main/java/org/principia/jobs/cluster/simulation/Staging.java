package org.principia.jobs.cluster.simulation;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Json;

/**
 * A simulation half done, on the file system of its output: finished files, and a report of each
 * unit whose files are all there. A killed simulation goes on from it.
 *
 * <pre>
 * ROOT/data/law=…         finished files; in the end this directory becomes the output
 * ROOT/percentiles        the percentiles, as soon as they are known
 * ROOT/units/run-00012    report of a finished unit
 * ROOT/attempts/UUID      what a task is writing
 * </pre>
 *
 * @param root the directory, which one process at a time uses, with its tasks
 */
record Staging(String root) implements Serializable {

  Path data() {
    return new Path(root, "data");
  }

  Path attempt() {
    return new Path(new Path(root, "attempts"), UUID.randomUUID().toString());
  }

  private Path units() {
    return new Path(root, "units");
  }

  /** Labels of the units that have a report. */
  Set<String> reported(Configuration conf) {
    return list(units(), conf).keySet();
  }

  /** The report of a unit; empty where there is none that can be read. */
  Optional<UnitReport> report(SimulationUnit unit, Configuration conf) {
    return read(new Path(units(), unit.label()), conf)
        .flatMap(text -> Json.parse(text, UnitReport.class));
  }

  void save(SimulationUnit unit, UnitReport report, Configuration conf) {
    write(new Path(units(), unit.label()), Json.line(report), conf);
  }

  Optional<String> percentiles(Configuration conf) {
    return read(new Path(root, "percentiles"), conf);
  }

  void savePercentiles(String percentiles, Configuration conf) {
    write(new Path(root, "percentiles"), percentiles, conf);
  }

  /** Sizes of the files of a directory by name; none where there is no such directory. */
  static Map<String, Long> list(Path directory, Configuration conf) {
    Map<String, Long> sizes = new HashMap<>();
    try {
      FileSystem files = directory.getFileSystem(conf);
      if (files.exists(directory)) {
        for (FileStatus status : files.listStatus(directory)) {
          sizes.put(status.getPath().getName(), status.getLen());
        }
      }
      return sizes;
    } catch (IOException e) {
      throw InputException.cannot("read " + directory, String.valueOf(e.getMessage()), e);
    }
  }

  private static Optional<String> read(Path path, Configuration conf) {
    try {
      FileSystem files = path.getFileSystem(conf);
      if (!files.exists(path)) {
        return Optional.empty();
      }
      try (FSDataInputStream in = files.open(path)) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
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
      files.delete(path, false);
      // Another attempt of the same task may have put the same text there in between.
      if (!files.rename(temporary, path) && !files.exists(path)) {
        throw new IOException("the rename of " + temporary + " failed");
      }
    } catch (IOException | FSError e) {
      throw InputException.cannot("write " + path, String.valueOf(e.getMessage()), e);
    }
  }
}
