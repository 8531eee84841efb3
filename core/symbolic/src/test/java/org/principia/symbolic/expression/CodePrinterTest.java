package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.InputException;
import org.principia.common.RandomStream;

/** SQL, Java and JSON; the operators one by one are in {@link OperatorTest}. */
final class CodePrinterTest {
  private static final List<String> NAMES = RandomTrees.NAMES;

  private static Expression parse(String text) {
    return Expression.parse(text, NAMES);
  }

  /** As an object: equal bits, and any NaN equal to any other. */
  private static Double of(double value) {
    return value;
  }

  private static JavaSource compiled(Expression e) {
    return JavaSource.compile(Map.of("Law", e.toJava("Law", "of")));
  }

  @Test
  void sqlOfRandomTreesHasTheirValues() {
    RandomGenerator random = RandomStream.of(3, "test.sql");
    for (int k = 0; k < 1000; k++) {
      Expression e = RandomTrees.draw(k);
      Expression read = SqlText.read(e.toSql(), NAMES);
      double[] point = RandomTrees.point(random);
      assertThat(of(read.evaluate(point))).as(e.toSql()).isEqualTo(of(e.evaluate(point)));
    }
  }

  @Test
  void javaOfRandomTreesHasTheirValues() throws ReflectiveOperationException {
    RandomGenerator random = RandomStream.of(4, "test.java");
    List<Expression> trees = new ArrayList<>();
    Map<String, String> texts = new HashMap<>();
    for (int k = 0; k < 60; k++) {
      // All variables are there, so that every method has the same parameters.
      Expression e = Expression.apply(Operator.ADD, parse("x + y + m1"), RandomTrees.draw(k));
      trees.add(e);
      texts.put("Law" + k, e.toJava("Law" + k, "of"));
    }
    JavaSource source = JavaSource.compile(texts);
    for (int k = 0; k < trees.size(); k++) {
      double[] point = RandomTrees.point(random);
      double expected = trees.get(k).evaluate(point);
      double found = source.call("Law" + k, "of", point);
      if (Double.isFinite(expected)) {
        assertThat(found).as("%s", trees.get(k)).isCloseTo(expected, withinPercentage(1e-9));
      } else {
        assertThat(of(found)).as("%s", trees.get(k)).isEqualTo(of(expected));
      }
    }
  }

  @Test
  void numbersInSqlAreDoubles() {
    assertThat(parse("2.5 * x - 1e-9").toSql()).isEqualTo("2.5E0 * x - 1.0E-9");
  }

  @Test
  void twoSignsInARowAreKeptApart() {
    assertThat(parse("--x").toSql()).isEqualTo("-(-x)");
    assertThat(parse("x - -2").toSql()).isEqualTo("x - -2.0E0");
    assertThat(parse("neg(-2)").toSql()).isEqualTo("-(-2.0E0)");
    assertThat(parse("neg(inv(x))").toSql()).isEqualTo("-(1 / x)");
  }

  @Test
  void namesAreQuotedWhereTheyAreNoPlainWords() {
    List<String> names = List.of("a b", "Order", "ab_1", "c`d", "e\"f");
    Expression sum = Expression.constant(0);
    for (int i = 0; i < names.size(); i++) {
      Expression column = new Expression.Variable(names.get(i), i);
      sum = Expression.apply(Operator.ADD, sum, column);
    }
    assertThat(sum.toSql()).isEqualTo("0.0E0 + `a b` + `Order` + ab_1 + `c``d` + `e\"f`");
    assertThat(sum.toSql(SqlDialect.DUCKDB))
        .isEqualTo("0.0E0 + \"a b\" + \"Order\" + ab_1 + \"c`d\" + \"e\"\"f\"");
  }

  @Test
  void parametersOfAJavaMethodStandInTheOrderOfTheColumns() throws ReflectiveOperationException {
    Expression e = Expression.parse("b - 2 * a", List.of("b", "c", "a"));
    assertThat(e.toJava("Law", "force")).contains("force(double b, double a)");
    assertThat(compiled(e).call("Law", "of", 7, 2)).isEqualTo(3);
  }

  @Test
  void namesThatAreNoJavaIdentifiersAreChanged() throws ReflectiveOperationException {
    List<String> names = List.of("a b", "a-b", "class", "1x", "Math", "*/ }\\u000a");
    Expression sum = Expression.constant(0);
    for (int i = 0; i < names.size(); i++) {
      Expression term =
          Expression.apply(
              Operator.MULTIPLY,
              Expression.constant(Math.pow(10, i)),
              Expression.apply(Operator.SQRT, new Expression.Variable(names.get(i), i)));
      sum = Expression.apply(Operator.ADD, sum, term);
    }
    assertThat(compiled(sum).call("Law", "of", 1, 4, 9, 16, 25, 36)).isEqualTo(654321);
  }

  @Test
  void aJavaNameThatIsNoneIsRefused() {
    assertThatThrownBy(() -> parse("x").toJava("my law", "value"))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid name of a Java class: my law (a Java identifier)");
  }

  @Test
  void jsonIsTheTree() {
    assertThat(parse("2.5 * exp(-x)").toJson())
        .isEqualTo(
            "{\"operator\": \"*\", \"operands\": [{\"constant\": 2.5}, {\"operator\": \"exp\","
                + " \"operands\": [{\"operator\": \"neg\", \"operands\": [{\"variable\":"
                + " \"x\"}]}]}]}");
    assertThat(new Expression.Variable("a\"\\\n", 0).toJson())
        .isEqualTo("{\"variable\": \"a\\\"\\\\\\u000a\"}");
  }
}
