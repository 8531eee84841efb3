package org.principia.jobs.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.jobs.artefact.RecordTable.ColumnTable;

final class RecordTableIT {
  private enum Colour {
    RED,
    DARK_BLUE
  }

  /** One component of every type. */
  private record Everything(
      int count,
      long manyRows,
      float share,
      double meanError,
      double exactError,
      boolean chosen,
      String name,
      Colour colour,
      double[] deviations,
      float[] message,
      List<String> keys,
      Optional<String> structure,
      Optional<Double> scale) {}

  private record Pair(int first, double second) implements Serializable {}

  private record Wider(int first, double second, String third, boolean fourth) {}

  private record Other(int first, String second) {}

  private record Odd(Object anything) {}

  @TempDir static java.nio.file.Path root;

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder().master("local[2]").config("spark.ui.enabled", "false").getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Path path(String name) {
    return new Path(root.toString(), name);
  }

  private static Everything everything(double mean, Optional<String> structure) {
    return new Everything(
        3,
        1L << 40,
        0.5f,
        mean,
        1.0 / 3,
        true,
        "m1 * m2",
        Colour.DARK_BLUE,
        new double[] {1, Double.POSITIVE_INFINITY},
        new float[] {0.25f},
        List.of("a", "b"),
        structure,
        structure.map(s -> 2.5));
  }

  @Test
  void everyTypeComesBackAsItWasWritten() {
    RecordTable<Everything> table = RecordTable.of(Everything.class).nullable("mean_error");
    List<Everything> records =
        List.of(everything(0.1, Optional.of("free")), everything(Double.NaN, Optional.empty()));
    table.write(spark, records, path("everything"));
    assertThat(table.read(spark, path("everything")))
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withEqualsForType(Double::equals, Double.class)
                .build())
        .containsExactlyElementsOf(records);
  }

  @Test
  void columnsHaveTheComponentsNamesInSnakeCaseAndAreNullOnlyWhereThatIsAllowed() {
    RecordTable<Everything> table = RecordTable.of(Everything.class).nullable("mean_error");
    assertThat(table.schema().fieldNames())
        .startsWith("count", "many_rows", "share", "mean_error", "exact_error")
        .endsWith("keys", "structure", "scale");
    assertThat(List.of(table.schema().fields()))
        .filteredOn(field -> field.nullable())
        .extracting(field -> field.name())
        .containsExactly("mean_error", "structure", "scale");
    table.write(spark, List.of(everything(Double.NaN, Optional.empty())), path("nulls"));
    assertThat(spark.read().parquet(path("nulls").toString()).where("mean_error is null").count())
        .isEqualTo(1);
    assertThat(spark.read().parquet(path("nulls").toString()).select("colour").first().getString(0))
        .isEqualTo("dark_blue");
  }

  @Test
  void withoutNamesEveryDoubleIsNullWhereItIsNotANumber() {
    RecordTable<Pair> table = RecordTable.of(Pair.class).nullable();
    assertThat(table.row(new Pair(1, Double.NaN)).isNullAt(1)).isTrue();
    assertThat(table.record(table.row(new Pair(1, Double.NaN))).second()).isNaN();
    assertThat(RecordTable.of(Pair.class).row(new Pair(1, Double.NaN)).getDouble(1)).isNaN();
  }

  @Test
  void anArrayMayBeSpreadOverColumnsOfItsOwn() {
    record Sample(int run, double[] inputs, int last) {}
    RecordTable<Sample> table = RecordTable.of(Sample.class).spread("inputs", List.of("dx", "dy"));
    assertThat(table.schema().fieldNames()).containsExactly("run", "dx", "dy", "last");
    table.write(spark, List.of(new Sample(7, new double[] {1, 2}, 9)), path("spread"));
    Sample read = table.read(spark, path("spread")).get(0);
    assertThat(read.inputs()).containsExactly(1, 2);
    assertThat(read.last()).isEqualTo(9);
  }

  @Test
  void recordsOnTheClusterAreWrittenInSeveralFiles() {
    RecordTable<Pair> table = RecordTable.of(Pair.class);
    List<Pair> records = List.of(new Pair(1, 1), new Pair(2, 2), new Pair(3, 3));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    table.write(spark, context.parallelize(records, 3), 2, path("several"));
    assertThat(table.read(spark, path("several"))).containsExactlyInAnyOrderElementsOf(records);
  }

  @Test
  void aTableThatIsNotThereIsOneLine() {
    assertThatThrownBy(() -> RecordTable.of(Pair.class).read(spark, path("nowhere")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot read ")
        .hasMessageEndingWith("there is no such directory");
  }

  @Test
  void aTableWithoutColumnsOrWithOthersIsOneLine() {
    RecordTable.of(Pair.class).write(spark, List.of(new Pair(1, 2)), path("pairs"));
    assertThatThrownBy(() -> RecordTable.of(Wider.class).read(spark, path("pairs")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it has no column third, fourth; --overwrite with the verb")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> RecordTable.of(Other.class).read(spark, path("pairs")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the column second has the type double, not string; --overwrite")
        .hasMessageNotContaining("\n");
  }

  private record Painted(Colour colour) {}

  @Test
  void aCellThatNoRecordCanHoldIsOneLine() {
    spark
        .sql("select cast(null as int) as first, 2.0D as second")
        .write()
        .parquet(path("empty").toString());
    assertThatThrownBy(() -> RecordTable.of(Pair.class).read(spark, path("empty")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Cannot read ")
        .hasMessageContaining("empty: Invalid first: null (a value); --overwrite with the verb");
    spark.sql("select 'purple' as colour").write().parquet(path("purple").toString());
    assertThatThrownBy(() -> RecordTable.of(Painted.class).read(spark, path("purple")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Invalid colour: purple (one of red, dark_blue); --overwrite");
  }

  @Test
  void aColumnThatIsRequiredWithAnotherTypeIsLeftOut() {
    spark.sql("select 5 as seed, 0.5D as loss").write().parquet(path("row").toString());
    assertThat(new ColumnTable().require("seed", Long.class).first(spark, path("row")))
        .containsOnlyKeys("loss");
  }

  @Test
  void aComponentThatNoColumnCanHoldIsADefect() {
    assertThatThrownBy(() -> RecordTable.of(Odd.class).schema())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("anything");
  }
}
