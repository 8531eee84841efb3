package org.principia.theory.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.symbolic.expression.Expression;

final class FactorsTest {
  private static final List<String> NAMES = List.of("m", "q", "r");
  private static final List<double[]> POINTS =
      List.of(new double[] {2, -1, 0.5}, new double[] {0.3, 1, 4}, new double[] {7, 2.5, 1.1});

  private static Expression parse(String text) {
    return Expression.parse(text, NAMES);
  }

  private static void assertEqualEverywhere(Expression found, Expression expected) {
    for (double[] point : POINTS) {
      double value = expected.evaluate(point);
      assertThat(found.evaluate(point)).isCloseTo(value, within(1e-12 * Math.abs(value) + 1e-15));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "m*q/m, 1",
    "(m*r)/(r*q*m), 3",
    "-(m/(-m*r)), 3",
    "2*m*(3*r)/(6*m), 1",
    "(m + r)*q/(m + r), 1",
    "m/(m/r), 1",
    "(m*q - m*r)/m, 3"
  })
  void equalFactorsAreCancelled(String text, int complexity) {
    Expression formula = parse(text);
    Expression cancelled = Factors.cancelled(formula);
    assertEqualEverywhere(cancelled, formula);
    assertThat(cancelled.complexity()).isLessThanOrEqualTo(Math.max(complexity, 3));
    assertThat(cancelled.complexity()).isLessThan(formula.complexity());
  }

  @ParameterizedTest
  @CsvSource({"m*q", "1/(m + r)", "(m - q)*(m + q)", "m + q*r", "3.5"})
  void aFormulaWithoutEqualFactorsKeepsItsValueAndGrowsNot(String text) {
    Expression formula = parse(text);
    Expression cancelled = Factors.cancelled(formula);
    assertEqualEverywhere(cancelled, formula);
    assertThat(cancelled.complexity()).isLessThanOrEqualTo(formula.complexity());
  }

  @Test
  void theProductWithAFactorCancelsWhatItCan() {
    Expression force = Factors.product(parse("(r - 1)/(m*r)"), parse("m"));
    assertEqualEverywhere(force, parse("(r - 1)/r"));
    assertThat(force.variables()).containsExactly("r");
  }

  @Test
  void aZeroIsNotTakenIntoTheNumber() {
    Expression zero = parse("0*m/q");
    assertEqualEverywhere(Factors.cancelled(zero), Expression.constant(0));
    assertEqualEverywhere(Factors.product(Expression.constant(0), parse("m")), zero);
  }

  @Test
  void aFactorThatOccursTwiceIsCancelledOnce() {
    assertEqualEverywhere(Factors.cancelled(parse("m*m*q/m")), parse("m*q"));
    assertEqualEverywhere(Factors.cancelled(parse("m/(m*m)")), parse("1/m"));
  }
}
