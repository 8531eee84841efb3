package org.principia.jobs.artefact.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.Histogram;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.apache.spark.metrics.source.CodegenMetrics;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.jobs.artefact.table.UserTable.TableRequest;

/** Tables as instruments, spreadsheets, statistics programs and data frames write them. */
final class TableKindsIT {
  private static final Path CASES = Path.of("src/test/resources/tables");

  private static SparkSession spark;

  @TempDir Path root;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("kinds of tables")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static UserTable read(
      Path path, String target, TableRequest.Header header, String... by) {
    return UserTable.read(
        spark,
        new TableRequest(
            path.toString(),
            target,
            List.of(),
            List.of(by),
            Optional.empty(),
            TableRequest.InvalidRows.REFUSE,
            1,
            header));
  }

  private static UserTable read(Path path, String target) {
    return read(path, target, TableRequest.Header.FIRST_ROW);
  }

  private Path file(String name, String text, Charset charset) throws IOException {
    return Files.write(root.resolve(name), text.getBytes(charset));
  }

  private Path file(String name, String text) throws IOException {
    return file(name, text, StandardCharsets.UTF_8);
  }

  private static double[][] columns(UserTable table) {
    return table.tables().get("").columns();
  }

  @Test
  void aTableSeparatedByBlanksIsRead() {
    UserTable table = read(CASES.resolve("scaling.dat"), "y");
    assertThat(table.features()).containsExactly("d", "N");
    assertThat(table.leftOut()).containsExactly(Map.entry("yerr", "error of the target"));
    assertThat(table.rows()).isEqualTo(24);
    assertThat(table.notes())
        .containsExactly(
            "read with cells separated by blanks", "left out as comments, below its first row: 1");
  }

  @Test
  void aTableWithoutAHeaderIsReadOnRequest() {
    Path file = CASES.resolve("headerless.csv");
    assertThatThrownBy(() -> read(file, "y"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "Cannot read "
                + file
                + ": it has no header, its first row is numbers: 9.00e+01, 2.73e-04");
    UserTable table = read(file, "c2", TableRequest.Header.NONE);
    assertThat(table.features()).containsExactly("c1");
    assertThat(table.tables().get("").target()).contains(2.73e-04);
    assertThatThrownBy(
            () -> read(CASES.resolve("pandas-ns.parquet"), "E", TableRequest.Header.NONE))
        .hasMessageStartingWith("Invalid --no-header: ");
  }

  @Test
  void aWorkbookIsNamed() {
    Path file = CASES.resolve("table.xlsx");
    assertThatThrownBy(() -> read(file, "y"))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot read " + file + ": it is an Excel workbook; save the sheet as CSV");
  }

  @Test
  void timesInNanosecondsAreLeftOut() {
    UserTable table = read(CASES.resolve("pandas-ns.parquet"), "E");
    assertThat(table.features()).containsExactly("m", "v");
    assertThat(table.leftOut()).containsOnlyKeys("when");
    double[][] x = columns(table);
    double[] energy = table.tables().get("").target();
    for (int i = 0; i < energy.length; i++) {
      assertThat(energy[i]).isCloseTo(x[0][i] * x[1][i] * x[1][i] / 2, within(energy[i]));
    }
  }

  private static Offset<Double> within(double value) {
    return Offset.offset(1e-2 * value);
  }

  @Test
  void namesThatDifferInTheirCapitalsAloneAreToldApart() throws IOException {
    UserTable table = read(CASES.resolve("capitals.csv"), "mu");
    assertThat(table.features()).containsExactly("M", "m");
    assertThat(table.variables()).containsExactly("M", "m");
    String text = "T,t,y\n1,5,2\n1,6,3\n2,7,5\n2,8,9\n";
    Path csv = file("t.csv", text);
    Path parquet = root.resolve("parquet");
    spark.conf().set("spark.sql.caseSensitive", "true");
    spark
        .read()
        .option("header", true)
        .schema("T double, t double, y double")
        .csv(csv.toString())
        .write()
        .parquet(parquet.toString());
    spark.conf().set("spark.sql.caseSensitive", "false");
    Path json = root.resolve("t.json");
    spark.conf().set("spark.sql.caseSensitive", "true");
    Files.write(json, spark.read().parquet(parquet.toString()).toJSON().collectAsList());
    spark.conf().set("spark.sql.caseSensitive", "false");
    for (Path path : List.of(csv, parquet, json)) {
      UserTable groups = read(path, "y", TableRequest.Header.FIRST_ROW, "T");
      assertThat(groups.features()).as(path.toString()).containsExactly("t");
      assertThat(groups.tables()).as(path.toString()).hasSize(2);
      assertThat(read(path, "t").features())
          .as(path.toString())
          .containsExactlyInAnyOrder("T", "y");
    }
  }

  @Test
  void everyEncodingAndEndOfALineIsRead() throws IOException {
    String text = "gr\u00f6\u00dfe (\u00b5m),y\n1,2\n3,4\n";
    for (Path path :
        List.of(
            file("utf8.csv", "\ufeff" + text),
            file("utf16.csv", "\ufeff" + text.replace("\n", "\r\n"), StandardCharsets.UTF_16LE),
            file("utf16be.csv", text, StandardCharsets.UTF_16BE),
            file("windows.csv", text, Charset.forName("windows-1252")),
            file("mac.csv", text.replace('\n', '\r')))) {
      UserTable table = read(path, "y");
      assertThat(table.features()).as(path.toString()).containsExactly("gr\u00f6\u00dfe (\u00b5m)");
      assertThat(columns(table)).as(path.toString()).isDeepEqualTo(new double[][] {{1, 3}});
    }
  }

  @Test
  void decimalCommasAndFortransExponentsAreRead() throws IOException {
    assertThat(columns(read(file("a.csv", "x;y\n1,5;2\n-2,5e1;3\n"), "y")))
        .isDeepEqualTo(new double[][] {{1.5, -25}});
    assertThat(columns(read(file("b.dat", " x  y\n 1.5D+00  2\n 2.5D-01  3\n"), "y")))
        .isDeepEqualTo(new double[][] {{1.5, 0.25}});
  }

  @Test
  void commentsAreNoRowsWhereverTheyStand() throws IOException {
    UserTable table =
        read(file("c.txt", "# made by hand\n# x y\n\n1 2\n# 5 6\n3 4 # doubtful\n# end\n"), "y");
    assertThat(columns(table)).isDeepEqualTo(new double[][] {{1, 3}});
    assertThat(table.notes()).contains("left out as comments, below its first row: 2");
  }

  @Test
  void everyFileOfADirectoryHasItsHeaderAndItsFolderMayBeAColumn() throws IOException {
    Path folder = Files.createDirectories(root.resolve("all/m=2"));
    Files.writeString(folder.resolve("a.csv"), "# one\nx,y\n1,2\n");
    Files.writeString(
        Files.createDirectories(root.resolve("all/m=3")).resolve("b.csv"), "x,y\n3,4\n5,7\n");
    UserTable table = read(root.resolve("all"), "y");
    assertThat(table.features()).containsExactly("x", "m");
    assertThat(columns(table)).isDeepEqualTo(new double[][] {{1, 3, 5}, {2, 3, 3}});
    assertThat(table.notes()).isEmpty();
  }

  @Test
  void aNameWithWildcardsIsThatOfOneFile() throws IOException {
    file("t1.csv", "x,y\n7,8\n");
    assertThat(columns(read(file("t[1] {a}*.csv", "x,y\n1,2\n3,4\n"), "y")))
        .isDeepEqualTo(new double[][] {{1, 3}});
  }

  @Test
  void aDirectoryOfJsonIsRead() throws IOException {
    Path folder = Files.createDirectories(root.resolve("json"));
    Files.writeString(folder.resolve("a.json"), "{\"x\":1,\"y\":2}\n");
    Files.writeString(folder.resolve("b.json"), "{\"x\":3,\"y\":4}\n");
    assertThat(columns(read(folder, "y"))).isDeepEqualTo(new double[][] {{1, 3}});
  }

  /** A table with columns of all types that Spark writes. */
  private Path types() {
    StructType schema =
        new StructType()
            .add("y", "double")
            .add("decimal", "decimal(10,2)")
            .add("small", "tinyint")
            .add("yes", "boolean")
            .add("text", "string")
            .add("array", "array<int>")
            .add("struct", "struct<a:int>")
            .add("map", "map<string,int>")
            .add("binary", DataTypes.BinaryType)
            .add("day", "date")
            .add("none", "double")
            .add("__index_level_0__", "bigint")
            .add("F (N)", "float");
    List<Row> rows =
        IntStream.range(1, 5)
            .mapToObj(
                i ->
                    RowFactory.create(
                        1.0 * i,
                        BigDecimal.valueOf(i, 2),
                        (byte) i,
                        i == 2,
                        "t" + i,
                        List.of(i),
                        RowFactory.create(i),
                        Map.of("k", i),
                        new byte[] {(byte) ('a' + i / 3)},
                        LocalDate.of(2020, 1, 1 + i / 3),
                        i == 1 ? null : Double.NaN,
                        (long) i,
                        2f * i))
            .toList();
    Path path = root.resolve("types");
    spark.createDataFrame(rows, schema).write().parquet(path.toString());
    return path;
  }

  @Test
  void columnsOfAllTypesOfParquetAreNumbersOrAreLeftOut() {
    Path path = types();
    UserTable table = read(path, "y");
    assertThat(table.features()).containsExactly("decimal", "small", "yes", "F (N)");
    assertThat(columns(table))
        .isDeepEqualTo(
            new double[][] {{0.01, 0.02, 0.03, 0.04}, {1, 2, 3, 4}, {0, 1, 0, 0}, {2, 4, 6, 8}});
    assertThat(table.leftOut())
        .containsEntry("text", "string, few rows of each")
        .containsEntry("array", "array<int>")
        .containsEntry("day", "date")
        .containsEntry("none", "empty")
        .containsEntry("__index_level_0__", "row numbers")
        .hasSize(8);
    assertThat(read(path, "y", TableRequest.Header.FIRST_ROW, "day").tables())
        .containsOnlyKeys("2020-01-01", "2020-01-02");
    assertThat(read(path, "y", TableRequest.Header.FIRST_ROW, "binary").tables())
        .containsOnlyKeys("a", "b");
  }

  private Path parquet(MessageType schema, List<Group> rows) throws IOException {
    Path path = root.resolve(schema.getName() + ".parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(path.toString()))
            .withType(schema)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
    return path;
  }

  @Test
  void typesThatSparkDoesNotKnowCostTheirColumnsAlone() throws IOException {
    MessageType schema =
        Types.buildMessage()
            .required(PrimitiveTypeName.DOUBLE)
            .named("y")
            .required(PrimitiveTypeName.INT32)
            .as(LogicalTypeAnnotation.intType(32, false))
            .named("unsigned")
            .required(PrimitiveTypeName.INT64)
            .as(LogicalTypeAnnotation.timeType(true, TimeUnit.NANOS))
            .named("clock")
            .named("foreign");
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    Path path =
        parquet(
            schema,
            List.of(
                groups.newGroup().append("y", 1.5).append("unsigned", -1).append("clock", 5L),
                groups.newGroup().append("y", 2.5).append("unsigned", 7).append("clock", 6L)));
    UserTable table = read(path, "y");
    assertThat(columns(table)).isDeepEqualTo(new double[][] {{4294967295.0, 7}});
    assertThat(table.leftOut()).containsEntry("clock", "time(nanos,true)");
    assertThatThrownBy(() -> read(path, "y", TableRequest.Header.FIRST_ROW, "clock"))
        .hasMessage(
            "Invalid --group-by: clock (a column that can be read; this one is of type"
                + " time(nanos,true))");
  }

  @Test
  void orcAndJsonAreReadAsParquetIs() throws IOException {
    Path csv = file("t.csv", "x,y\n1,2\n3,4\n");
    Path orc = root.resolve("orc");
    spark
        .read()
        .option("header", true)
        .schema("x double, y int")
        .csv(csv.toString())
        .write()
        .orc(orc.toString());
    Path lines = file("t.json", "{\"x\":1,\"y\":2}\n{\"x\":3.0,\"y\":4}\n");
    Path array = file("a.json", "[{\"x\":1,\"y\":2},\n {\"x\":3.0,\"y\":4}]");
    for (Path path : List.of(csv, orc, lines, array)) {
      assertThat(columns(read(path, "y")))
          .as(path.toString())
          .isDeepEqualTo(new double[][] {{1, 3}});
    }
    assertThatThrownBy(() -> read(file("c.json", "{\"x\":[1,2],\"y\":[3,4]}"), "y"))
        .hasMessageContaining("in JSON a row is an object");
  }

  /** What Spark compiles for each column takes minutes for thousands. */
  @Test
  void noCodeIsCompiledForEachOfManyColumns() throws IOException {
    int count = 3000;
    List<String> names =
        IntStream.range(0, count).mapToObj(j -> "w" + j).collect(Collectors.toList());
    StringBuilder text = new StringBuilder(String.join(",", names)).append('\n');
    Types.MessageTypeBuilder schema = Types.buildMessage();
    names.forEach(name -> schema.required(PrimitiveTypeName.DOUBLE).named(name));
    MessageType wide = schema.named("wide");
    SimpleGroupFactory groups = new SimpleGroupFactory(wide);
    Group[] rows = new Group[3];
    for (int i = 0; i < rows.length; i++) {
      double[] row = new double[count];
      rows[i] = groups.newGroup();
      for (int j = 0; j < count; j++) {
        row[j] = i + j * (i + 1);
        rows[i].append("w" + j, row[j]);
      }
      text.append(Arrays.stream(row).mapToObj(String::valueOf).collect(Collectors.joining(",")))
          .append('\n');
    }
    Path parquet = parquet(wide, List.of(rows));
    for (Path path : List.of(file("wide.csv", text.toString()), parquet)) {
      UserTable table = read(path, "w0");
      assertThat(table.features()).as(path.toString()).isEqualTo(names.subList(1, count));
      assertThat(columns(table)[count - 2])
          .as(path.toString())
          .containsExactly(count - 1, 1 + 2 * (count - 1), 2 + 3 * (count - 1));
    }
    Histogram code = CodegenMetrics.METRIC_SOURCE_CODE_SIZE();
    assertThat(code.getSnapshot().getMax()).isLessThan(100_000);
  }
}
