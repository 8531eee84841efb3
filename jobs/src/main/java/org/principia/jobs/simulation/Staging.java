package org.principia.jobs.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;

/**
 * A simulation half done, on the file system of its output: finished files, and a report of each
 * unit whose files are all there. A killed simulation goes on from it.
 *
 * <pre>
 * ROOT/frames/law=…       finished files
 * ROOT/bounds             the pruning bounds, as soon as they are known
 * ROOT/units/run-00012    report of a finished unit
 * ROOT/attempts/UUID      what a task is writing
 * </pre>
 *
 * @param root the directory, whose name has the fingerprint of settings and seed
 */
record Staging(String root) implements java.io.Serializable {

  Path frames() {
    return new Path(root, "frames");
  }

  Path attempt() {
    return new Path(new Path(root, "attempts"), UUID.randomUUID().toString());
  }

  private Path unit(SimulationUnit unit) {
    return new Path(new Path(root, "units"), unit.label());
  }

  /** The report of a unit, where all its files are there. */
  Optional<UnitReport> report(SimulationUnit unit, Configuration conf) {
    return read(unit(unit), conf).flatMap(UnitReport::parse);
  }

  void save(SimulationUnit unit, UnitReport report, Configuration conf) {
    write(unit(unit), report.json(), conf);
  }

  Optional<String> bounds(Configuration conf) {
    return read(new Path(root, "bounds"), conf);
  }

  void saveBounds(String bounds, Configuration conf) {
    write(new Path(root, "bounds"), bounds, conf);
  }

  /** Puts the finished files under their final directory. */
  void moveFramesTo(Path directory, Configuration conf) {
    try {
      FileSystem files = frames().getFileSystem(conf);
      for (var child : files.listStatus(frames())) {
        Path target = new Path(directory, child.getPath().getName());
        if (!files.rename(child.getPath(), target)) {
          throw new IOException("the rename of " + child.getPath() + " failed");
        }
      }
    } catch (IOException e) {
      throw InputException.cannot("write " + directory, String.valueOf(e.getMessage()), e);
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
      if (!files.rename(temporary, path)) {
        throw new IOException("the rename of " + temporary + " failed");
      }
    } catch (IOException e) {
      throw InputException.cannot("write " + path, String.valueOf(e.getMessage()), e);
    }
  }
}
