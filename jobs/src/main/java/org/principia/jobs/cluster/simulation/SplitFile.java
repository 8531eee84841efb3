package org.principia.jobs.cluster.simulation;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.graphs.ComponentStatistics;
import org.principia.graphs.Graph;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;
import org.principia.jobs.artefact.dataset.GraphWriter;
import org.principia.jobs.artefact.dataset.Origin;

/** The file of one unit and split while it is written; there is none as long as no frame stays. */
final class SplitFile implements Closeable {
  private final Target target;
  private final PruningBounds bounds;
  private final Configuration conf;
  private final ComponentStatistics statistics;
  private GraphWriter writer;
  private int runs;
  private long kept;
  private long dropped;

  /**
   * Where a file goes.
   *
   * @param origin where its frames belong
   * @param temporary its name while it is written
   * @param path its final name
   */
  record Target(Origin origin, Path temporary, Path path) {}

  SplitFile(Target target, PruningBounds bounds, Configuration conf) {
    this.target = target;
    this.bounds = bounds;
    this.conf = conf;
    this.statistics = new ComponentStatistics(target.origin().schema());
  }

  /** Appends the frames of one run. */
  void write(List<Graph> frames) throws IOException {
    runs++;
    for (Graph frame : frames) {
      if (target.origin().split() == Split.TEST_RAW || bounds.keep(frame)) {
        if (writer == null) {
          writer =
              new GraphWriter(conf, target.temporary(), target.origin(), target.path().getName());
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
    if (kept > 0) {
      close();
      FileSystem files = target.path().getFileSystem(conf);
      bytes = files.getFileStatus(target.temporary()).getLen();
      files.mkdirs(target.path().getParent());
      put(files, bytes);
    }
    return new UnitReport.OfSplit(runs, kept, dropped, bytes, statistics.sums());
  }

  /** A file of the same length there is the same file, of another attempt, and may be in use. */
  private void put(FileSystem files, long bytes) throws IOException {
    if (files.exists(target.path())) {
      if (files.getFileStatus(target.path()).getLen() == bytes) {
        return;
      }
      files.delete(target.path(), false);
    }
    if (!files.rename(target.temporary(), target.path()) && !files.exists(target.path())) {
      throw new IOException("the rename of " + target.temporary() + " failed");
    }
  }

  @Override
  public void close() throws IOException {
    GraphWriter open = writer;
    writer = null;
    if (open != null) {
      open.close();
    }
  }
}
