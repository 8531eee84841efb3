package org.principia.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OperatorTest {
  private static final double H = 1e-6;

  @ParameterizedTest
  @EnumSource
  void derivativesAreThoseOfCentralDifferences(Operator op) {
    for (double a : new double[] {0.4, 1.3, 2.7}) {
      if (op.arity() == 1) {
        double expected = (op.value(a + H) - op.value(a - H)) / (2 * H);
        assertThat(op.slope(a)).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
        continue;
      }
      double b = 1.7;
      double left = (op.value(a + H, b) - op.value(a - H, b)) / (2 * H);
      double right = (op.value(a, b + H) - op.value(a, b - H)) / (2 * H);
      assertThat(op.slopeLeft(a, b)).isCloseTo(left, within(1e-6 * (1 + Math.abs(left))));
      assertThat(op.slopeRight(a, b)).isCloseTo(right, within(1e-6 * (1 + Math.abs(right))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void symbolsLeadBackToTheirOperator(Operator op) {
    assertThat(Operator.of(op.symbol())).contains(op);
  }

  @Test
  void outsideTheDomainThereIsNoProtectedValue() {
    assertThat(Operator.LOG.value(-1)).isNaN();
    assertThat(Operator.SQRT.value(-1)).isNaN();
    assertThat(Operator.DIVIDE.value(1, 0)).isInfinite();
    assertThat(Operator.POW.value(-1, 0.5)).isNaN();
  }

  @Test
  void anUnknownSymbolIsNamed() {
    assertThatThrownBy(() -> Operator.listOf("symbolic.operators", List.of("+", "sinh")))
        .hasMessageStartingWith("Invalid symbolic.operators: sinh (one of + - * /");
  }
}
