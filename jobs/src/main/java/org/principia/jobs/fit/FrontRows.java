package org.principia.jobs.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.principia.jobs.search.Found;
import org.principia.jobs.table.UserTable;
import org.principia.symbolic.ParetoMember;
import org.principia.symbolic.Snapping;
import org.principia.symbolic.Table;

/** Fronts as Parquet rows, one a member. */
final class FrontRows {
  private FrontRows() {}

  static StructType schema() {
    StructType schema =
        new StructType()
            .add("group", DataTypes.StringType, false)
            .add("complexity", DataTypes.IntegerType, false)
            .add("loss", DataTypes.DoubleType, false)
            .add("score", DataTypes.DoubleType, false)
            .add("r2", DataTypes.DoubleType, false);
    for (FormulaFormat format : FormulaFormat.values()) {
      schema = schema.add(format.column(), DataTypes.StringType, false);
    }
    return schema
        .add("snapped", DataTypes.StringType, false)
        .add("chosen", DataTypes.BooleanType, false)
        .add("rows", DataTypes.IntegerType, false)
        .add("rounds", DataTypes.IntegerType, false)
        .add("end", DataTypes.StringType, false)
        .add("keys", DataTypes.createArrayType(DataTypes.StringType, false), false);
  }

  /** Writes the fronts as one file. */
  static void write(SparkSession spark, Map<String, Found> found, UserTable table, Path path) {
    List<Row> rows = new ArrayList<>();
    found.forEach((group, f) -> addAll(rows, group, f, table));
    spark.createDataFrame(rows, schema()).coalesce(1).write().parquet(path.toString());
  }

  private static void addAll(List<Row> rows, String group, Found found, UserTable all) {
    Table table = all.tables().get(group);
    ParetoMember chosen = found.front().chosen();
    for (ParetoMember m : found.front().members()) {
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  group, m.complexity(), m.loss(), m.score(), Quality.r2(m.expression(), table)));
      Formula formula = new Formula(m.expression(), all.features());
      for (FormulaFormat format : FormulaFormat.values()) {
        cells.add(format.print(formula));
      }
      cells.add(Snapping.snapped(m.expression(), table, found.front().loss()).toText());
      cells.addAll(List.of(m.equals(chosen), table.rows(), found.rounds(), found.end().label()));
      cells.add(all.keys().get(group).toArray());
      rows.add(RowFactory.create(cells.toArray()));
    }
  }
}
