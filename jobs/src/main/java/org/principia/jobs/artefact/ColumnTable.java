package org.principia.jobs.artefact;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A Parquet table whose columns are known at run time alone; its rows are values by name. */
public final class ColumnTable {
  private final Map<String, Class<?>> types = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();

  /**
   * Adds a column, unless there is one of that name, and returns whether that has this type: {@code
   * String}, {@code Integer}, {@code Long}, {@code Double} or {@code Boolean}.
   */
  public boolean add(String name, Class<?> type) {
    return type.equals(types.computeIfAbsent(name, n -> type));
  }

  /** Adds a column that is never null. */
  public ColumnTable require(String name, Class<?> type) {
    add(name, type);
    required.add(name);
    return this;
  }

  /** Writes rows, values by column, as one file in a new directory; what has no value is null. */
  public void write(SparkSession spark, List<Map<String, Object>> rows, Path path) {
    StructType schema = new StructType();
    for (Map.Entry<String, Class<?>> column : types.entrySet()) {
      String name = column.getKey();
      schema = schema.add(name, RecordTable.TYPES.get(column.getValue()), !required.contains(name));
    }
    List<Row> cells =
        rows.stream()
            .map(row -> RowFactory.create(types.keySet().stream().map(row::get).toArray()))
            .toList();
    RecordTable.write(spark, cells, schema, path);
  }

  /**
   * The first row of a table, whose columns are added to those of this one; left out are columns
   * that have another type in a row read before.
   */
  public Map<String, Object> first(SparkSession spark, Path path) {
    Row row = spark.read().parquet(path.toString()).first();
    Map<String, Object> values = new LinkedHashMap<>();
    for (StructField field : row.schema().fields()) {
      RecordTable.TYPES.forEach(
          (type, column) -> {
            if (!type.isPrimitive() && column.equals(field.dataType()) && add(field.name(), type)) {
              values.put(field.name(), row.getAs(field.name()));
            }
          });
    }
    return values;
  }
}
