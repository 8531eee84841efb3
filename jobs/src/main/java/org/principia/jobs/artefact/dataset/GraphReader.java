package org.principia.jobs.artefact.dataset;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.principia.common.InputException;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Quantity;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.dataset.GraphFormat.Origin;

/**
 * The frames of one file, in its order.
 *
 * <p>A file that is cut short, damaged, of another schema or with values that are not finite ends
 * in one line that says which file and what is wrong with it.
 */
public final class GraphReader implements Iterator<Graph>, Closeable {
  private final String file;
  private final GraphSchema schema;
  private final boolean ours;
  private final ParquetFileReader reader;
  private GraphColumns group;
  private Graph next;

  /** Opens a file of a data set. Throws an {@link InputException} on others, or no frames. */
  GraphReader(Configuration conf, Path file, Origin origin) {
    this(conf, file, origin.schema(), Optional.of(origin));
  }

  /** The same of any origin where none is given. */
  GraphReader(Configuration conf, Path file, GraphSchema schema, Optional<Origin> origin) {
    this.file = file.toString();
    this.schema = schema;
    this.ours = origin.isPresent();
    try {
      reader =
          ParquetFileReader.open(
              HadoopInputFile.fromPath(file, conf),
              HadoopReadOptions.builder(conf, file).usePageChecksumVerification().build());
    } catch (IOException | RuntimeException e) {
      throw explained(e);
    }
    try {
      FileMetaData footer = reader.getFileMetaData();
      requireVersion(footer.getKeyValueMetaData());
      origin.ifPresent(expected -> requireOrigin(expected, footer.getKeyValueMetaData()));
      requireColumns(footer.getSchema());
      reader.setRequestedSchema(GraphFormat.parquet(schema));
    } catch (RuntimeException e) {
      close();
      throw explained(e);
    }
  }

  /** The number of frames of a file of a data set, from its footer. */
  static long count(Configuration conf, Path file, Origin origin) {
    try (GraphReader opened = new GraphReader(conf, file, origin)) {
      return opened.reader.getRecordCount();
    }
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      advance();
    }
    return next != null;
  }

  @Override
  public Graph next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Graph current = next;
    next = null;
    return current;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw explained(e);
    }
  }

  /** Reads the next frame, if there is one; a file that fails is closed. */
  private void advance() {
    try {
      while (group == null || !group.hasNext()) {
        PageReadStore pages = reader.readNextRowGroup();
        if (pages == null) {
          return;
        }
        group = new GraphColumns(pages, reader.getFileMetaData().getCreatedBy());
      }
      next = group.next();
    } catch (IOException | RuntimeException e) {
      close();
      throw explained(e);
    }
  }

  /** Whether a file is known, by its reader's complaint, not to be as it was written. */
  static boolean isDamage(InputException thrown) {
    return thrown.getCause() == null || isDamage(thrown.getCause());
  }

  private static boolean isDamage(Throwable e) {
    return ExceptionUtils.indexOfType(e, ChecksumException.class) >= 0
        || ExceptionUtils.indexOfType(e, EOFException.class) >= 0
        || !(e instanceof IOException || e instanceof UncheckedIOException);
  }

  private InputException explained(Exception e) {
    InputException mistake = ExceptionUtils.throwableOfType(e, InputException.class);
    if (mistake != null) {
      return mistake;
    }
    String reason = Storage.firstLine(e).replace(file, "it");
    return InputException.cannot(
        "read " + file,
        isDamage(e)
            ? "it is cut short, damaged or no Parquet file ("
                + reason
                + ")"
                + (ours ? "; principia simulate --overwrite makes it again" : "")
            : reason,
        e);
  }

  private void requireVersion(Map<String, String> metadata) {
    String version = metadata.get(GraphFormat.VERSION_KEY);
    if (version != null && Integer.parseInt(version) > GraphFormat.VERSION) {
      throw refuse(
          String.format(
              "it has format %s of a newer program; this one reads formats up to %s",
              version, GraphFormat.VERSION));
    }
  }

  /** A file of another data set, split or place is as wrong as a damaged one, and looks well. */
  private void requireOrigin(Origin expected, Map<String, String> metadata) {
    Map<String, String> belongs = expected.metadata();
    belongs.put(GraphFormat.FILE_KEY, file.substring(file.lastIndexOf('/') + 1));
    if (Integer.parseInt(metadata.getOrDefault(GraphFormat.VERSION_KEY, "1"))
        < GraphFormat.VERSION) {
      belongs.remove(GraphFormat.SCHEMA_KEY);
    }
    belongs.forEach(
        (key, value) -> {
          String found = metadata.get(key);
          if (!value.equals(found)) {
            String there = found == null ? "not there" : found;
            throw refuse(String.format("its %s is %s where %s belongs", key, there, value));
          }
        });
  }

  private void requireColumns(MessageType found) {
    for (Type column : GraphFormat.parquet(schema).getFields()) {
      if (!found.containsField(column.getName())) {
        throw refuse("it has no column " + column.getName() + ", so it holds no frames");
      }
      Type type = found.getType(column.getName());
      if (!alike(type, column)) {
        throw refuse(
            String.format(
                "column %s is %s where frames have %s",
                column.getName(), oneLine(type), oneLine(column)));
      }
    }
  }

  /** Whether types are the same but for the order of the fields. */
  private static boolean alike(Type found, Type expected) {
    if (found.isPrimitive() || expected.isPrimitive()) {
      return found.equals(expected);
    }
    GroupType wanted = expected.asGroupType();
    GroupType group = found.asGroupType();
    return group.getRepetition() == wanted.getRepetition()
        && group.getFieldCount() == wanted.getFieldCount()
        && wanted.getFields().stream()
            .allMatch(
                field ->
                    group.containsField(field.getName())
                        && alike(group.getType(field.getName()), field));
  }

  private static String oneLine(Type type) {
    return type.toString().replaceAll("\\s+", " ").strip();
  }

  private InputException refuse(String reason) {
    return InputException.cannot("read " + file, reason);
  }

  /**
   * The rows of one group of a file, column by column into flat arrays, and refuses what is no
   * frame.
   *
   * <p>A column says where lists begin by repetition levels: 0 begins a row, 1 a particle, 2 is one
   * more component. That is all there is to know of the structure; Parquet's own assembly of
   * records calls back for each group of each list.
   */
  private final class GraphColumns {
    private final ColumnReader simulation;
    private final ColumnReader step;
    private final ColumnReader time;
    private final List<Floats> features;
    private final List<Floats> targets;
    private final long rows;
    private long read;

    /** The columns of a group of rows; the writer is what the file says that it was written by. */
    GraphColumns(PageReadStore group, String writer) {
      this.rows = group.getRowCount();
      MessageType type = GraphFormat.parquet(schema);
      // Reading by columns asks for converters and does not call them.
      ColumnReadStoreImpl columns =
          new ColumnReadStoreImpl(
              group, new DummyRecordConverter(type).getRootConverter(), type, writer);
      Function<String, ColumnReader> reader =
          path -> columns.getColumnReader(type.getColumnDescription(path.split(" ")));
      simulation = reader.apply("simulation");
      step = reader.apply("step");
      time = reader.apply("time");
      features = schema.features().stream().map(q -> new Floats(q, reader)).toList();
      targets = schema.targets().stream().map(q -> new Floats(q, reader)).toList();
    }

    boolean hasNext() {
      return read < rows;
    }

    Graph next() {
      read++;
      int run = simulation.getInteger();
      int instant = step.getInteger();
      double when = time.getDouble();
      simulation.consume();
      step.consume();
      time.consume();
      if (!Double.isFinite(when)) {
        throw notFinite(run, instant, "time", when);
      }
      float[] known = joined(features, schema.width(), run, instant);
      float[] explained = joined(targets, schema.outputs(), run, instant);
      if (known.length == 0) {
        throw refuse(run, instant, "there is no particle");
      }
      return new Graph(schema, run, instant, when, known, explained);
    }

    /** Columns side by side: rows of nodes. */
    private float[] joined(List<Floats> columns, int width, int run, int instant) {
      float[] rows = null;
      int at = 0;
      for (Floats column : columns) {
        int each = column.quantity.width();
        float[] values = column.row(run, instant);
        if (rows == null) {
          rows = new float[values.length / each * width];
        }
        for (int i = 0; i < values.length / each; i++) {
          System.arraycopy(values, i * each, rows, i * width + at, each);
        }
        at += each;
      }
      return rows;
    }

    private InputException notFinite(int run, int instant, String name, double value) {
      return refuse(run, instant, name + " is " + value + " where a finite number belongs");
    }

    private InputException refuse(int run, int instant, String reason) {
      return GraphReader.this.refuse("in simulation " + run + ", step " + instant + ", " + reason);
    }

    /** One column of floats, particle after particle. */
    private final class Floats {
      private final Quantity quantity;
      private final ColumnReader column;
      private final int present;
      private final boolean vector;
      private float[] values = new float[64];

      Floats(Quantity quantity, Function<String, ColumnReader> reader) {
        this.quantity = quantity;
        this.vector = quantity.role() != Quantity.Role.SCALAR;
        this.column =
            reader.apply(
                "particles list element " + quantity.name() + (vector ? " list element" : ""));
        this.present = column.getDescriptor().getMaxDefinitionLevel();
      }

      /** The values of the next row. */
      float[] row(int run, int instant) {
        if (column.getCurrentDefinitionLevel() == 0) {
          // No particle at all.
          column.consume();
          return new float[0];
        }
        int length = 0;
        int begin = 0;
        int level;
        do {
          // A list without elements has one entry that says so.
          if (column.getCurrentDefinitionLevel() == present) {
            if (length == values.length) {
              values = Arrays.copyOf(values, 2 * length);
            }
            float value = column.getFloat();
            if (!Float.isFinite(value)) {
              throw notFinite(run, instant, quantity.name(), value);
            }
            values[length++] = value;
          }
          column.consume();
          level = column.getCurrentRepetitionLevel();
          if (vector && level < 2) {
            requireLength(run, instant, length - begin);
            begin = length;
          }
        } while (level > 0);
        return Arrays.copyOf(values, length);
      }

      private void requireLength(int run, int instant, int length) {
        if (length != quantity.width()) {
          throw refuse(
              run,
              instant,
              quantity.name()
                  + " has "
                  + length
                  + " components where there are "
                  + quantity.width());
        }
      }
    }
  }
}
