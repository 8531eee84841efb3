package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.principia.common.RandomStream;

final class ExponentsTest {
  private static final List<String> NAMES = RandomTrees.NAMES;

  private static Expression parse(String text) {
    return Expression.parse(text, NAMES);
  }

  @Test
  void wholeAndHalfExponentsAreHeldAndNoOtherConstant() {
    Expression e = parse("2 * x^2 + 3 * y^(-0.5) + x^1.7 + 2^x + (x + 2)^(y + 3)");
    boolean[] held = new boolean[e.constants().length];
    Exponents.markHeld(e, held);
    assertThat(held).containsExactly(false, true, false, true, false, false, false, false);
    assertThat(Exponents.countFitted(e)).isEqualTo(6);
  }

  @Test
  void fittedExponentsAreRoundedToHalvesThatCanBeHeld() {
    double[] rounded = Exponents.rounded(parse("2.1 * x^1.9 + y^2 + x^0.1 + y^40.2"));
    assertThat(rounded).containsExactly(Double.NaN, 2, Double.NaN, Double.NaN, Double.NaN);
  }

  @Test
  void randomPowersHaveWholeAndHalfExponentsMoreOftenThanNot() {
    Primitives primitives = new Primitives(List.of(Operator.POW), NAMES);
    RandomGenerator rng = RandomStream.of(1, "test.exponents");
    int held = 0;
    int free = 0;
    for (int i = 0; i < 1000; i++) {
      if (primitives.tree(1, rng) instanceof Expression.Binary b && Trees.hasVariable(b.left())) {
        held += Exponents.isHeld(b.operator(), b.right()) ? 1 : 0;
        free += Exponents.isHeld(b.operator(), b.right()) ? 0 : 1;
      }
    }
    assertThat(held).isGreaterThan(free);
    assertThat(free).isGreaterThan(100);
  }
}
