package org.principia.jobs.stage;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;

/** Pareto fronts as Parquet rows, one a member. */
final class FrontTable {
  static final StructType SCHEMA =
      new StructType()
          .add("component", DataTypes.StringType, false)
          .add("complexity", DataTypes.IntegerType, false)
          .add("loss", DataTypes.DoubleType, false)
          .add("score", DataTypes.DoubleType, false)
          .add("formula", DataTypes.StringType, false)
          .add("latex", DataTypes.StringType, false)
          .add("chosen", DataTypes.BooleanType, false)
          .add("structure", DataTypes.StringType, false)
          .add("sql", DataTypes.StringType, false)
          .add("snapped", DataTypes.StringType, false)
          .add("snapped_loss", DataTypes.DoubleType, false);

  private FrontTable() {}

  /**
   * A member of a front.
   *
   * @param component message_k or acceleration_k
   * @param complexity count of operators, constants and variables
   * @param loss its loss on all samples
   * @param score fractional drop of the loss per added complexity
   * @param formula text with all digits
   * @param latex the formula in LaTeX
   * @param chosen whether it is the choice of its front
   * @param structure free, or central where the front is that of the whole vector; the complexity
   *     is then the factor's
   * @param sql the formula in Spark's SQL
   * @param snapped the formula with simple numbers for constants, where the rows allow them
   * @param snappedLoss its loss on all samples
   */
  record Member(
      String component,
      int complexity,
      double loss,
      double score,
      String formula,
      String latex,
      boolean chosen,
      String structure,
      String sql,
      String snapped,
      double snappedLoss)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  static void write(SparkSession spark, List<Member> members, Path path) {
    List<Row> rows =
        members.stream()
            .map(
                m ->
                    RowFactory.create(
                        m.component(),
                        m.complexity(),
                        m.loss(),
                        m.score(),
                        m.formula(),
                        m.latex(),
                        m.chosen(),
                        m.structure(),
                        m.sql(),
                        m.snapped(),
                        m.snappedLoss()))
            .toList();
    SampleTable.write(spark, rows, SCHEMA, path);
  }

  static List<Member> read(SparkSession spark, Path path) {
    return Tables.read(spark, SCHEMA, path).collectAsList().stream()
        .map(
            row ->
                new Member(
                    row.getString(0),
                    row.getInt(1),
                    row.getDouble(2),
                    row.getDouble(3),
                    row.getString(4),
                    row.getString(5),
                    row.getBoolean(6),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9),
                    row.getDouble(10)))
        .toList();
  }

  /** The formula chosen for a component: the free one where both structures were searched. */
  static String chosen(List<Member> members, String component) {
    return members.stream()
        .filter(m -> m.component().equals(component) && m.chosen())
        .map(Member::formula)
        .findFirst()
        .orElseThrow(
            () ->
                InputException.cannot(
                    "compose the law", "the fronts have no chosen formula for " + component));
  }
}
