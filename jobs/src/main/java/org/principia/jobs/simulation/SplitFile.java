package org.principia.jobs.simulation;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.frames.ComponentStatistics;
import org.principia.frames.Frame;
import org.principia.frames.PruningBounds;
import org.principia.frames.Split;
import org.principia.jobs.dataset.FrameWriter;

/** The file of one unit and split while it is written; there is none as long as no frame stays. */
final class SplitFile {
  private final Target target;
  private final PruningBounds bounds;
  private final Configuration conf;
  private final ComponentStatistics statistics;
  private FrameWriter writer;
  private int runs;
  private long kept;
  private long dropped;

  /**
   * Where a file goes.
   *
   * @param law name of the force law
   * @param dimension d
   * @param split the split
   * @param temporary its name while it is written
   * @param path its final name
   */
  record Target(String law, int dimension, Split split, Path temporary, Path path) {}

  SplitFile(Target target, PruningBounds bounds, Configuration conf) {
    this.target = target;
    this.bounds = bounds;
    this.conf = conf;
    this.statistics = new ComponentStatistics(target.dimension());
  }

  Split split() {
    return target.split();
  }

  /** Appends the frames of one run. */
  void write(List<Frame> frames) throws IOException {
    runs++;
    for (Frame frame : frames) {
      if (target.split() == Split.TEST_RAW || bounds.keep(frame)) {
        if (writer == null) {
          writer =
              new FrameWriter(
                  conf, target.temporary(), target.law(), target.dimension(), target.split());
        }
        writer.write(frame);
        statistics.add(frame);
        kept++;
      } else {
        dropped++;
      }
    }
  }

  /** Closes the file and puts it under its final name. */
  UnitReport.OfSplit finish() throws IOException {
    long bytes = 0;
    if (writer != null) {
      writer.close();
      FileSystem files = target.path().getFileSystem(conf);
      bytes = files.getFileStatus(target.temporary()).getLen();
      files.mkdirs(target.path().getParent());
      // What lies there is the same file, of an attempt that died before it could say so.
      files.delete(target.path(), false);
      if (!files.rename(target.temporary(), target.path())) {
        throw new IOException("Cannot rename " + target.temporary() + " to " + target.path());
      }
    }
    return new UnitReport.OfSplit(runs, kept, dropped, bytes, statistics.sums());
  }
}
