package org.principia.jobs.artefact.dataset;

import java.util.Map;
import java.util.Optional;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.principia.common.InputException;
import org.principia.graphs.GraphSchema;

/** What a file says of itself, and whether it is what is expected. */
final class GraphFooter {
  private final String file;

  private GraphFooter(String file) {
    this.file = file;
  }

  /**
   * Refuses what holds no frames, those of a newer format, or others than it should.
   *
   * @param file name of the file
   * @param found its metadata
   * @param schema what its columns must be
   * @param origin where it must belong, where that is known
   * @throws InputException when it is refused
   */
  static void require(
      String file, FileMetaData found, GraphSchema schema, Optional<Origin> origin) {
    GraphFooter footer = new GraphFooter(file);
    footer.requireVersion(found.getKeyValueMetaData());
    origin.ifPresent(expected -> footer.requireOrigin(expected, found.getKeyValueMetaData()));
    footer.requireColumns(found.getSchema(), schema);
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
            throw refuse(
                "its "
                    + key
                    + " is "
                    + (found == null ? "not there" : found)
                    + " where "
                    + value
                    + " belongs");
          }
        });
  }

  private void requireColumns(MessageType found, GraphSchema schema) {
    for (Type column : GraphFormat.parquet(schema).getFields()) {
      if (!found.containsField(column.getName())) {
        throw refuse("it has no column " + column.getName() + ", so it holds no frames");
      }
      Type type = found.getType(column.getName());
      if (!alike(type, column)) {
        throw refuse(
            "column "
                + column.getName()
                + " is "
                + oneLine(type)
                + " where frames have "
                + oneLine(column));
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
