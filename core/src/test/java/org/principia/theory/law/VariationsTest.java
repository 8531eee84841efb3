package org.principia.theory.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Variable;

final class VariationsTest {
  private static final List<String> NAMES = List.of("m", "r");
  private static final double[] AT = {3, 5};

  private static Expression parse(String text) {
    return Expression.parse(text, NAMES);
  }

  /** What formulas are worth at m = 3, r = 5, which tells those of the tests apart. */
  private static Set<Double> values(Set<Expression> formulas) {
    return formulas.stream().map(e -> e.evaluate(AT)).collect(Collectors.toSet());
  }

  @Test
  void aConstantIsMadeZeroOrOneWhereThatShortensTheFormula() {
    Set<Expression> simpler = Variations.simpler(parse("2.5*m + 0.1"), 1);
    // Without the summand, without the factor, without the product.
    assertThat(values(simpler)).contains(7.5, 3.1, 0.1);
    assertThat(simpler).allMatch(e -> e.complexity() < parse("2.5*m + 0.1").complexity());
  }

  @Test
  void twoConstantsGoWhereTwoAreAllowed() {
    Expression formula = parse("(m + 0.1)/(r + 0.2)");
    double both = 3.0 / 5;
    assertThat(values(Variations.simpler(formula, 1))).doesNotContain(both);
    assertThat(values(Variations.simpler(formula, 2))).contains(both, 3 / 5.2, 3.1 / 5);
  }

  @Test
  void aFormulaWithoutConstantsHasNoSimplerOne() {
    assertThat(Variations.simpler(parse("m/r"), 2)).isEmpty();
    assertThat(Variations.simpler(parse("m/(r + 0.2)"), 0)).isEmpty();
  }

  @Test
  void aLargerFormulaHasOneFactorOrDivisorMore() {
    Set<Expression> larger =
        Variations.larger(parse("r"), List.of(new Variable("m", 0), new Variable("r", 1)));
    assertThat(values(larger)).contains(15.0, 5.0 / 3, 25.0, 1.0);
  }

  @Test
  void aSmallNumberIsAddedToEachPart() {
    Set<Expression> larger = Variations.larger(parse("m/r"), List.of());
    assertThat(larger).hasSize(3);
    assertThat(values(larger)).containsExactlyInAnyOrder(3 / 5.0 + 0.02, 3.02 / 5, 3 / 5.02);
  }

  @Test
  void nothingIsAddedToAConstant() {
    assertThat(Variations.larger(parse("2.5"), List.of())).isEmpty();
    assertThat(values(Variations.larger(parse("2.5*r"), List.of())))
        .containsExactlyInAnyOrder(12.5 + 0.02, 2.5 * 5.02);
  }

  @Test
  void partsBelowASignAreReached() {
    assertThat(values(Variations.larger(parse("-m"), List.of())))
        .containsExactlyInAnyOrder(-3 + 0.02, -3.02);
  }
}
