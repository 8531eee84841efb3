package org.principia.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.SqlDialect;

/** A formula's SQL in the databases it is for: every operator has its value there. */
final class FormulaSqlIT {
  private static final List<String> NAMES = List.of("x", "y z", "order");
  private static final double[] POINT = {0.37, 0.71, 1.3};

  /**
   * {@code -2.5 * op(x, y z) + -(order - -1e-9)}: a decimal, a sign before a sign, quoted names.
   */
  private static List<Expression> formulas() {
    Expression x = new Expression.Variable(NAMES.get(0), 0);
    Expression y = new Expression.Variable(NAMES.get(1), 1);
    Expression order = new Expression.Variable(NAMES.get(2), 2);
    Expression moved =
        Expression.apply(
            Operator.NEG, Expression.apply(Operator.SUBTRACT, order, Expression.constant(-1e-9)));
    List<Expression> formulas = new ArrayList<>();
    for (Operator op : Operator.values()) {
      Expression e = op.arity() == 1 ? Expression.apply(op, x) : Expression.apply(op, x, y);
      formulas.add(
          Expression.apply(
              Operator.ADD,
              Expression.apply(Operator.MULTIPLY, Expression.constant(-2.5), e),
              moved));
    }
    return formulas;
  }

  private static String query(SqlDialect dialect) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      String column = new Expression.Variable(NAMES.get(i), i).toSql(dialect);
      columns.add(POINT[i] + "E0 AS " + column);
    }
    List<String> values = formulas().stream().map(e -> e.toSql(dialect)).toList();
    return "SELECT "
        + String.join(", ", values)
        + " FROM (SELECT "
        + String.join(", ", columns)
        + ")";
  }

  private static void assertValues(List<Object> found) {
    List<Expression> formulas = formulas();
    assertThat(found).hasSameSizeAs(formulas);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as("%s", formulas.get(i)).isInstanceOf(Double.class);
      assertThat((double) found.get(i))
          .as("%s", formulas.get(i))
          .isCloseTo(formulas.get(i).evaluate(POINT), within(1e-13));
    }
  }

  @Test
  void duckDbComputesEveryOperator() throws SQLException {
    List<Object> found = new ArrayList<>();
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(query(SqlDialect.DUCKDB))) {
      assertThat(result.next()).isTrue();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        found.add(result.getObject(i));
      }
    }
    assertValues(found);
  }

  @Test
  void sparkComputesEveryOperator() {
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate()) {
      Row row = spark.sql(query(SqlDialect.SPARK)).first();
      List<Object> found = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        found.add(row.get(i));
      }
      assertValues(found);
    }
  }
}
