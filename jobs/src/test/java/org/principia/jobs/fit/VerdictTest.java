package org.principia.jobs.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.front.Snapping;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

final class VerdictTest {
  private static final List<String> NAMES = List.of("a", "b");

  private static Table table(ToDoubleFunction<double[]> law, double noise) {
    RandomGenerator rng = RandomStream.of(1, "verdict");
    double[][] columns = new double[2][60];
    double[] y = new double[60];
    for (int i = 0; i < y.length; i++) {
      columns[0][i] = 1 + 4 * rng.nextDouble();
      columns[1][i] = 1 + 4 * rng.nextDouble();
      y[i] = law.applyAsDouble(new double[] {columns[0][i], columns[1][i]});
      y[i] += noise * rng.nextGaussian();
    }
    return Table.of(NAMES, columns, y);
  }

  private static ParetoFront front(Table rows, Loss loss, String... formulas) {
    List<ParetoMember> members = new ArrayList<>();
    for (String text : formulas) {
      Expression e = Expression.parse(text, NAMES);
      members.add(new ParetoMember(e.complexity(), Snapping.loss(e, rows, loss), 0, Double.NaN, e));
    }
    return new ParetoFront(members, List.of(), loss, rows.rows(), 2, 4, Choice.DESCRIPTION_LENGTH)
        .described(rows);
  }

  private static Fit.Options options(Map<String, ?> changes, int bootstrap) {
    return new Fit.Options(
        SymbolicSettings.defaults().with(changes), 1, List.of(), bootstrap, "fit");
  }

  /** Numbers of rows that stand in the file in the opposite order. */
  private static long[] backwards(Table rows) {
    return LongStream.range(0, rows.rows()).map(i -> rows.rows() - i).toArray();
  }

  private static List<String> lines(ParetoFront front, Table rows, Map<String, ?> changes) {
    return Verdict.of(front, rows, backwards(rows), options(changes, 0)).lines("y");
  }

  @Test
  void noiseConstantsAndRivalsAreTold() {
    Table rows = table(x -> 3 * x[0] * x[1] + 0.25, 0.5);
    ParetoFront front = front(rows, Loss.MEAN_ABSOLUTE, "25", "3 * a * b", "3 * a * b + 0.25");
    assertThat(lines(front, rows, Map.of()))
        .anyMatch(line -> line.matches("noise: about 0\\.[45]\\d*, \\d.* % of .* of y"))
        .anyMatch(line -> line.matches("constants with standard errors: 3\\.0* \\+- 0\\.00\\d+"))
        .anyMatch(line -> line.matches("nearly as good, odds .*3.* \\* a \\* b.*"))
        .noneMatch(line -> line.contains("far off") || line.contains("max-complexity"));
    Map<String, Object> entry = new LinkedHashMap<>();
    Verdict.of(front, rows, backwards(rows), options(Map.of(), 50)).entries(entry);
    assertThat(entry).containsKeys("noise", "standard-errors", "nearly-as-good", "far-off-rows");
    assertThat((List<?>) entry.get("standard-errors")).hasSize(1);
    assertThat(((Map<?, ?>) ((List<?>) entry.get("nearly-as-good")).get(0)).keySet())
        .map(String::valueOf)
        .containsExactly("formula", "complexity", "loss", "odds");
  }

  @Test
  void aFormIsNotNearlyAsGoodAsItself() {
    Table rows = table(x -> 3 * x[0] * x[1], 0.5);
    ParetoFront front = front(rows, Loss.MEAN_ABSOLUTE, "25", "3 * a * b", "3.0001 * (b * a)");
    assertThat(lines(front, rows, Map.of()))
        .contains("no other formula found is nearly as good")
        .noneMatch(line -> line.contains("odds"));
  }

  @Test
  void aFormulaOfPoorOddsIsTheNextAndNotNearlyAsGood() {
    Table rows = table(x -> 3 * x[0] * x[1], 0.5);
    List<String> lines =
        lines(
            front(rows, Loss.MEAN_ABSOLUTE, "25", "3 * a * b", "3 * a * b * tanh(a * b)"),
            rows,
            Map.of());
    assertThat(lines)
        .contains("no other formula found is nearly as good")
        .anyMatch(line -> line.matches("the next, odds 1 : \\d{3,4}: 3 \\* a.*"));
  }

  @Test
  void aConstantIsTold() {
    Table rows = table(x -> 5, 0.5);
    assertThat(lines(front(rows, Loss.MEAN_ABSOLUTE, "5", "a + 2"), rows, Map.of()))
        .contains(
            "a constant describes the rows shortest: no column helps; try further operators, of"
                + " sqrt exp log sin ^");
  }

  @Test
  void rowsFarOffAreNamedAsTheFileCountsThem() {
    Table rows = table(x -> 3 * x[0] * x[1], 0.5);
    rows.target()[6] = 400;
    ParetoFront front = front(rows, Loss.MEAN_ABSOLUTE, "25", "3 * a * b");
    assertThat(lines(front, rows, Map.of()))
        .anyMatch(
            line ->
                line.matches(
                    "rows far off the formula, counted from 1 below the header: 54 \\(y ="
                        + " 400\\.0\\): look at them; R2 without them 0\\.99\\d+"));
    assertThat(Fitted.r2(front.chosen().expression(), rows)).isLessThan(0.9);
    Map<String, Object> entry = new LinkedHashMap<>();
    Verdict.of(front, rows, backwards(rows), options(Map.of(), 0)).entries(entry);
    assertThat(entry).containsEntry("far-off-rows", List.of(54L));
  }

  @Test
  void outliersAreNoPartOfWhatIsCompared() {
    Expression law = Expression.parse("2 + 3.04 * a - 1.5 * b", NAMES);
    Table rows = table(law::evaluate, 0.01);
    for (int i = 5; i < rows.rows(); i += 12) {
      rows.target()[i] *= 100;
    }
    ParetoFront front = front(rows, Loss.MEAN_ABSOLUTE, "6", law.toText());
    assertThat(Fitted.r2(front.chosen().expression(), rows)).isLessThan(0.5);
    assertThat(lines(front, rows, Map.of()))
        .anyMatch(line -> line.matches("noise: about 0\\.01\\d*, 0\\.\\d+ % of .*"))
        .anyMatch(line -> line.matches("a linear model of all columns has a loss of 0\\.00.*"))
        .noneMatch(line -> line.contains("stays unexplained"));
    // Beside their errors those of a simpler number would be lost.
    assertThat(FitText.simple(law, rows, Loss.MEAN_ABSOLUTE).constants()).doesNotContain(3.0);
  }

  @Test
  void rowsFarOffMayBeAllThatDiffer() {
    Table rows = table(x -> x[0], 0);
    Arrays.fill(rows.target(), 5);
    rows.target()[6] = 400;
    assertThat(lines(front(rows, Loss.MEAN_ABSOLUTE, "5", "a + 2"), rows, Map.of()))
        .anyMatch(line -> line.endsWith("54 (y = 400.0): look at them"));
  }

  @Test
  void aLinearModelThatIsBetterAndTheLimitAreTold() {
    Table rows = table(x -> 2 + 3 * x[0] - 1.5 * x[1], 0.01);
    List<String> lines =
        lines(front(rows, Loss.MEAN_ABSOLUTE, "6", "a + a"), rows, Map.of("max-complexity", 3));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("a linear model of all columns is better, loss 0.0"))
        .anyMatch(line -> line.contains("limit of 3 nodes: try --set symbolic.max-complexity=4"));
    ParetoFront exact = front(rows, Loss.MEAN_ABSOLUTE, "6", "2 + 3 * a - 1.5 * b");
    assertThat(lines(exact, rows, Map.of()))
        .noneMatch(line -> line.contains("is better") || line.contains("limit"));
  }

  @Test
  void relativeErrorsAreToldWhereTheUserDidNotAskForThem() {
    Table rows = table(x -> Math.pow(10, x[0]) * x[1], 0);
    ParetoFront front = front(rows, Loss.MEAN_RELATIVE, "25", "a * b");
    assertThat(lines(front, rows, Map.of("loss", Loss.AUTO)))
        .anyMatch(line -> line.startsWith("errors are judged as shares of the target"));
    assertThat(lines(front, rows, Map.of("loss", Loss.MEAN_RELATIVE)))
        .noneMatch(line -> line.startsWith("errors are judged"));
  }

  @Test
  void whatIsPrintedReadsBackWithTheSameLoss() {
    Table rows = table(x -> 7 * Math.pow(1.0000123, 3e4 * x[0]) + x[1], 0);
    Expression e = Expression.parse("7 * 1.0000123^(30000 * a) + b", NAMES);
    String text = FitText.text(e, rows, Loss.MEAN_ABSOLUTE, 4);
    assertThat(text).contains("1.0000123");
    Expression plain = Expression.parse("7.000000001 * a", NAMES);
    Table noisy = table(x -> 7 * x[0], 1);
    assertThat(FitText.text(plain, noisy, Loss.MEAN_ABSOLUTE, 4)).isEqualTo("7 * a");
  }

  @Test
  void exponentsOfTheStructureHaveNoStandardErrors() {
    Table rows = table(x -> 3 * x[0] * x[0], 0.1);
    List<String> lines = lines(front(rows, Loss.MEAN_ABSOLUTE, "25", "3 * a^2"), rows, Map.of());
    assertThat(lines)
        .anyMatch(line -> line.matches("constants with standard errors: 3\\.0* \\+- 0\\.\\d+"));
    Table square = table(x -> x[0] * x[0], 0.1);
    assertThat(lines(front(square, Loss.MEAN_ABSOLUTE, "25", "a^2"), square, Map.of()))
        .noneMatch(line -> line.startsWith("constants"));
  }

  @Test
  void whatNoRowTellsFromTheChosenFormulaIsNoRival() {
    Table rows = table(x -> 3 * x[0] * x[1], 0.5);
    ParetoFront front =
        front(rows, Loss.MEAN_ABSOLUTE, "25", "3 * a * b", "3 * a * (b - 0.000001)");
    assertThat(lines(front, rows, Map.of()))
        .contains("no other formula found is nearly as good")
        .noneMatch(line -> line.contains("odds"));
    ParetoFront told = front(rows, Loss.MEAN_ABSOLUTE, "25", "3 * a * b", "3 * a * (b - 0.01)");
    assertThat(lines(told, rows, Map.of())).anyMatch(line -> line.contains("odds"));
  }

  @Test
  void powersThatTheOperatorsCannotWriteAreTold() {
    Table rows = table(x -> 1.7 * Math.pow(x[0], 0.36) * Math.pow(x[1], -0.52), 0.01);
    ParetoFront front =
        front(rows, Loss.MEAN_ABSOLUTE, "1.3", "1.2 + 0.3 * a / b", "0.3 + (a + 2) / (b + 1.5)");
    assertThat(lines(front, rows, Map.of()))
        .anyMatch(
            line ->
                line.matches(
                    "powers that are not whole are better, loss 0\\.00\\d+, complexity \\d+:"
                        + " 1\\.[67]\\d* \\* a\\^0\\.3\\d+ .*b\\^.*; try --operators '.* \\^'"));
    assertThat(lines(front, rows, Map.of("operators", List.of("+", "-", "*", "/", "^"))))
        .noneMatch(line -> line.startsWith("powers"));
    Table linear = table(x -> 2 + 3 * x[0], 0.01);
    ParetoFront right = front(linear, Loss.MEAN_ABSOLUTE, "9", "2 + 3 * a");
    assertThat(lines(right, linear, Map.of())).noneMatch(line -> line.startsWith("powers"));
  }
}
