package org.principia.symbolic.internal.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.front.HallOfFame;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

final class FirstPassTest {
  private static final List<String> NAMES = List.of("x", "y", "z", "w");
  private static final List<String> ALL =
      List.of("+", "-", "*", "/", "square", "sqrt", "exp", "log", "sin", "cos", "tanh");

  private static SymbolicSettings settings(List<String> operators, int maxComplexity) {
    return SymbolicSettings.defaults()
        .with(
            Map.of(
                "operators", operators,
                "max-complexity", maxComplexity,
                "loss", Loss.MEAN_SQUARE));
  }

  private static Table table(String truth, double noise, long seed) {
    RandomGenerator rng = RandomStream.of(seed, "test.first-pass");
    Expression e = Expression.parse(truth, NAMES);
    double[][] columns = new double[NAMES.size()][400];
    double[] y = new double[400];
    for (int i = 0; i < y.length; i++) {
      double[] row = rng.doubles(NAMES.size(), 1, 3).toArray();
      for (int j = 0; j < row.length; j++) {
        columns[j][i] = row[j];
      }
      y[i] = e.evaluate(row) + noise * rng.nextGaussian();
    }
    return Table.of(NAMES, columns, y);
  }

  private static List<HallOfFame.Entry> run(Table table, SymbolicSettings settings, int group) {
    return new FirstPass(table, settings, 1, "test").run(group);
  }

  private static HallOfFame.Entry best(List<HallOfFame.Entry> found) {
    return found.stream().min(Comparator.comparingDouble(HallOfFame.Entry::loss)).orElseThrow();
  }

  /** Share of the variance that a formula leaves on other rows without noise. */
  private static double unexplained(Expression e, String truth) {
    Table fresh = table(truth, 0, 77);
    double[] wrong = new double[fresh.rows()];
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = Math.pow(e.evaluate(fresh.row(i)) - fresh.target()[i], 2);
    }
    double mean = IntStream.range(0, wrong.length).mapToDouble(i -> fresh.target()[i]).sum() / 400;
    double scatter = 0;
    double left = 0;
    for (int i = 0; i < wrong.length; i++) {
      left += wrong[i];
      scatter += Math.pow(fresh.target()[i] - mean, 2);
    }
    return left / scatter;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3.7 * x^2 * sqrt(y) / z",
    "0, -2 * x / y^3",
    "0, x * y + z * w - 2 * x",
    "0, x * sqrt(z^2 + w^2) / y",
    "0, x * w / ((y - z)^2 + 2 * y)",
    "0, sqrt(x^2 + y^2 - 2 * x * y * cos(z - w))",
    "0, x * exp(-y * z / w)",
    "0, x * (1 + y * cos(z - w))",
    "1, x * y / (exp(0.3 * y / w) - 1)",
    "1, 2 * sin(1.7 * x * y)^2",
    "1, x / sqrt(1 - 0.2 * y / z)",
    "3, sin(x) + 0.5 * sin(x - y)",
    "3, (2 + x * y) / (1 + 0.3 * y)",
    "4, x * cos(4.5 * y + 0.4) + 0.3 * y",
    "4, x * exp(-0.8 * y) + z * exp(-3.1 * y)",
    "5, (x - y * z / w^2) / sqrt(1 + y^2 / w^2)",
    "5, x * y / ((z^2 - w^2)^2 + y^2 * w^2)",
    "5, 2 - x * (z - w) / ((z - w)^2 + y^2)",
    "5, (cos(x) - y) / (2 + y * cos(x))",
    "5, 1 / sqrt(x^2 + (y * z - 1 / (y * w))^2)",
    "5, x * cos(y) + sqrt(9 * z^2 - x^2 * sin(y)^2)",
    "5, z + sqrt(x^2 + y^2 - 2 * x * y * cos(w))",
    "5, sqrt(x + y + sqrt((x + y)^2 - sin(z)^2 / w))",
  })
  void aGroupFindsItsKindOfLaw(int group, String truth) {
    HallOfFame.Entry found = best(run(table(truth, 0, 1), settings(ALL, 40), group));
    assertThat(unexplained(found.expression(), truth))
        .as(found.expression().toText(5))
        .isLessThan(1e-15);
  }

  @ParameterizedTest
  @CsvSource({
    "1, atan, atan(x * y / z)",
    "1, acos, acos(x / (3 * y * z))",
    "1, asin, asin(x * cos(y) / 4)",
    "3, atan, atan((x * y - 1 / (z * y)) / w)",
    "3, acos, acos(0.1 * x * y - 0.03 * z / w)",
    "3, atan, atan(x / y) - 0.3 * atan(z)",
  })
  void anArcIsFoundWhereItIsAllowed(int group, String arc, String truth) {
    List<String> operators = new ArrayList<>(ALL);
    operators.add(arc);
    HallOfFame.Entry found = best(run(table(truth, 0, 1), settings(operators, 40), group));
    assertThat(unexplained(found.expression(), truth))
        .as(found.expression().toText(5))
        .isLessThan(1e-15);
  }

  /** A table of which some columns are changed before the target is computed. */
  private static Table changed(String truth, int rows, UnaryOperator<double[]> change) {
    Table drawn = table("x", 0, 5);
    Expression e = Expression.parse(truth, NAMES);
    double[][] columns = new double[NAMES.size()][rows];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double[] row = change.apply(drawn.row(i));
      for (int j = 0; j < row.length; j++) {
        columns[j][i] = row[j];
      }
      y[i] = e.evaluate(row);
    }
    return Table.of(NAMES, columns, y);
  }

  /** Share of the variance that the best formula of all groups leaves. */
  private static double least(Table table) {
    double[] y = table.target();
    double mean = Arrays.stream(y).average().orElseThrow();
    double scatter = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum() / y.length;
    return IntStream.range(0, 4)
            .boxed()
            .flatMap(group -> run(table, settings(ALL, 40), group).stream())
            .mapToDouble(HallOfFame.Entry::loss)
            .min()
            .orElseThrow()
        / scatter;
  }

  @Test
  void aColumnThatDoesNotVaryHidesNoProduct() {
    Table table = changed("3.7 * x^2 * sqrt(y) / z", 400, row -> with(row, 3, 2));
    assertThat(least(table)).isLessThan(1e-20);
  }

  @Test
  void levelsZerosAndLargeUnitsHideNoSum() {
    String truth = "x^3 * y + sin(z) * x^2";
    assertThat(least(changed(truth, 400, row -> with(row, 0, Math.rint(row[0])))))
        .isLessThan(1e-20);
    int[] count = {0};
    assertThat(least(changed("x * y + z * w", 400, row -> count[0]++ == 0 ? with(row, 0, 0) : row)))
        .isLessThan(1e-20);
    assertThat(
            least(
                changed(
                    "x * y^2 + z * w",
                    400,
                    row -> with(with(row, 0, 1e15 * row[0]), 2, 1e15 * row[2]))))
        .isLessThan(1e-20);
  }

  @Test
  void fewRowsAreNoMistake() {
    for (int rows = 2; rows < 8; rows++) {
      Table table = changed("x / y + z", rows, row -> row);
      for (int group = 0; group < 4; group++) {
        run(table, settings(ALL, 20), group).forEach(e -> assertThat(e.loss()).isFinite());
      }
    }
  }

  private static double[] with(double[] row, int column, double value) {
    double[] changed = row.clone();
    changed[column] = value;
    return changed;
  }

  @ParameterizedTest
  @CsvSource({
    "3.7 * x^2 * sqrt(y) / z, 0.1",
    "x * y + z * w, 0.05",
    "x * (1 + cos(y)), 0.02",
    // Some targets fall below zero.
    "sqrt(square(x - y) + square(z - w)), 0.1",
  })
  void noiseDoesNotHideALaw(String truth, double noise) {
    List<HallOfFame.Entry> found = run(table(truth, noise, 1), settings(ALL, 40), 0);
    assertThat(found).as(found.toString()).anyMatch(e -> unexplained(e.expression(), truth) < 1e-4);
  }

  @Test
  void onlyTheAllowedOperatorsAndSizesComeOut() {
    Table table = table("x^2 * sin(y) + z", 0, 2);
    Set<Operator> allowed =
        EnumSet.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE);
    boolean any = false;
    for (int group = 0; group < 4; group++) {
      for (HallOfFame.Entry e : run(table, settings(List.of("+", "-", "*", "/"), 12), group)) {
        any = true;
        assertThat(allowed).containsAll(operators(e.expression()));
        assertThat(e.expression().complexity()).isLessThanOrEqualTo(12);
      }
    }
    assertThat(any).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x^2", "x^2 + y^2", "sqrt(x^2 + y)", "1 / (x + y)", "cos(x) + cos(y)"})
  void whatCannotBeWrittenIsPassedBy(String truth) {
    for (List<String> operators : List.of(List.of("+", "^", "cos", "exp"), List.of("*", "sqrt"))) {
      for (int group = 0; group < 4; group++) {
        for (HallOfFame.Entry e : run(table(truth, 1e-3, 2), settings(operators, 12), group)) {
          assertThat(e.loss()).isFinite();
        }
      }
    }
  }

  private static List<Operator> operators(Expression e) {
    List<Operator> out = new ArrayList<>();
    for (int i = 0; i < e.complexity(); i++) {
      Expression node = Trees.at(e, i);
      if (node instanceof Expression.Unary u) {
        out.add(u.operator());
      } else if (node instanceof Expression.Binary b) {
        out.add(b.operator());
      }
    }
    return out;
  }

  @Test
  void theSameTableGivesTheSame() {
    Table table = table("x * exp(y) - z", 0.1, 3);
    assertThat(run(table, settings(ALL, 20), 0)).isEqualTo(run(table, settings(ALL, 20), 0));
  }

  @Test
  void everyGroupFallsToOneIslandOnce() {
    for (int islands = 1; islands < 7; islands++) {
      SymbolicSettings settings = SymbolicSettings.defaults().withEffort(islands, 5, 10);
      List<Integer> given = new ArrayList<>();
      for (int round = 0; round < 5; round++) {
        for (int island = 0; island < islands; island++) {
          given.addAll(FirstPass.groups(settings, island, round));
        }
      }
      assertThat(given).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    }
  }

  @Test
  void columnsWithZerosAndTargetsOfBothSignsAreNoTrap() {
    RandomGenerator rng = RandomStream.of(4, "test.first-pass");
    double[] x = rng.doubles(100, -1, 1).toArray();
    x[3] = 0;
    double[] flat = new double[100];
    double[] y = new double[100];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i] * x[i] * x[i] - x[i];
    }
    Table table = Table.of(List.of("x", "flat"), new double[][] {x, flat}, y);
    assertThat(best(run(table, settings(ALL, 20), 0)).loss()).isLessThan(1e-25);
  }
}
