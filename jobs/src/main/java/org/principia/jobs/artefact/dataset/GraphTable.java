package org.principia.jobs.artefact.dataset;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.principia.common.InputException;
import org.principia.graphs.Graph;

/**
 * The frames of a split by their numbers, 0 to size - 1 in the order of (simulation, step).
 *
 * <p>That order is the one in which they lie: files by name, rows as they are written ({@code
 * data-format.md}). How many rows a file has is in its footer, so that numbering reads no frame and
 * sorts none, and any task reads any range by itself, from the files that it touches alone.
 *
 * @param files their names
 * @param starts number of the first frame of each, and of all
 * @param origin what every file must say that it belongs to
 * @param conf configuration of the file systems
 */
public record GraphTable(
    String[] files, long[] starts, Origin origin, Broadcast<SerializableConfiguration> conf)
    implements Serializable {

  /**
   * Numbers the frames of a split.
   *
   * @param context the context, whose tasks read the footers
   * @param directory the directory of the split
   * @param origin what every file must say that it belongs to
   * @param written how many files were written
   * @return the table
   * @throws InputException when it has another number of files, or cannot be listed; the tasks fail
   *     with one on a file that holds other frames or none
   */
  public static GraphTable open(
      JavaSparkContext context, Path directory, Origin origin, int written) {
    List<String> files =
        GraphFiles.require(context.hadoopConfiguration(), directory, written).stream()
            .map(status -> status.getPath().toString())
            .toList();
    Broadcast<SerializableConfiguration> conf =
        context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    int tasks = Math.max(1, Math.min(files.size(), 4 * context.defaultParallelism()));
    List<Long> counts =
        context
            .parallelize(files, tasks)
            .map(file -> GraphReader.count(conf.value().value(), new Path(file), origin))
            .collect();
    long[] starts = new long[files.size() + 1];
    for (int i = 0; i < files.size(); i++) {
      starts[i + 1] = starts[i] + counts.get(i);
    }
    return new GraphTable(files.toArray(String[]::new), starts, origin, conf);
  }

  /** The number of frames. */
  public long size() {
    return starts[files.length];
  }

  /**
   * Reads the frames of the numbers from the first to before the last; within a task, whose end
   * closes the files.
   */
  public Iterator<Graph> read(long from, long to) {
    Range range = new Range(conf.value().value(), from, to);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) done -> range.close());
    return range;
  }

  /** Goes through the files that a range touches. */
  private final class Range implements Iterator<Graph> {
    private final Configuration hadoop;
    private final long to;
    private long next;
    private int file = -1;
    private GraphReader reader;

    Range(Configuration hadoop, long from, long to) {
      this.hadoop = hadoop;
      this.next = from;
      this.to = to;
    }

    @Override
    public boolean hasNext() {
      return next < to;
    }

    @Override
    public Graph next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (reader == null || next == starts[file + 1]) {
        open();
      }
      next++;
      Graph frame = reader.next();
      if (next == to) {
        close();
      }
      return frame;
    }

    /** Opens the file of the next frame at that frame. */
    private void open() {
      close();
      do {
        file++;
      } while (starts[file + 1] <= next);
      reader = new GraphReader(hadoop, new Path(files[file]), origin);
      for (long row = starts[file]; row < next; row++) {
        reader.next();
      }
    }

    private void close() {
      GraphReader open = reader;
      reader = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
