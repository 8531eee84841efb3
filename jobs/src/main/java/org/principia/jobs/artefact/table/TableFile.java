package org.principia.jobs.artefact.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;

/**
 * A table in a file or a directory of files of any Hadoop file system: Parquet, told by its first
 * bytes, or else CSV with a header, separated by comma, semicolon, tab or bar.
 *
 * @param spark the session
 * @param path the file or directory
 */
public record TableFile(SparkSession spark, String path) {
  private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final String SEPARATORS = ",;\t|";

  /** Nine of ten values are numbers. */
  private static final double MOST = 0.9;

  /** Where a row stands as a whole that has not as many cells as the header. */
  private static final String WHOLE = "the whole row";

  private static final Pattern ENDED = Pattern.compile("[" + SEPARATORS + "]\\s*$");

  /**
   * Opens it; what is in the files is read later. A column of CSV that is nearly all numbers is one
   * of numbers, NaN where it has none, unless it is one of the texts.
   *
   * @throws InputException if there is nothing of that name, or nothing in it, or no table
   */
  public Dataset<Row> open(List<String> texts) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    try {
      Path root = new Path(path);
      FileSystem files = root.getFileSystem(hadoop);
      if (!files.exists(root)) {
        throw InputException.cannot("read " + path, "there is no such file or directory");
      }
      Path first =
          firstFile(files, files.getFileStatus(root))
              .orElseThrow(() -> InputException.cannot("read " + path, "it has no rows"));
      return isParquet(files, first)
          ? spark.read().parquet(path)
          : mostlyNumeric(csv(files, first), texts);
    } catch (InputException e) {
      throw e;
    } catch (Exception e) {
      // Spark throws checked exceptions without saying so.
      throw InputException.cannot(
          "read " + path, "it is no table in Parquet or CSV; " + deepest(e), e);
    }
  }

  /** The first line of what was wrong at first. */
  static String deepest(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  /** The first file with something in it, by name; those that Spark passes over are passed over. */
  private static Optional<Path> firstFile(FileSystem files, FileStatus status) throws IOException {
    if (!status.isDirectory()) {
      return status.getLen() > 0 ? Optional.of(status.getPath()) : Optional.empty();
    }
    FileStatus[] inside = files.listStatus(status.getPath());
    Arrays.sort(inside, Comparator.comparing(FileStatus::getPath));
    for (FileStatus child : inside) {
      String name = child.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".") && !name.endsWith(".json")) {
        Optional<Path> found = firstFile(files, child);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isParquet(FileSystem files, Path file) throws IOException {
    byte[] magic = new byte[PARQUET.length];
    try (InputStream in = files.open(file)) {
      return in.readNBytes(magic, 0, magic.length) == magic.length && Arrays.equals(magic, PARQUET);
    }
  }

  private Dataset<Row> csv(FileSystem files, Path first) throws IOException {
    String header = header(files, first);
    if (header.isBlank() || header.indexOf('\0') >= 0) {
      throw InputException.cannot("read " + path, "it is neither Parquet nor CSV with a header");
    }
    char separator = separator(header);
    List<Integer> unnamed = unnamed(header, separator);
    boolean single = unnamed.isEmpty() || files.getFileStatus(new Path(path)).isFile();
    if (!single) {
      throw InputException.cannot(
          "read " + path, "column " + (1 + unnamed.get(0)) + " of its header has no name");
    }
    Dataset<Row> data = reader(separator, unnamed.isEmpty()).csv(path);
    requireCells(data.schema(), separator, unnamed.isEmpty(), data.columns().length);
    // A table written with its row numbers has them in a column without a name.
    String[] without = unnamed.stream().map(i -> "_c" + i).toArray(String[]::new);
    return data.drop(without);
  }

  /**
   * Columns of a header that have no name, by place; an {@link InputException} if two have the
   * same.
   */
  private List<Integer> unnamed(String header, char separator) {
    Row names =
        trimming(separator).csv(spark.createDataset(List.of(header), Encoders.STRING())).first();
    Set<String> seen = new HashSet<>();
    List<Integer> unnamed = new ArrayList<>();
    for (int i = 0; i < names.length(); i++) {
      if (names.isNullAt(i)) {
        unnamed.add(i);
      } else if (!seen.add(names.getString(i).toLowerCase(Locale.ROOT))) {
        throw InputException.cannot(
            "read " + path,
            "two columns of its header are named " + names.getString(i) + ", but for capitals");
      }
    }
    return unnamed;
  }

  /** Cells beyond the header would be passed over, and lacking ones be empty. */
  private void requireCells(StructType schema, char separator, boolean named, int header) {
    // Whole rows, since of some columns alone Spark does not see how many cells there are.
    JavaPairRDD<String, Long> odd =
        reader(separator, named)
            .schema(schema.add(WHOLE, DataTypes.StringType))
            .option("columnNameOfCorruptRecord", WHOLE)
            .csv(path)
            .javaRDD()
            .map(row -> row.isNullAt(row.length() - 1) ? "" : row.getString(row.length() - 1))
            .zipWithIndex()
            .filter(row -> !row._1().isEmpty() && cells(row._1(), separator, header) != header);
    odd.take(1)
        .forEach(
            row -> {
              throw InputException.cannot(
                  "read " + path,
                  String.format(
                      "row %s has %s cells, the header %s: %s",
                      row._2() + 1, cells(row._1(), separator, header), header, row._1()));
            });
  }

  /** Cells of a row; a separator at the end of a row that has all of them does no harm. */
  private static int cells(String row, char separator, int header) {
    int cells = (int) count(unquoted(row, separator), separator) + 1;
    return cells == header + 1 && ENDED.matcher(row).find() ? header : cells;
  }

  /** A row without its cells in double quotes, in which two quotes are one. */
  static String unquoted(String row, char separator) {
    StringBuilder rest = new StringBuilder();
    boolean quoted = false;
    boolean begins = true;
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      if (quoted || (begins && c == '"')) {
        // Two quotes end the cell and open it again.
        quoted = (c == '"') != quoted;
        begins = c == '"';
      } else {
        begins = c == separator || (begins && Character.isWhitespace(c));
        rest.append(c);
      }
    }
    return rest.toString();
  }

  private DataFrameReader trimming(char separator) {
    return spark
        .read()
        .option("ignoreLeadingWhiteSpace", true)
        .option("ignoreTrailingWhiteSpace", true)
        // Two quotes within quotes are one, as RFC 4180 has it.
        .option("escape", "\"")
        .option("sep", String.valueOf(separator));
  }

  private DataFrameReader reader(char separator, boolean named) {
    return trimming(separator)
        .option("header", true)
        // The header of every file counts: files of one directory may differ in their columns.
        .option("enforceSchema", !named)
        .option("inferSchema", true);
  }

  private static String header(FileSystem files, Path file) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(files.getConf()).getCodec(file);
    try (InputStream raw = files.open(file);
        InputStream in = codec == null ? raw : codec.createInputStream(raw);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      return line == null ? "" : line;
    }
  }

  /** The one that occurs most; of a header of one column none occurs, and any will do. */
  static char separator(String header) {
    char best = SEPARATORS.charAt(0);
    for (int i = 1; i < SEPARATORS.length(); i++) {
      char c = SEPARATORS.charAt(i);
      if (count(unquoted(header, c), c) > count(unquoted(header, best), best)) {
        best = c;
      }
    }
    return best;
  }

  private static long count(String text, char c) {
    return text.chars().filter(x -> x == c).count();
  }

  /**
   * The same rows; columns that a few words, such as N/A, make texts of are numbers, NaN where the
   * words are.
   */
  private static Dataset<Row> mostlyNumeric(Dataset<Row> data, List<String> texts) {
    String[] names = data.columns();
    Dataset<Row> named = Columns.byPlace(data);
    List<Integer> candidates = new ArrayList<>();
    List<Column> counts = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      if (data.schema().fields()[i].dataType().equals(DataTypes.StringType)
          && !texts.contains(names[i])) {
        candidates.add(i);
        counts.add(functions.count(named.col("c" + i)));
        counts.add(functions.count(named.col("c" + i).cast("double")));
      }
    }
    if (candidates.isEmpty()) {
      return data;
    }
    Row row =
        named.agg(counts.get(0), counts.subList(1, counts.size()).toArray(new Column[0])).head();
    Column[] columns = Arrays.stream(named.columns()).map(named::col).toArray(Column[]::new);
    for (int k = 0; k < candidates.size(); k++) {
      if (row.getLong(2 * k) > 0 && row.getLong(2 * k + 1) >= MOST * row.getLong(2 * k)) {
        Column text = columns[candidates.get(k)];
        Column number = text.cast("double");
        columns[candidates.get(k)] =
            functions.when(text.isNotNull().and(number.isNull()), Double.NaN).otherwise(number);
      }
    }
    return named.select(columns).toDF(names);
  }
}
