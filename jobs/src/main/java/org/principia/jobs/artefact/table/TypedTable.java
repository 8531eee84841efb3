package org.principia.jobs.artefact.table;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;

/**
 * A table whose columns have types: Parquet, ORC, JSON.
 *
 * <p>Rows are taken from Spark's scan as they are: what Spark does beyond would compile code for
 * each column, minutes for thousands.
 *
 * @param spark a session of its own
 * @param kind Spark's name of the format
 * @param options of the format
 * @param path the file or directory
 * @param columns of the table
 */
record TypedTable(
    SparkSession spark,
    String kind,
    Map<String, String> options,
    String path,
    List<StoredColumn> columns)
    implements StoredTable {
  /** Cells of a batch. */
  private static final int CELLS = 1 << 19;

  private static final int LARGEST_BATCH = 4096;

  /**
   * A column.
   *
   * @param name its name
   * @param type Spark's name of its type, or the file's
   * @param fields the column as Spark reads it; none if it cannot
   */
  private record StoredColumn(String name, String type, List<StructField> fields) {
    static StoredColumn of(StructField field) {
      return new StoredColumn(field.name(), field.dataType().simpleString(), List.of(field));
    }

    boolean is(Class<? extends DataType> type) {
      return fields.stream().anyMatch(field -> type.isInstance(field.dataType()));
    }
  }

  /** Opens a table of any format of Spark's but Parquet. */
  static TypedTable open(
      SparkSession spark, String format, Map<String, String> options, String path) {
    SparkSession own = own(spark);
    StructType schema = TableFile.reader(own).format(format).options(options).load(path).schema();
    List<StoredColumn> columns = Arrays.stream(schema.fields()).map(StoredColumn::of).toList();
    TypedTable table = new TypedTable(own, format, options, path, columns);
    if ("json".equals(format) && IntStream.range(0, columns.size()).noneMatch(table::isNumeric)) {
      throw InputException.cannot(
          "read " + path,
          "no value in it is a number; in JSON a row is an object (pandas: to_json(orient="
              + "'records', lines=True)), CSV is read as well");
    }
    return table;
  }

  /**
   * Opens Parquet; columns that Spark cannot read, such as times in nanoseconds, are left alone.
   */
  static TypedTable openParquet(SparkSession spark, String path, Path first) throws IOException {
    MessageType schema;
    try (ParquetFileReader file =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(first, spark.sparkContext().hadoopConfiguration()))) {
      schema = file.getFooter().getFileMetaData().getSchema();
    } catch (NullPointerException e) {
      // Parquet's reader trips over what later versions have added.
      throw InputException.cannot(
          "read " + path,
          "it has a column of a type that its reader does not know, such as float16; write that as"
              + " float32",
          e);
    }
    SparkSession own = own(spark);
    ParquetToSparkSchemaConverter converter =
        new ParquetToSparkSchemaConverter(own.sessionState().conf());
    List<StoredColumn> columns = new ArrayList<>();
    for (Type field : schema.getFields()) {
      try {
        StructType one = converter.convert(new MessageType(schema.getName(), field));
        columns.add(StoredColumn.of(one.fields()[0]));
      } catch (Exception e) {
        // Spark throws checked exceptions without saying so.
        columns.add(new StoredColumn(field.getName(), typeName(field), List.of()));
      }
    }
    requireDistinct(path, columns);
    StructType readable = schema(columns);
    List<StoredColumn> all = new ArrayList<>(columns);
    Arrays.stream(TableFile.reader(own).schema(readable).parquet(path).schema().fields())
        .skip(readable.length())
        .map(StoredColumn::of)
        .forEach(all::add);
    return new TypedTable(own, "parquet", Map.of(), path, all);
  }

  private static SparkSession own(SparkSession spark) {
    SparkSession own = spark.newSession();
    own.conf().set("spark.sql.caseSensitive", "true");
    // Batches of columns, however many there are.
    own.conf().set("spark.sql.codegen.maxFields", String.valueOf(Integer.MAX_VALUE));
    return own;
  }

  private static String typeName(Type field) {
    String name =
        field.getLogicalTypeAnnotation() == null
            ? field.asPrimitiveType().getPrimitiveTypeName().toString()
            : field.getLogicalTypeAnnotation().toString();
    return name.toLowerCase(Locale.ROOT);
  }

  private static void requireDistinct(String path, List<StoredColumn> columns) {
    List<String> names = columns.stream().map(StoredColumn::name).sorted().toList();
    for (int i = 1; i < names.size(); i++) {
      if (names.get(i).equals(names.get(i - 1))) {
        throw InputException.cannot("read " + path, "two of its columns are named " + names.get(i));
      }
    }
  }

  private static StructType schema(List<StoredColumn> columns) {
    return new StructType(
        columns.stream().flatMap(c -> c.fields().stream()).toArray(StructField[]::new));
  }

  @Override
  public List<String> names() {
    return columns.stream().map(StoredColumn::name).toList();
  }

  @Override
  public boolean isNumeric(int place) {
    return columns.get(place).is(NumericType.class) || columns.get(place).is(BooleanType.class);
  }

  @Override
  public boolean isReadable(int place) {
    return !columns.get(place).fields().isEmpty();
  }

  @Override
  public String type(int place) {
    return columns.get(place).type();
  }

  @Override
  public List<Survey.TextColumn> survey(List<Integer> places) {
    int count = places.size();
    Survey all = new Survey(count, TextFormat.POINT);
    TableFile.collect(
            path,
            rows(List.of(), places)
                .mapPartitions(
                    rows -> List.of(new Survey(count, TextFormat.POINT).of(rows)).iterator()))
        .forEach(all::addAll);
    return IntStream.range(0, count).mapToObj(all::column).toList();
  }

  @Override
  public JavaRDD<Object[]> rows(List<Integer> numbers, List<Integer> texts) {
    List<StoredColumn> wanted =
        Stream.concat(numbers.stream(), texts.stream()).map(columns::get).toList();
    StructType schema = schema(wanted.stream().distinct().toList());
    spark
        .conf()
        .set(
            "spark.sql.parquet.columnarReaderBatchSize",
            String.valueOf(Math.max(16, Math.min(LARGEST_BATCH, CELLS / wanted.size()))));
    Dataset<Row> data =
        TableFile.reader(spark).format(kind).options(options).schema(schema).load(path);
    List<String> names = Arrays.asList(data.columns());
    Cells cells =
        new Cells(
            wanted.stream().mapToInt(column -> names.indexOf(column.name())).toArray(),
            wanted.stream().map(c -> c.fields().get(0).dataType()).toArray(DataType[]::new),
            numbers.size());
    SparkPlan scan = data.queryExecution().sparkPlan();
    return scan.supportsColumnar()
        ? scan.executeColumnar().toJavaRDD().flatMap(batch -> cells.of(batch.rowIterator()))
        : scan.execute().toJavaRDD().mapPartitions(cells::of);
  }

  /** Takes cells out of Spark's rows, numbers first. */
  private record Cells(int[] places, DataType[] types, int numbers) implements Serializable {
    private static final long serialVersionUID = 1L;

    Iterator<Object[]> of(Iterator<InternalRow> rows) {
      Iterable<InternalRow> all = () -> rows;
      return StreamSupport.stream(all.spliterator(), false).map(this::of).iterator();
    }

    private Object[] of(InternalRow row) {
      return IntStream.range(0, places.length)
          .mapToObj(i -> row.isNullAt(places[i]) ? null : of(row.get(places[i], types[i]), i))
          .toArray();
    }

    private Object of(Object cell, int i) {
      if (i < numbers) {
        return cell instanceof Boolean is
            ? (is ? 1.0 : 0.0)
            : cell instanceof Number n ? n.doubleValue() : ((Decimal) cell).toDouble();
      }
      // Some writers say of texts that they are bytes.
      return cell instanceof byte[] bytes
          ? new String(bytes, StandardCharsets.UTF_8)
          : String.valueOf(CatalystTypeConverters.createToScalaConverter(types[i]).apply(cell));
    }
  }
}
