package org.principia.jobs.artefact.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Storage;
import org.principia.observed.Track;
import org.principia.observed.TrackSchema;
import org.principia.observed.TrackedRun;

/** Reads the runs of a file that a {@link TrackWriter} wrote, one after the other. */
public final class TrackReader implements Iterator<TrackedRun>, Closeable {
  private static final int FIRST = 64;

  private final Path file;
  private final TrackSchema schema;
  private final int width;
  private final ParquetReader<Group> reader;

  /** The row that begins the next run; null at the end. */
  private Group next;

  /** Opens a file of tracks; an {@link InputException} if it cannot be read. */
  public TrackReader(Configuration conf, Path file, TrackSchema schema) {
    this.file = file;
    this.schema = schema;
    width = schema.columns().size();
    try {
      reader = ParquetReader.builder(new GroupReadSupport(), file).withConf(conf).build();
      next = reader.read();
    } catch (IOException | RuntimeException e) {
      // Parquet reports files that are damaged by exceptions of many kinds.
      throw unreadable(e);
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public TrackedRun next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    try {
      String run = text(next, 0);
      List<Track> tracks = new ArrayList<>();
      while (next != null && text(next, 0).equals(run)) {
        tracks.add(track(run));
      }
      return new TrackedRun(run, tracks);
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  private Track track(String run) throws IOException {
    Group first = next;
    String particle = text(first, 1);
    double[][] columns = new double[width][FIRST];
    int rows = 0;
    while (next != null && text(next, 0).equals(run) && text(next, 1).equals(particle)) {
      if (rows == columns[0].length) {
        for (int j = 0; j < width; j++) {
          columns[j] = Arrays.copyOf(columns[j], 2 * rows);
        }
      }
      for (int j = 0; j < width; j++) {
        columns[j][rows] = next.getDouble(TrackFormat.NAMES.size() + j, 0);
      }
      rows++;
      next = reader.read();
    }
    for (int j = 0; j < width; j++) {
      columns[j] = Arrays.copyOf(columns[j], rows);
    }
    return schema.track(particle, text(first, 2), columns, first.getBoolean(3, 0));
  }

  private static String text(Group row, int field) {
    return row.getString(field, 0);
  }

  private InputException unreadable(Exception e) {
    return InputException.cannot(
        "read " + file, Storage.firstLine(e) + "; principia observe --overwrite makes it again", e);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
