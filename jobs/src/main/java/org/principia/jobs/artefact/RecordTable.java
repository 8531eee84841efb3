package org.principia.jobs.artefact;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.lang3.ArrayUtils;
import org.apache.commons.lang3.ClassUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;
import org.principia.common.SettingsCopy;

/**
 * Records as rows of a Parquet table: a column for each component, named in snake case.
 *
 * <p>Components are numbers, truth values, texts, enums (by their names in lower case), arrays of
 * {@code double} or {@code float}, lists of texts, and {@code Optional} of any of the scalar ones,
 * whose columns may be null.
 *
 * @param type the record
 * @param absent columns that are null where a {@code double} is not a number
 * @param spread names of the columns of each array of {@code double} that is several columns
 * @param <R> the record
 */
public record RecordTable<R extends Record>(
    Class<R> type, Set<String> absent, Map<String, List<String>> spread) implements Serializable {
  static final Map<Class<?>, DataType> TYPES =
      Map.ofEntries(
          Map.entry(Integer.class, DataTypes.IntegerType),
          Map.entry(Long.class, DataTypes.LongType),
          Map.entry(Float.class, DataTypes.FloatType),
          Map.entry(Double.class, DataTypes.DoubleType),
          Map.entry(Boolean.class, DataTypes.BooleanType),
          Map.entry(String.class, DataTypes.StringType),
          Map.entry(double[].class, DataTypes.createArrayType(DataTypes.DoubleType, false)),
          Map.entry(float[].class, DataTypes.createArrayType(DataTypes.FloatType, false)),
          Map.entry(List.class, DataTypes.createArrayType(DataTypes.StringType, false)));

  /** The table of a record, no column of which is null unless its component is {@code Optional}. */
  public static <R extends Record> RecordTable<R> of(Class<R> type) {
    return new RecordTable<>(type, Set.of(), Map.of());
  }

  /** The same with columns, or else all doubles, that are null where they are not a number. */
  public RecordTable<R> nullable(String... columns) {
    Set<String> names =
        columns.length > 0
            ? Set.of(columns)
            : Set.copyOf(
                Arrays.stream(type.getRecordComponents())
                    .filter(c -> c.getType() == double.class)
                    .map(RecordTable::column)
                    .toList());
    return new RecordTable<>(type, names, spread);
  }

  /** The same with a component, an array of {@code double}, as that many columns, in its order. */
  public RecordTable<R> spread(String component, List<String> columns) {
    Map<String, List<String>> all = new LinkedHashMap<>(spread);
    all.put(component, List.copyOf(columns));
    return new RecordTable<>(type, absent, all);
  }

  private static String column(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** The columns. */
  public StructType schema() {
    StructType schema = new StructType();
    for (RecordComponent c : type.getRecordComponents()) {
      if (spread.containsKey(c.getName())) {
        for (String name : spread.get(c.getName())) {
          schema = schema.add(name, DataTypes.DoubleType, false);
        }
      } else {
        String name = column(c);
        boolean optional = c.getType() == Optional.class || absent.contains(name);
        schema = schema.add(name, dataType(c), optional);
      }
    }
    return schema;
  }

  private static Class<?> scalar(RecordComponent component) {
    if (component.getType() != Optional.class) {
      return component.getType();
    }
    Type of = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    return (Class<?>) of;
  }

  private static DataType dataType(RecordComponent component) {
    Class<?> scalar = scalar(component);
    DataType found =
        scalar.isEnum() ? DataTypes.StringType : TYPES.get(ClassUtils.primitiveToWrapper(scalar));
    if (found == null) {
      throw new IllegalArgumentException(
          "Invalid component: " + component + " (no column has its type)");
    }
    return found;
  }

  /** A record as a row of {@link #schema()}. */
  public Row row(R value) {
    List<Object> cells = new ArrayList<>();
    for (RecordComponent c : type.getRecordComponents()) {
      Object component = SettingsCopy.value(value, c);
      if (spread.containsKey(c.getName())) {
        cells.addAll(Arrays.asList((Object[]) cell(component)));
      } else {
        boolean none = component instanceof Double d && d.isNaN() && absent.contains(column(c));
        cells.add(none ? null : cell(component));
      }
    }
    return RowFactory.create(cells.toArray());
  }

  private static Object cell(Object component) {
    if (component instanceof Optional<?> present) {
      return present.map(RecordTable::cell).orElse(null);
    }
    if (component instanceof double[] values) {
      return ArrayUtils.toObject(values);
    }
    if (component instanceof float[] values) {
      return ArrayUtils.toObject(values);
    }
    if (component instanceof List<?> texts) {
      return texts.toArray(String[]::new);
    }
    return component instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT)
        : component;
  }

  /** A row of {@link #schema()} as a record. */
  public R record(Row row) {
    List<Object> values = new ArrayList<>();
    int at = 0;
    for (RecordComponent component : type.getRecordComponents()) {
      List<String> columns = spread.get(component.getName());
      if (columns == null) {
        values.add(value(component, row, at++));
      } else {
        double[] array = new double[columns.size()];
        for (int k = 0; k < array.length; k++) {
          requireValue(columns.get(k), row.get(at));
          array[k] = row.getDouble(at++);
        }
        values.add(array);
      }
    }
    return SettingsCopy.make(type, values);
  }

  private static void requireValue(String column, Object cell) {
    if (cell == null) {
      throw InputException.invalid(column, "null", "a value");
    }
  }

  private static Object value(RecordComponent component, Row row, int at) {
    Class<?> scalar = scalar(component);
    if (component.getType() == Optional.class) {
      return Optional.ofNullable(row.get(at)).map(cell -> component(component, cell));
    }
    if (scalar == double.class && row.isNullAt(at)) {
      return Double.NaN;
    }
    requireValue(column(component), row.get(at));
    if (scalar == double[].class) {
      return ArrayUtils.toPrimitive(row.<Double>getList(at).toArray(Double[]::new));
    }
    if (scalar == float[].class) {
      return ArrayUtils.toPrimitive(row.<Float>getList(at).toArray(Float[]::new));
    }
    return scalar == List.class ? List.copyOf(row.getList(at)) : component(component, row.get(at));
  }

  /** What a cell stands for that is no list. */
  private static Object component(RecordComponent component, Object cell) {
    Object[] constants = scalar(component).getEnumConstants();
    if (constants == null) {
      return cell;
    }
    return Arrays.stream(constants)
        .filter(c -> cell(c).equals(String.valueOf(cell).toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                InputException.invalid(
                    column(component),
                    cell,
                    Arrays.stream(constants)
                        .map(constant -> String.valueOf(cell(constant)))
                        .collect(Collectors.joining(", ", "one of ", ""))));
  }

  /** Writes records, which are few, as one file of a new directory in their order. */
  public void write(SparkSession spark, List<R> records, Path path) {
    write(spark, records.stream().map(this::row).toList(), schema(), path);
  }

  static void write(SparkSession spark, List<Row> rows, StructType schema, Path path) {
    spark.createDataFrame(rows, schema).coalesce(1).write().parquet(path.toString());
  }

  /** Writes records that lie on the cluster, as so many files of a new directory at the most. */
  public void write(SparkSession spark, JavaRDD<R> records, int files, Path path) {
    spark
        .createDataFrame(records.map(this::row), schema())
        .coalesce(files)
        .write()
        .parquet(path.toString());
  }

  /** Reads a table in the order of its rows; an {@link InputException} on any other. */
  public List<R> read(SparkSession spark, Path path) {
    try {
      if (!path.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(path)) {
        throw InputException.cannot("read " + path, "there is no such directory");
      }
    } catch (IOException e) {
      throw InputException.cannot("read " + path, Storage.firstLine(e), e);
    }
    StructType schema = schema();
    requireColumns(schema, spark.read().parquet(path.toString()).schema(), path);
    List<Row> rows = spark.read().schema(schema).parquet(path.toString()).collectAsList();
    try {
      return rows.stream().map(this::record).toList();
    } catch (InputException e) {
      throw spoilt(path, e.getMessage());
    }
  }

  private static void requireColumns(StructType required, StructType present, Path path) {
    List<String> names = List.of(present.fieldNames());
    String missing =
        Arrays.stream(required.fieldNames())
            .filter(name -> !names.contains(name))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw spoilt(path, "it has no column " + missing);
    }
    for (StructField field : required.fields()) {
      String found = text(present.apply(field.name()));
      if (!text(field).equals(found)) {
        throw spoilt(
            path,
            String.format(
                "the column %s has the type %s, not %s", field.name(), found, text(field)));
      }
    }
  }

  private static InputException spoilt(Path path, String what) {
    return InputException.cannot(
        "read " + path, what + "; --overwrite with the verb that wrote it makes it again");
  }

  private static String text(StructField field) {
    return field.dataType().catalogString();
  }

  /**
   * A Parquet table of records.
   *
   * @param name of its directory
   * @param table its columns
   * @param <R> a row
   */
  public record RecordFile<R extends Record>(String name, RecordTable<R> table) {

    /** Reads it from an output; an InputException when it is not there or holds something else. */
    public List<R> read(Directory directory) {
      return table.read(directory.spark(), directory.file(name));
    }

    /** Writes it into an output. */
    public void write(Directory directory, List<R> records) {
      table.write(directory.spark(), records, directory.file(name));
    }
  }

  /** A Parquet table whose columns are known at run time alone; its rows are values by name. */
  public static final class ColumnTable {
    private final Map<String, Class<?>> types = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();

    /** Adds a column of a boxed type or texts; false if there is one of another type. */
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
        schema =
            schema.add(name, RecordTable.TYPES.get(column.getValue()), !required.contains(name));
      }
      List<Row> cells =
          rows.stream()
              .map(row -> RowFactory.create(types.keySet().stream().map(row::get).toArray()))
              .toList();
      RecordTable.write(spark, cells, schema, path);
    }

    /** The first row of a table; its columns are added but those of another type than here. */
    public Map<String, Object> first(SparkSession spark, Path path) {
      Row row = spark.read().parquet(path.toString()).first();
      Map<String, Object> values = new LinkedHashMap<>();
      for (StructField field : row.schema().fields()) {
        RecordTable.TYPES.forEach(
            (type, column) -> {
              if (column.equals(field.dataType()) && add(field.name(), type)) {
                values.put(field.name(), row.getAs(field.name()));
              }
            });
      }
      return values;
    }
  }
}
