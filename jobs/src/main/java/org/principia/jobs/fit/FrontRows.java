package org.principia.jobs.fit;

import java.util.ArrayList;
import java.util.List;
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
        .add("keys", DataTypes.createArrayType(DataTypes.StringType, false), false)
        .add("structure", DataTypes.StringType, true)
        .add("scale", DataTypes.DoubleType, true)
        .add("shift", DataTypes.DoubleType, true);
  }

  /** Writes the fronts as one file. */
  static void write(SparkSession spark, Fitted fitted, Path path) {
    List<Row> rows = fitted.lines().stream().map(line -> row(line, fitted.table())).toList();
    spark.createDataFrame(rows, schema()).coalesce(1).write().parquet(path.toString());
  }

  private static Row row(Fitted.Line line, UserTable all) {
    Table table = all.tables().get(line.group());
    ParetoMember m = line.member();
    Found found = line.found();
    List<Object> cells =
        new ArrayList<>(
            List.of(
                line.group(),
                m.complexity(),
                m.loss(),
                m.score(),
                Quality.r2(line.formula(), table)));
    Formula formula = new Formula(line.formula(), all.features());
    for (FormulaFormat format : FormulaFormat.values()) {
      cells.add(format.print(formula));
    }
    cells.add(Snapping.snapped(line.formula(), table, found.front().loss()).toText());
    cells.addAll(List.of(line.chosen(), table.rows(), found.rounds(), found.end().label()));
    cells.add(all.keys().get(line.group()).toArray());
    cells.add(line.coefficients().map(c -> m.expression().toText()).orElse(null));
    cells.add(line.coefficients().map(Fitted.Coefficients::scale).orElse(null));
    cells.add(line.coefficients().map(Fitted.Coefficients::shift).orElse(null));
    return RowFactory.create(cells.toArray());
  }
}
