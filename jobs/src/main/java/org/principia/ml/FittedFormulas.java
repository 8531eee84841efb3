package org.principia.ml;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;
import org.principia.jobs.artefact.RecordTable;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.fit.FrontRow;
import org.principia.symbolic.expression.Expression;

/**
 * What a model has: the front as a table, and what its names mean.
 *
 * @param names of features, columns and variables
 * @param schema of the front; one that another version wrote may have more or fewer columns
 * @param rows of the front, the simplest formula first
 */
record FittedFormulas(Names names, StructType schema, List<Row> rows) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final RecordTable<Names> NAMES = RecordTable.of(Names.class);
  private static final String FRONT = "front";
  private static final String DATA = "data";

  /**
   * What the names in formulas mean.
   *
   * @param features in the order of a vector
   * @param columns those of the features that were no constants
   * @param variables the same as formulas name them
   * @param summary the front and its choice, for people
   */
  record Names(List<String> features, List<String> columns, List<String> variables, String summary)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  static FittedFormulas of(
      List<String> features, UserTable table, String summary, List<FrontRow> front) {
    Names names = new Names(features, table.features(), table.variables(), summary);
    List<Row> rows = front.stream().map(FrontRow.TABLE::row).toList();
    return new FittedFormulas(names, FrontRow.TABLE.schema(), rows);
  }

  Dataset<Row> front(SparkSession spark) {
    return spark.createDataFrame(rows, schema);
  }

  /** A value of the chosen formula. */
  Object chosen(String column) {
    int chosen = schema.fieldIndex("chosen");
    Row row = rows.stream().filter(r -> r.getBoolean(chosen)).findFirst().orElseThrow();
    return row.get(schema.fieldIndex(column));
  }

  Prediction prediction() {
    Expression formula = Expression.parse((String) chosen("formula"), names.variables());
    return new Prediction(
        formula,
        names.columns().stream().mapToInt(names.features()::indexOf).toArray(),
        names.features().size());
  }

  /**
   * A formula of the features of a row.
   *
   * @param formula of the variables
   * @param places of the variables among the features
   * @param features how many there are
   */
  record Prediction(Expression formula, int[] places, int features) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The value, which may be a NaN or infinite. */
    double of(double[] row) {
      if (row.length != features) {
        throw InputException.invalid("number of features", row.length, features + ", as fitted");
      }
      double[] variables = new double[places.length];
      for (int i = 0; i < variables.length; i++) {
        variables[i] = row[places[i]];
      }
      return formula.evaluate(variables);
    }

    /** The value; null where one of the features is null. */
    Double ofColumn(scala.collection.Seq<Double> cells) {
      if (cells == null || cells.contains(null)) {
        return null;
      }
      double[] row = new double[cells.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = cells.apply(i);
      }
      return of(row);
    }
  }

  void write(SparkSession spark, String path) {
    NAMES.write(spark, List.of(names), new Path(path, DATA));
    front(spark).coalesce(1).write().parquet(new Path(path, FRONT).toString());
  }

  static FittedFormulas read(SparkSession spark, String path) {
    Names names = NAMES.read(spark, new Path(path, DATA)).get(0);
    Dataset<Row> front = spark.read().parquet(new Path(path, FRONT).toString());
    return new FittedFormulas(
        names, front.schema(), new ArrayList<>(front.orderBy("complexity").collectAsList()));
  }
}
