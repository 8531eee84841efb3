package org.principia.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.common.RandomStream;

final class SnappingTest {
  private static final List<String> NAMES = List.of("x", "y");

  private static Table table(String truth, double noise) {
    RandomGenerator rng = RandomStream.of(3, "test.snapping");
    Expression e = Expression.parse(truth, NAMES);
    double[] x = rng.doubles(500, 1, 3).toArray();
    double[] y = rng.doubles(500, 1, 3).toArray();
    double[] target = new double[500];
    for (int i = 0; i < target.length; i++) {
      target[i] = e.evaluate(new double[] {x[i], y[i]}) + noise * rng.nextGaussian();
    }
    return Table.of(NAMES, new double[][] {x, y}, target);
  }

  private static Expression parse(String text) {
    return Expression.parse(text, NAMES);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0003 * x / y + 0.0002, x / y",
    "2.4996 * x + 1.0002, 1 + 2.5 * x",
    "0.3331 * (x * y), 0.33333333333333331 * (x * y)",
    "6.281 * (x / y), 6.283185307179586 * (x / y)",
  })
  void constantsNearSimpleNumbersBecomeThem(String fitted, String simple) {
    Table table = table(simple, 0.05);
    Expression snapped = Snapping.snapped(parse(fitted), table, Loss.MEAN_SQUARE);
    assertThat(snapped.simplified()).isEqualTo(parse(simple).simplified());
  }

  @Test
  void aConstantThatTheRowsDemandStays() {
    Table table = table("2.47 * x", 1e-4);
    Expression snapped = Snapping.snapped(parse("2.47 * x"), table, Loss.MEAN_SQUARE);
    assertThat(snapped.constants()[0]).isBetween(2.4699, 2.4701);
  }

  @Test
  void aTermThatDoesNotPayForItsNodesIsTidiedAway() {
    // 0.01 y is there, and the rows could tell; of a noise of 0.05 it takes less than two per cent.
    Table table = table("2 * x + 0.01 * y + 0.3", 0.05);
    Expression fitted = parse("2 * x + 0.01 * y + 0.3");
    Expression tidy = Snapping.tidied(fitted, table, Loss.MEAN_ABSOLUTE);
    assertThat(tidy.toText()).contains("x").doesNotContain("y");
    assertThat(tidy.constants()[1]).isBetween(1.9, 2.1);
    Table strong = table("2 * x + 0.1 * y + 0.3", 0.05);
    assertThat(Snapping.tidied(fitted, strong, Loss.MEAN_ABSOLUTE).toText()).contains("y");
    assertThat(Snapping.loss(parse("x - y"), strong, Loss.MEAN_SQUARE))
        .isCloseTo(meanSquare(parse("x - y"), strong), within(1e-12));
  }

  private static double meanSquare(Expression e, Table table) {
    double sum = 0;
    for (int row = 0; row < table.rows(); row++) {
      double left = e.evaluate(table.row(row)) - table.target()[row];
      sum += left * left;
    }
    return sum / table.rows();
  }

  @Test
  void theMeanAbsoluteErrorObjectsAsWell() {
    Table table = table("2 * x + 0.31 * y", 1e-3);
    Expression snapped =
        Snapping.snapped(parse("2.0001 * x + 0.3101 * y"), table, Loss.MEAN_ABSOLUTE);
    assertThat(snapped.constants()[0]).isEqualTo(2);
    assertThat(snapped.constants()[1]).isBetween(0.309, 0.311);
  }

  @Test
  void aFormulaThatIsNotFiniteOnTheRowsStaysAsItIs() {
    Expression e = parse("log(0 - 1.01 * x)");
    assertThat(Snapping.snapped(e, table("x", 0), Loss.MEAN_SQUARE)).isEqualTo(e);
  }
}
