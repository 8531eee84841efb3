package org.principia.jobs.artefact.dataset;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.principia.common.InputException;
import org.principia.graphs.Graph;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.dataset.GraphFormat.Origin;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

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
   * @throws InputException when it has another number of files, or cannot be listed; the tasks fail
   *     with one on a file that holds other frames or none
   */
  public static GraphTable open(
      JavaSparkContext context, Path directory, Origin origin, int written) {
    List<String> files = names(require(context.hadoopConfiguration(), directory, written));
    Broadcast<SerializableConfiguration> conf = broadcast(context);
    List<Long> counts =
        distributed(context, files)
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

  /** Reads a range, its end excluded, within a task, whose end closes the files. */
  public Iterator<Graph> read(long from, long to) {
    Range range = new Range(from, to);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) done -> range.close());
    return range;
  }

  /** Goes through the files that a range touches. */
  private final class Range implements Iterator<Graph> {
    private final long to;
    private long next;
    private int file = -1;
    private GraphReader reader;

    Range(long from, long to) {
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
      reader = new GraphReader(conf.value().value(), new Path(files[file]), origin);
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

  /** The frames in the same order, a partition a file near its blocks; a bad file is one line. */
  public static JavaRDD<Graph> graphs(
      JavaSparkContext context, Path directory, Origin origin, int written) {
    List<Tuple2<String, Seq<String>>> files = new ArrayList<>();
    for (FileStatus status : require(context.hadoopConfiguration(), directory, written)) {
      files.add(new Tuple2<>(status.getPath().toString(), hosts(context, status)));
    }
    Broadcast<SerializableConfiguration> conf = broadcast(context);
    ClassTag<String> tag = ClassTag$.MODULE$.apply(String.class);
    return context
        .sc()
        .makeRDD(JavaConverters.asScalaBuffer(files).toSeq(), tag)
        .toJavaRDD()
        .flatMap(file -> frames(conf.value(), new Path(file), origin));
  }

  /** What is wrong with the first file that is not as it was written; all of them are read. */
  public static Optional<String> damage(JavaSparkContext context, Path directory, Origin origin) {
    List<String> files = names(list(context.hadoopConfiguration(), directory));
    Broadcast<SerializableConfiguration> conf = broadcast(context);
    try {
      return distributed(context, files)
          .flatMap(file -> damage(conf.value().value(), new Path(file), origin).iterator())
          .collect()
          .stream()
          .findFirst();
    } finally {
      conf.destroy();
    }
  }

  /** What is wrong with a file; where it cannot be read now, the task is tried again. */
  private static List<String> damage(Configuration conf, Path file, Origin origin) {
    try (GraphReader reader = new GraphReader(conf, file, origin)) {
      while (reader.hasNext()) {
        reader.next();
      }
      return List.of();
    } catch (InputException e) {
      if (!GraphReader.isDamage(e)) {
        throw e;
      }
      return List.of(e.getMessage());
    }
  }

  /** The files of a split by name; another number of them than was written is refused. */
  private static List<FileStatus> require(Configuration conf, Path directory, int written) {
    List<FileStatus> found = list(conf, directory);
    if (found.size() != written) {
      throw InputException.cannot(
          "read " + directory,
          "it has "
              + found.size()
              + " Parquet files where "
              + written
              + " belong; principia simulate --overwrite makes them again");
    }
    return found;
  }

  /** How many Parquet files a directory has, which need not be there. */
  public static int count(Configuration conf, Path directory) {
    return list(conf, directory).size();
  }

  /** The Parquet files of a directory by name; none where there is no such directory. */
  private static List<FileStatus> list(Configuration conf, Path directory) {
    try {
      return Storage.inside(directory.getFileSystem(conf), directory).stream()
          .filter(status -> status.getPath().getName().endsWith(".parquet"))
          .sorted(Comparator.comparing(status -> status.getPath().getName()))
          .toList();
    } catch (IOException e) {
      throw InputException.cannot("read " + directory, String.valueOf(e.getMessage()), e);
    }
  }

  private static Iterator<Graph> frames(SerializableConfiguration conf, Path file, Origin origin) {
    GraphReader reader = new GraphReader(conf.value(), file, origin);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) done -> reader.close());
    return reader;
  }

  /** Hosts of the first block: the files are small, and local ones have no host. */
  private static Seq<String> hosts(JavaSparkContext context, FileStatus status) {
    List<String> hosts = new ArrayList<>();
    try {
      FileSystem files = status.getPath().getFileSystem(context.hadoopConfiguration());
      for (BlockLocation block : files.getFileBlockLocations(status, 0, 1)) {
        hosts.addAll(Arrays.asList(block.getHosts()));
      }
    } catch (IOException e) {
      throw InputException.cannot("read " + status.getPath(), String.valueOf(e.getMessage()), e);
    }
    hosts.remove("localhost");
    return JavaConverters.asScalaBuffer(hosts).toSeq();
  }

  private static Broadcast<SerializableConfiguration> broadcast(JavaSparkContext context) {
    return context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
  }

  private static List<String> names(List<FileStatus> files) {
    return files.stream().map(status -> status.getPath().toString()).toList();
  }

  private static JavaRDD<String> distributed(JavaSparkContext context, List<String> files) {
    int tasks = Math.max(1, Math.min(files.size(), 4 * context.defaultParallelism()));
    return context.parallelize(files, tasks);
  }
}
