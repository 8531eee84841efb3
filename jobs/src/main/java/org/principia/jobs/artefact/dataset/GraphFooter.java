package org.principia.jobs.artefact.dataset;

import java.util.Map;
import java.util.Optional;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.principia.common.InputException;

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
   * @param origin where it must belong, where that is known
   * @throws InputException when it is refused
   */
  static void require(String file, FileMetaData found, Optional<Origin> origin) {
    GraphFooter footer = new GraphFooter(file);
    footer.requireVersion(found.getKeyValueMetaData());
    origin.ifPresent(expected -> footer.requireOrigin(expected, found.getKeyValueMetaData()));
    footer.requireColumns(found.getSchema());
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

  private void requireColumns(MessageType found) {
    for (Type column : GraphFormat.PARQUET.getFields()) {
      if (!found.containsField(column.getName())) {
        throw refuse("it has no column " + column.getName() + ", so it holds no frames");
      }
      Type type = found.getType(column.getName());
      if (!type.equals(column)) {
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

  private static String oneLine(Type type) {
    return type.toString().replaceAll("\\s+", " ").strip();
  }

  private InputException refuse(String reason) {
    return InputException.cannot("read " + file, reason);
  }
}
