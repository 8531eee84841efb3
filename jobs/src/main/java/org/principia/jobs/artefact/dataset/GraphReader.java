package org.principia.jobs.artefact.dataset;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.principia.common.InputException;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
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

  /**
   * Opens a file of graphs of a schema. Throws an {@link InputException} when it holds no such
   * frames.
   */
  public GraphReader(Configuration conf, Path file, GraphSchema schema) {
    this(conf, file, schema, Optional.empty());
    advance();
  }

  /**
   * Opens a file of a data set. Throws an {@link InputException} when it holds no frames, or others
   * than belong there.
   */
  GraphReader(Configuration conf, Path file, Origin origin) {
    this(conf, file, origin.schema(), Optional.of(origin));
    advance();
  }

  private GraphReader(Configuration conf, Path file, GraphSchema schema, Optional<Origin> origin) {
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

  /**
   * The number of frames of a file of a data set, from its footer. Throws an {@link InputException}
   * when it holds no frames, or others.
   */
  static long count(Configuration conf, Path file, Origin origin) {
    try (GraphReader opened = new GraphReader(conf, file, origin.schema(), Optional.of(origin))) {
      return opened.reader.getRecordCount();
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Graph next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    Graph current = next;
    advance();
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
          next = null;
          return;
        }
        group = new GraphColumns(file, schema, pages, reader.getFileMetaData().getCreatedBy());
      }
      next = group.next();
    } catch (IOException | RuntimeException e) {
      close();
      throw explained(e);
    }
  }

  /**
   * Whether a file is not as it was written, and not merely out of reach.
   *
   * @param thrown by a reader
   * @return false where the file system failed: what is in the file is not known then
   */
  static boolean isDamage(InputException thrown) {
    return thrown.getCause() == null || isDamage(thrown.getCause());
  }

  private static boolean isDamage(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ChecksumException || cause instanceof EOFException) {
        return true;
      }
    }
    return !(e instanceof IOException || e instanceof UncheckedIOException);
  }

  private InputException explained(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputException mistake) {
        return mistake;
      }
    }
    String reason =
        String.valueOf(e.getMessage()).lines().findFirst().orElse("").replace(file, "it");
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
          "it has format "
              + version
              + " of a newer program; this one reads formats up to "
              + GraphFormat.VERSION);
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
}
