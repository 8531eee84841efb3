package org.principia.jobs.stage;

import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One step on the way from the network to the law, and what it costs.
 *
 * @param name what stands in the place of the network by then
 * @param error mean absolute error of the accelerations on validation frames, the same ones for all
 *     steps [length / time^2]
 */
record Step(String name, double error) {
  private static final StructType SCHEMA =
      new StructType()
          .add("step", DataTypes.IntegerType, false)
          .add("name", DataTypes.StringType, false)
          .add("error", DataTypes.DoubleType, false);

  static void write(SparkSession spark, List<Step> steps, Path path) {
    List<Row> rows = new java.util.ArrayList<>();
    for (Step step : steps) {
      rows.add(RowFactory.create(rows.size(), step.name, step.error));
    }
    SampleTable.write(spark, rows, SCHEMA, path);
  }

  String line() {
    return String.format(Locale.ROOT, "  %-60s %.4g", name, error);
  }
}
