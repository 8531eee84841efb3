package org.principia.jobs.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.principia.frames.Frame;
import org.principia.frames.Split;
import org.principia.jobs.dataset.FrameTable;
import org.principia.jobs.dataset.FrameWriter;
import org.principia.jobs.dataset.Origin;

/** Frames of a test in files, as a simulation leaves them. */
final class WrittenFrames {
  private WrittenFrames() {}

  /** Writes frames in their order into some files, unless they are there, and opens them. */
  static FrameTable table(
      JavaSparkContext spark, Path directory, List<Frame> frames, Split split, int files) {
    Origin origin = new Origin("test", "spring", frames.get(0).dimension(), split);
    try {
      Files.createDirectories(directory);
      for (int file = 0; file < files; file++) {
        String name = String.format("part-%05d.parquet", file);
        if (!Files.exists(directory.resolve(name))) {
          write(
              directory.resolve(name),
              origin,
              frames.subList(file * frames.size() / files, (file + 1) * frames.size() / files));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return FrameTable.open(spark, hadoop(directory), origin, files);
  }

  private static void write(Path file, Origin origin, List<Frame> frames) throws IOException {
    try (FrameWriter writer =
        new FrameWriter(
            new org.apache.hadoop.conf.Configuration(),
            hadoop(file),
            origin,
            file.getFileName().toString())) {
      for (Frame frame : frames) {
        writer.write(frame);
      }
    }
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }
}
