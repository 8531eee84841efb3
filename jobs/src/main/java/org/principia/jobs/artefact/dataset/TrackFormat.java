package org.principia.jobs.artefact.dataset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.principia.observed.ObservedSplit;
import org.principia.observed.TrackSchema;

/** The columns of files of tracks, a row for each particle and time, and where the files lie. */
public final class TrackFormat {
  /** Version of the format, in the metadata of every file. */
  public static final int VERSION = 1;

  static final String VERSION_KEY = "principia.tracks";
  static final String SCHEMA_KEY = "principia.tracks.schema";

  /** Texts and truth values, which come before the numbers. */
  static final List<String> NAMES = List.of("run", "particle", "type", "receiver");

  private TrackFormat() {}

  static MessageType parquet(TrackSchema schema) {
    String numbers =
        schema.columns().stream()
            .map(name -> "required double " + name + "; ")
            .collect(Collectors.joining());
    return MessageTypeParser.parseMessageType(
        "message tracks { required binary run (STRING); required binary particle (STRING);"
            + " required binary type (STRING); required boolean receiver; "
            + numbers
            + "}");
  }

  /** What a file says of itself; the schema has no other meaning than its own text. */
  static Map<String, String> metadata(TrackSchema schema) {
    // In one order: that of Map.of is another in each process.
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(VERSION_KEY, String.valueOf(VERSION));
    metadata.put(SCHEMA_KEY, schema.text());
    return metadata;
  }

  /** Where the tracks of a split lie below the directory of observations. */
  public static Path path(Path observations, ObservedSplit split) {
    return new Path(observations, "split=" + split.label());
  }
}
