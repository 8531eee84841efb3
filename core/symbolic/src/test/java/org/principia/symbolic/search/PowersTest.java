package org.principia.symbolic.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.SymbolicRegression;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.settings.FirstPassEffort;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/** Powers where {@code ^} is all there is to write them with. */
final class PowersTest {
  private static final List<String> NAMES = List.of("x", "z");

  private static Table table(String truth, double low, double noise) {
    RandomGenerator rng = RandomStream.of(2, "test.powers");
    Expression e = Expression.parse(truth, NAMES);
    double[][] columns = new double[2][200];
    double[] y = new double[200];
    for (int i = 0; i < y.length; i++) {
      double[] row = {rng.nextDouble(low, 6), rng.nextDouble(low, 6)};
      columns[0][i] = row[0];
      columns[1][i] = row[1];
      y[i] = e.evaluate(row) * (1 + noise * rng.nextGaussian());
    }
    return Table.of(NAMES, columns, y);
  }

  private static ParetoFront front(
      Table table, List<String> operators, FirstPassEffort first, Loss loss) {
    return SymbolicRegression.builder()
        .operators(operators.toArray(String[]::new))
        .maxComplexity(11)
        .set("first-pass", first)
        .set("loss", loss)
        .settings(SymbolicSettings.defaults().withEffort(2, 4, 1000))
        .executor(Runnable::run)
        .build()
        .fit(table);
  }

  @ParameterizedTest
  @CsvSource({
    "x^2, -6, FULL",
    "x^3, -6, FULL",
    "x^(-2), -6, FULL",
    "x^0.5, 0.1, FULL",
    "x^2 + z^3, -6, FULL",
    "x^2, -6, NONE",
    "x^3, -6, NONE",
    "x^(-2), -6, NONE",
    "x^0.5, 0.1, NONE",
  })
  void aPowerOfColumnsOfBothSignsIsFound(String truth, double low, FirstPassEffort first) {
    Table table = table(truth, low, 0);
    List<String> operators = List.of("+", "^", "cos", "exp");
    ParetoFront front = front(table, operators, first, Loss.MEAN_ABSOLUTE);
    assertThat(front.members().stream().map(m -> m.expression().toText()))
        .contains(Expression.parse(truth, NAMES).simplified().toText());
  }

  @Test
  void exponentsThatEvolutionFitsAreTriedAsHalves() {
    Table table = table("3 * x^2.5 + z", 0.5, 0.03);
    ParetoFront front =
        front(table, List.of("+", "*", "^"), FirstPassEffort.NONE, Loss.MEAN_RELATIVE);
    List<ParetoMember> all = new ArrayList<>(front.members());
    all.addAll(front.rivals());
    assertThat(all).as(front.toText()).anyMatch(m -> m.expression().toText().contains("x^2.5"));
  }

  @ParameterizedTest
  @CsvSource({"1.7 * x^0.36 * z^(-0.52), 0.36, -0.52", "70 * x^0.74, 0.74, 0"})
  void aScalingLawHasFreeExponents(String truth, double ofX, double ofZ) {
    Table table = table(truth, 0.1, 0.02);
    List<String> operators = List.of("+", "-", "*", "/", "^");
    ParetoFront front = front(table, operators, FirstPassEffort.QUICK, Loss.MEAN_RELATIVE);
    Expression law = Expression.parse(truth, NAMES);
    assertThat(front.members())
        .as(front.toText())
        .anyMatch(
            m ->
                m.complexity() <= (ofZ == 0 ? 5 : 9)
                    && slope(m.expression(), 0) - ofX < 0.02
                    && slope(m.expression(), 0) - ofX > -0.02
                    && Math.abs(slope(m.expression(), 1) - ofZ) < 0.02
                    && Math.abs(Math.log(at(m.expression(), 2, 3) / at(law, 2, 3))) < 0.02);
  }

  private static double at(Expression e, double x, double z) {
    return e.evaluate(new double[] {x, z});
  }

  /** Of the logarithm over that of a column. */
  private static double slope(Expression e, int column) {
    double change = column == 0 ? at(e, 4, 2) / at(e, 1, 2) : at(e, 2, 4) / at(e, 2, 1);
    return Math.log(change) / Math.log(4);
  }
}
