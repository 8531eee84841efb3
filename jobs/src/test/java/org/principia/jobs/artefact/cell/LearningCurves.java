package org.principia.jobs.artefact.cell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.principia.visuals.chart.AxisScale;
import org.principia.visuals.chart.LineChart;

/**
 * Draws the validation errors of several trainings into one picture.
 *
 * <pre>
 * mvn -q -B -ntp test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java $(grep -o -- '--add-opens=[^ ]*' deploy/principia) \
 *   -cp jobs/target/test-classes:jobs/target/classes:$(cat jobs/target/classpath) \
 *   org.principia.jobs.artefact.cell.LearningCurves PICTURE.svg \
 *   spring=runs/long/spring-2d/bottleneck charge=runs/long/charge-2d/bottleneck
 * </pre>
 */
final class LearningCurves {
  private LearningCurves() {}

  /**
   * Draws.
   *
   * @param arguments file of the picture, then the name and the cell of each curve
   */
  public static void main(String[] arguments) throws Exception {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      List<LineChart.Series> series = new ArrayList<>();
      for (String argument : List.of(arguments).subList(1, arguments.length)) {
        int equals = argument.indexOf('=');
        series.add(curve(spark, argument.substring(0, equals), argument.substring(equals + 1)));
      }
      LineChart chart =
          new LineChart(
              "Learning at scale",
              "epoch",
              "validation error [length / time^2]",
              AxisScale.LOG,
              series);
      Files.writeString(Path.of(arguments[0]), chart.svg());
    }
  }

  private static LineChart.Series curve(SparkSession spark, String name, String cell) {
    List<Row> rows =
        spark
            .read()
            .parquet(cell + "/model/curve")
            .select("epoch", "validation_error")
            .orderBy("epoch")
            .collectAsList();
    return new LineChart.Series(
        name,
        rows.stream().mapToDouble(row -> row.getInt(0)).toArray(),
        rows.stream().mapToDouble(row -> row.getDouble(1)).toArray());
  }
}
