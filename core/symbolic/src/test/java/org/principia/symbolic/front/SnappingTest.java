package org.principia.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.Loss;

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
  void aSmallConstantBecomesADecimalBeforeAMultipleOfPi() {
    // 1 / (5 pi) is 0.0637, and the rows tell no difference.
    Table table = table("0.064 * x", 0.01);
    Expression snapped = Snapping.snapped(parse("0.0639 * x"), table, Loss.MEAN_SQUARE);
    assertThat(snapped.constants()).containsExactly(0.064);
  }

  @ParameterizedTest
  @CsvSource({"7.6387, 1e-3", "0.20712, 1e-5"})
  void aConstantIsNoMultipleOfPiByChance(double constant, double noise) {
    // 24 / pi is 7.6394, within what the rows allow; 13 / (20 pi) is 0.20690.
    Table table = table(constant + " * x", noise);
    double snapped =
        Snapping.snapped(parse(constant + " * x"), table, Loss.MEAN_ABSOLUTE).constants()[0];
    assertThat(snapped).isCloseTo(constant, within(1e-4 * constant));
    assertThat(snapped * Math.PI).isNotCloseTo(Math.rint(snapped * Math.PI), within(1e-9));
  }

  @Test
  void aMultipleOfPiNeedsRowsThatTellTheConstant() {
    // Of 0.3 of noise they leave some per mille open.
    Table table = table("9.4248 * x", 0.7);
    assertThat(Snapping.snapped(parse("9.33 * x"), table, Loss.MEAN_SQUARE).constants()[0])
        .isNotEqualTo(3 * Math.PI);
    assertThat(
            Snapping.snapped(parse("9.42 * x"), table("9.42477796 * x", 0.01), Loss.MEAN_SQUARE)
                .constants())
        .containsExactly(3 * Math.PI);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void ofFloatsASimpleNumberIsTakenThoughRoundingMadeItAnother(Loss loss) {
    // 0.1 is 0.100000001 as a float, and 500 rows tell that.
    RandomGenerator rng = RandomStream.of(4, "test.snapping");
    double[] x = new double[500];
    double[] y = new double[500];
    double[] target = new double[500];
    double[] decimals = new double[500];
    for (int i = 0; i < target.length; i++) {
      x[i] = (float) rng.nextDouble(1, 3);
      y[i] = (float) rng.nextDouble(1, 3);
      target[i] = 0.1f * (float) x[i];
      decimals[i] = Double.parseDouble(Float.toString((float) target[i]));
    }
    Expression fitted = parse("0.1000000015 * x");
    for (double[] floats : new double[][] {target, decimals}) {
      Table table = Table.of(NAMES, new double[][] {x, y}, floats);
      assertThat(Snapping.snapped(fitted, table, loss).constants()).containsExactly(0.1);
    }
    // The same difference in doubles is one.
    double[] exact = new double[500];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = 0.1f * x[i];
    }
    exact[7] = Math.nextUp(exact[7]);
    Table table = Table.of(NAMES, new double[][] {x, y}, exact);
    assertThat(Snapping.snapped(fitted, table, loss).constants()[0]).isNotEqualTo(0.1);
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
