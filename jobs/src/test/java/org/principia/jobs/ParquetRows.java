package org.principia.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Reads Parquet without Spark. */
public final class ParquetRows {
  private ParquetRows() {}

  /** The rows of a file as text, in their order. */
  public static List<String> of(Path file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(
                new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toString()))
            .build()) {
      for (Group row; (row = reader.read()) != null; ) {
        rows.add(row.toString());
      }
    }
    return rows;
  }
}
