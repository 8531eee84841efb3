package org.principia.jobs.artefact.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.InputException;
import org.principia.jobs.artefact.table.UserTable.TableRequest;
import org.principia.symbolic.data.Table;

final class UserTableIT {
  private static SparkSession spark;

  @TempDir Path root;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("tables")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(root.resolve(name), text.replace(" ", "\n"));
  }

  private static TableRequest request(
      Path path, String features, String group, String weight, TableRequest.InvalidRows invalid) {
    return new TableRequest(
        path.toString(),
        "y",
        features == null ? List.of() : List.of(features.split(";", -1)),
        group == null ? List.of() : List.of(group),
        Optional.ofNullable(weight),
        invalid,
        3,
        TableRequest.Header.FIRST_ROW);
  }

  private static UserTable read(Path path) {
    return UserTable.read(spark, request(path, null, null, null, TableRequest.InvalidRows.REFUSE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y,a | | | Cannot read FILE: it has no rows",
        "y,a 1,2 1,3 | | | Cannot fit to FILE: y is constant at 1.0",
        "y,a,w 1,2,1 1,3,1 5,3,0 | | w | Cannot fit to FILE: y is constant at 1.0",
        "z,a 1,2 2,3 | | | Invalid --target: y (no such column; the nearest is z; columns: z, a)",
        "y,a 1,2 2,3 | b | | Invalid --features: b (no such column; the nearest is y; columns: y,"
            + " a)",
        "y,a 1,u 2,v | a | | Invalid --features: a (a numeric column; this one is of type string:"
            + " u)",
        "y,a 1,u 2,v | | | Cannot fit to FILE: it has no numeric column beside the target y;"
            + " left out: a (string, few rows of each)",
        "y,a u,1 v,3 | | | Invalid --target: y (a numeric column; this one is of type string:"
            + " u)",
        "y,a u,1 2,3 | | | Invalid --target: y (a numeric column; this one: 1 of 2 values no"
            + " number: u in row 1;"
            + " --drop-invalid leaves those rows out)",
        "y,a ,1 ,3 | | | Invalid --target: y (a numeric column; this one: empty)",
        "y;a 1.5;1,5 2.5;3,5 | | | Cannot fit to FILE: it has no numeric column beside the target"
            + " y; left out: a (decimal commas: 1,5)",
        "y;a 1%;1 2%;3 | | | Invalid --target: y (a numeric column; this one: percent signs: 1%)",
        "y;a 5kg;1 6kg;3 | | | Invalid --target: y (a numeric column; this one: units after the"
            + " numbers: 5kg)",
        "y;a 2,500,000;1 1,250,000;3 | | | Invalid --target: y (a numeric column; this one:"
            + " thousands separators: 2,500,000)",
        "y;a 2020-01-02;1 2020-01-03;3 | | | Invalid --target: y (a numeric column; this one:"
            + " dates: 2020-01-02)",
        "1,2 3,4 | | | Cannot read FILE: it has no header, its first row is numbers: 1, 2 (write"
            + " the columns' names above it, or give --no-header, which names them c1, c2, …)",
        "y,a 1,5,1,5 2,5,2,5 | | | Cannot read FILE: row 1 has 4 cells, the header 2:" + " 1,5,1,5",
        "y,a,b 1,2,3 2,3 | | | Cannot read FILE: row 2 has 2 cells, the header 3: 2,3",
        "y,a,w 1,2,-1 2,3,4 | | w | Invalid --weight: w (numbers from 0; a row has -1.0)",
        "y,a,w 1,2,0 2,3,0 | | w | Cannot fit to FILE: all weights are 0",
        "y,a,b 1,2,3 ,2,NaN 2,,Inf 3,, | | | Cannot fit to FILE: 3 of 4 rows have no finite number"
            + " in y (1 empty; first in row 2), a (2 empty; first in row 3), b (1 empty, 1 not a"
            + " number, 1 infinite; first NaN in row 2); --drop-invalid leaves those rows out"
      })
  void whatIsWrongWithATableIsOneLine(String text, String features, String weight, String message)
      throws IOException {
    Path file = file("t.csv", text.strip());
    assertThatThrownBy(
            () ->
                UserTable.read(
                    spark, request(file, features, null, weight, TableRequest.InvalidRows.REFUSE)))
        .isInstanceOf(InputException.class)
        .hasMessage(message.replace("FILE", file.toString()));
  }

  @Test
  void whatIsNoTableIsOneLine() throws IOException {
    Path nothing = root.resolve("nothing.csv");
    assertThatThrownBy(() -> read(nothing))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot read " + nothing + ": there is no such file or directory");
    Path empty = Files.createDirectory(root.resolve("empty"));
    assertThatThrownBy(() -> read(empty))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot read " + empty + ": it has no rows");
    Path binary = Files.write(root.resolve("binary"), new byte[] {1, 0, 2, 0, 0, 7});
    assertThatThrownBy(() -> read(binary))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Cannot read " + binary);
    Path broken = Files.writeString(root.resolve("broken.parquet"), "PAR1 and then nothing of it");
    assertThatThrownBy(() -> read(broken))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Cannot read " + broken);
    Path colon = Files.writeString(root.resolve("12:30.csv"), "y,a\n1,2\n");
    assertThatThrownBy(() -> read(colon)).hasMessageContaining("there is a colon in its name");
    assertThatThrownBy(() -> read(Path.of("nowhere:/x")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Cannot read nowhere:/x");
  }

  @Test
  void foldersThatAreNotOfOneTableAreOneLine() throws IOException {
    Path mixed = root.resolve("mixed");
    for (String folder : List.of("m=steel", "other")) {
      Files.writeString(
          Files.createDirectories(mixed.resolve(folder)).resolve("t.csv"), "y,a\n1,2\n2,3\n");
    }
    assertThatThrownBy(() -> read(mixed))
        .isInstanceOf(InputException.class)
        .hasMessage("Cannot read " + mixed + ": its folders are not those of one table");
  }

  @Test
  void aNamedColumnOfWhichHalfAreNumbersIsReadWhereRowsMayBeLeftOut() throws IOException {
    Path file = file("t.csv", "y,a 1,2 -,5 3,8 4,7 -,8");
    assertThatThrownBy(() -> read(file))
        .hasMessage(
            "Invalid --target: y (a numeric column; this one: 2 of 5 values no number: - in row 2;"
                + " --drop-invalid leaves those rows out)");
    UserTable table =
        UserTable.read(spark, request(file, null, null, null, TableRequest.InvalidRows.DROP));
    assertThat(table.tables().get("").target()).containsExactly(1, 3, 4);
    assertThat(table.numbers().get("")).containsExactly(1, 3, 4);
  }

  @Test
  void aColumnWithoutANameIsNone() throws IOException {
    // Written with its row numbers, and with a separator at the end of a row.
    UserTable table = read(file("t.csv", ",y,a 0,1,2 1,3,5, 2,4,7"));
    assertThat(table.features()).containsExactly("a");
    assertThat(table.tables().get("").target()).containsExactly(1, 3, 4);
    assertThat(table.tables().get("").columns()).isDeepEqualTo(new double[][] {{2, 5, 7}});
    Path several = Files.createDirectory(root.resolve("several"));
    Files.writeString(several.resolve("1.csv"), "y,,a\n1,2,3\n");
    Files.writeString(several.resolve("2.csv"), "y,,a\n2,2,4\n");
    assertThat(read(several).tables().get("").columns()).isDeepEqualTo(new double[][] {{3, 4}});
    Files.writeString(several.resolve("3.csv"), "y,,b\n2,2,4\n");
    assertThatThrownBy(() -> read(several))
        .hasMessage(
            "Cannot read " + several + ": the header of 3.csv is not that of the first file: y,,b");
  }

  @Test
  void invalidRowsAreDroppedOnRequest() throws IOException {
    Path file = file("t.csv", "y,a 1,2 ,5 3,NaN 4,7");
    UserTable table =
        UserTable.read(spark, request(file, null, null, null, TableRequest.InvalidRows.DROP));
    assertThat(table.invalidRows()).isEqualTo(2);
    assertThat(table.tables().get("").target()).containsExactly(1, 4);
    assertThat(table.tables().get("").columns()).isDeepEqualTo(new double[][] {{2, 7}});
    assertThat(table.numbers().get("")).containsExactly(1, 4);
  }

  @Test
  void numericColumnsThatServeNothingElseAreTheFeatures() throws IOException {
    Path file = file("t.csv", "name,y,a,w,b.c n,1,2,3,4 m,5,6,7,8");
    UserTable table =
        UserTable.read(spark, request(file, null, null, "w", TableRequest.InvalidRows.REFUSE));
    assertThat(table.features()).containsExactly("a", "b.c");
    assertThat(table.variables()).containsExactly("a", "b_c");
    assertThat(table.leftOut()).containsExactly(Map.entry("name", "string, few rows of each"));
    assertThat(table.tables().get("").weights()).containsExactly(3, 7);
    assertThat(table.tables().get("").columns()).isDeepEqualTo(new double[][] {{2, 6}, {4, 8}});
  }

  @Test
  void aTableIsTheSameInEveryFormAndOrderOfRows() throws IOException {
    UserTable read = read(file("t.csv", "y,a 3,1 1,5 2,2 2,1"));
    Table expected = read.tables().get("");
    assertThat(expected.target()).containsExactly(1, 2, 2, 3);
    assertThat(read.numbers().get("")).containsExactly(2, 4, 3, 1);
    Path tabs = Files.writeString(root.resolve("t.tsv"), "a\ty\n1\t2\n2\t2\n5\t1\n1\t3\n");
    Path packed = root.resolve("t.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("y;a\n2;1\n3;1\n1;5\n2;2\n".getBytes(StandardCharsets.UTF_8));
    }
    Path parquet = root.resolve("parquet");
    spark
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(root + "/t.csv")
        .repartition(3)
        .write()
        .parquet(parquet.toString());
    for (Path form : List.of(tabs, packed, parquet)) {
      Table table = read(form).tables().get("");
      assertThat(table.names()).as(form.toString()).containsExactly("a");
      assertThat(table.target()).as(form.toString()).isEqualTo(expected.target());
      assertThat(table.columns()).as(form.toString()).isDeepEqualTo(expected.columns());
    }
  }

  @Test
  void oneValueThatIsNoNumberIsSaidOfTheColumnThatItTakesOut() throws IOException {
    Path file = file("t.csv", "y,a,b 1,2,3 2,NA,4 3,5,6 4,NA,7");
    assertThat(read(file).leftOut())
        .containsExactly(Map.entry("a", "2 of 4 values no number: NA in row 2"));
  }

  @Test
  void twoQuotesWithinQuotesAreOneAndSeparatorsThereAreText() throws IOException {
    Path file =
        Files.writeString(
            root.resolve("t.csv"),
            "kind,y,\"length; \"\"net\"\", m\"\n\"1/2\"\" pipe, steel\",1,2\n"
                + "\"1/2\"\" pipe, steel\",2,5\n\"\",3,7\n\"a \"\"b\"\"\",1,2\n");
    UserTable table =
        UserTable.read(spark, request(file, null, null, null, TableRequest.InvalidRows.REFUSE));
    assertThat(table.features()).containsExactly("length; \"net\", m");
    assertThat(table.tables().get("").target()).containsExactly(1, 1, 2, 3);
    Path bad = Files.writeString(root.resolve("bad.csv"), "k,y,a\n\"x, \"\"y\",1,2\n\"x\",1,2,5\n");
    assertThatThrownBy(() -> read(bad))
        .hasMessage("Cannot read " + bad + ": row 2 has 4 cells, the header 3: \"x\",1,2,5");
  }

  @Test
  void aColumnThatIsNearlyAllNumbersHasRowsToBeLeftOut() throws IOException {
    StringBuilder text = new StringBuilder("code,y,a");
    for (int i = 0; i < 19; i++) {
      text.append(" ").append(i).append(',').append(i).append(',').append(2 * i);
    }
    Path file = file("t.csv", text + " x,20,N/A");
    TableRequest refusing = request(file, null, "code", null, TableRequest.InvalidRows.REFUSE);
    assertThatThrownBy(() -> UserTable.read(spark, refusing))
        .hasMessage(
            "Cannot fit to "
                + file
                + ": 1 of 20 rows have no finite number in a (1 not a number; first N/A in row 20);"
                + " --drop-invalid leaves those rows out");
    UserTable table =
        UserTable.read(spark, request(file, "a", null, null, TableRequest.InvalidRows.DROP));
    assertThat(table.invalidRows()).isEqualTo(1);
    assertThat(table.tables().get("").target()).hasSize(19);
    // What is grouped by stays as it is written.
    UserTable groups =
        UserTable.read(
            spark,
            new TableRequest(
                file("g.csv", text + " x,20,1 x,21,1").toString(),
                "y",
                List.of("a"),
                List.of("code"),
                Optional.empty(),
                TableRequest.InvalidRows.DROP,
                2,
                TableRequest.Header.FIRST_ROW));
    assertThat(groups.tables()).containsOnlyKeys("x");
  }

  @Test
  void aConstantIsNoFeatureUnlessItIsNamed() throws IOException {
    Path file = file("t.csv", "y,k,a,w 1,7,2,1 2,7,3,2 3,7,5,1");
    UserTable table =
        UserTable.read(spark, request(file, null, null, "w", TableRequest.InvalidRows.REFUSE));
    assertThat(table.features()).containsExactly("a");
    assertThat(table.leftOut()).containsExactly(Map.entry("k", UserTable.CONSTANT));
    assertThat(table.tables().get("").columns()).isDeepEqualTo(new double[][] {{2, 3, 5}});
    assertThat(table.tables().get("").weights()).containsExactly(1, 2, 1);
    UserTable named =
        UserTable.read(spark, request(file, "k;a", null, null, TableRequest.InvalidRows.REFUSE));
    assertThat(named.features()).containsExactly("k", "a");
  }

  @Test
  void numbersThatAreKeptAsTextAreText() throws IOException {
    Path parquet = root.resolve("codes");
    spark
        .read()
        .option("header", true)
        .schema("y double, a double, code string")
        .csv(file("t.csv", "y,a,code 1,2,10 2,3,20 3,5,30").toString())
        .write()
        .parquet(parquet.toString());
    assertThat(read(parquet).leftOut()).containsExactly(Map.entry("code", "string"));
  }

  @Test
  void groupsWhoseValuesHaveCommasOrAreEmptyAreApart() throws IOException {
    List<String> rows = new ArrayList<>();
    String[][] keys = {{"a, b", "c"}, {"a", "b, c"}, {"", "x"}, {"plain", "x"}};
    for (int k = 0; k < keys.length; k++) {
      for (int i = 0; i < 3; i++) {
        rows.add(String.join("|", keys[k][0], keys[k][1], String.valueOf(10 * k + i), "1." + i));
      }
    }
    StructType schema =
        new StructType()
            .add("p", "string")
            .add("q", "string")
            .add("y", "double")
            .add("x", "double");
    Path path = root.resolve("groups");
    spark
        .createDataFrame(
            rows.stream()
                .map(row -> row.split("\\|", -1))
                .map(c -> RowFactory.create(c[0], c[1], Double.valueOf(c[2]), Double.valueOf(c[3])))
                .toList(),
            schema)
        .write()
        .parquet(path.toString());
    UserTable table =
        UserTable.read(
            spark,
            new TableRequest(
                path.toString(),
                "y",
                List.of(),
                List.of("p", "q"),
                Optional.empty(),
                TableRequest.InvalidRows.REFUSE,
                3,
                TableRequest.Header.FIRST_ROW));
    assertThat(table.tables())
        .containsOnlyKeys("\"a, b\", c", "a, \"b, c\"", "\"\", x", "plain, x");
    assertThat(table.keys().get("a, \"b, c\"")).containsExactly("a", "b, c");
    assertThat(table.tables().get("\"\", x").target()).containsExactly(20, 21, 22);
  }

  @Test
  void anEmptyTextAmongNumbersToGroupByIsAGroup() throws IOException {
    Path file = file("t.csv", "m,y,a 07,1,1 7,2,2 7,3,3 \"\",1,1 \"\",2,2 \"\",4,3");
    UserTable table =
        UserTable.read(spark, request(file, null, "m", null, TableRequest.InvalidRows.REFUSE));
    assertThat(table.tables()).containsOnlyKeys("7", "\"\"");
    assertThat(table.numbers().get("\"\"")).containsExactly(4, 5, 6);
  }

  @Test
  void groupsThatCannotBeFittedAreToldAndStopNoOther() throws IOException {
    Path file = file("t.csv", "m,y,a u,1,1 u,2,2 u,3,3 v,1,1 v,2,2 w,7,1 w,7,2 w,7,3 ,1,1");
    UserTable table =
        UserTable.read(spark, request(file, null, "m", null, TableRequest.InvalidRows.DROP));
    assertThat(table.tables()).containsOnlyKeys("u");
    assertThat(table.problems())
        .containsEntry("v", "2 rows, fewer than --min-rows 3")
        .containsEntry("w", "y is constant at 7.0")
        .hasSize(2);
    assertThat(table.invalidRows()).isEqualTo(1);
    Path none = file("none.csv", "m,y,a u,1,1 v,1,1");
    assertThatThrownBy(
            () ->
                UserTable.read(
                    spark, request(none, null, "m", null, TableRequest.InvalidRows.REFUSE)))
        .hasMessage(
            "Cannot fit to "
                + none
                + ": none of its 2 groups can be fitted; u: 1 rows, fewer than --min-rows 3");
  }
}
