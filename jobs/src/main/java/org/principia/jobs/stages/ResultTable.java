package org.principia.jobs.stages;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.principia.validation.ErrorStatistics;
import org.principia.validation.Scorecard;

/** The scorecard as one Parquet row, to be put beside those of other cells. */
final class ResultTable {
  private ResultTable() {}

  static StructType schema() {
    StructType schema =
        new StructType()
            .add("law", DataTypes.StringType, false)
            .add("dimension", DataTypes.IntegerType, false)
            .add("strategy", DataTypes.StringType, false)
            .add("seed", DataTypes.LongType, false)
            .add("recovered", DataTypes.BooleanType, false)
            .add("chosen_recovered", DataTypes.BooleanType, false);
    for (String which : List.of("network", "network_raw", "law", "law_raw")) {
      for (String statistic : List.of("median", "mean", "deviation")) {
        schema = schema.add(which + "_error_" + statistic, DataTypes.DoubleType, false);
      }
    }
    return schema
        .add("linearity", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
        .add("share_of_variance", DataTypes.DoubleType, false)
        .add("acceleration_error", DataTypes.DoubleType, false);
  }

  static void write(Cell cell, Scorecard card, Path path) {
    Object[] cells = new Object[schema().size()];
    int at = 0;
    cells[at++] = card.law();
    cells[at++] = card.dimension();
    cells[at++] = card.strategy();
    cells[at++] = cell.seed();
    cells[at++] = card.recovery().recovered();
    cells[at++] = card.chosenRecovered();
    for (ErrorStatistics errors :
        List.of(card.network(), card.networkRaw(), card.fittedLaw(), card.fittedLawRaw())) {
      cells[at++] = errors.median();
      cells[at++] = errors.mean();
      cells[at++] = errors.deviation();
    }
    cells[at++] = java.util.Arrays.stream(card.linearity().best()).boxed().toArray(Double[]::new);
    cells[at++] = card.shareOfVariance();
    cells[at] = card.recovery().accelerationError();
    Row row = RowFactory.create(cells);
    SampleTable.write(cell.spark(), List.of(row), schema(), path);
  }
}
