package org.principia.jobs.stage;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;

/** Reads Parquet tables of a known schema. */
final class Tables {
  private Tables() {}

  /**
   * A table.
   *
   * @param spark the session
   * @param schema its columns
   * @param path its directory
   * @return the rows
   * @throws InputException when there is no such directory, or a column is missing
   */
  static Dataset<Row> read(SparkSession spark, StructType schema, Path path) {
    try {
      if (!path.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(path)) {
        throw InputException.cannot("read " + path, "there is no such directory");
      }
    } catch (IOException e) {
      throw InputException.cannot("read " + path, String.valueOf(e.getMessage()), e);
    }
    List<String> present = List.of(spark.read().parquet(path.toString()).columns());
    List<String> missing =
        Arrays.stream(schema.fieldNames()).filter(name -> !present.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw InputException.cannot(
          "read " + path,
          "it has no column "
              + String.join(", ", missing)
              + "; --overwrite with the verb that wrote it makes it again");
    }
    return spark.read().schema(schema).parquet(path.toString());
  }
}
