package org.principia.symbolic.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.common.InputException;

final class ExpressionTest {
  private static final List<String> NAMES = RandomTrees.NAMES;

  @Test
  void printedTextIsReadBackToTheSameTree() {
    for (int i = 0; i < 3000; i++) {
      Expression e = RandomTrees.draw(i);
      assertThat(Expression.parse(e.toText(), NAMES)).isEqualTo(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-(x + y)",
        "(x + y) * m1",
        "x - (y - m1)",
        "x / (y * m1)",
        "(x^y)^m1",
        "x^y^m1",
        "(-x)^y",
        "neg(3.0)",
        "-3.0",
        "-x^2.0",
        "(-3.0)^x",
        "-neg(3.0)",
        "--x",
        "-0.0",
        "1.0E-300 * x"
      })
  void parenthesesAreThoseThatAreNeeded(String text) {
    Expression e = Expression.parse(text, NAMES);
    assertThat(e.toText()).isEqualTo(text);
    assertThat(Expression.parse(e.toText(), NAMES)).isEqualTo(e);
  }

  @Test
  void roundedTextKeepsSignificantDigits() {
    Expression e = Expression.parse("1234567.8 * x + 0.00012345 - 1e-20 / 3.0", NAMES);
    assertThat(e.toText(3)).isEqualTo("1230000 * x + 0.000123 - 1E-20 / 3");
  }

  @Test
  void complexityCountsOperatorsConstantsAndVariables() {
    // 1 *, 2 constants, 2 variables, +, sqrt.
    assertThat(Expression.parse("2 * x + sqrt(y)", NAMES).complexity()).isEqualTo(6);
    assertThat(Expression.parse("2 * x + sqrt(y - 1)", NAMES).complexity()).isEqualTo(8);
  }

  @Test
  void constantsAreListedAndReplacedLeftToRight() {
    Expression e = Expression.parse("2 * x + 3 / (y - 4)", NAMES);
    assertThat(e.constants()).containsExactly(2, 3, 4);
    assertThat(e.withConstants(new double[] {5, 6, 7}))
        .isEqualTo(Expression.parse("5 * x + 6 / (y - 7)", NAMES));
    assertThatThrownBy(() -> e.withConstants(new double[2]))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("3 expected");
  }

  @Test
  void substitutionReplacesAllVariablesAtOnce() {
    Expression e = Expression.parse("x / y + x", NAMES);
    Map<String, Expression> swap =
        Map.of("x", Expression.parse("y", NAMES), "y", Expression.parse("x + 1", NAMES));
    assertThat(e.substitute(swap)).isEqualTo(Expression.parse("y / (x + 1) + y", NAMES));
  }

  @Test
  void bindingNumbersVariablesByName() {
    Expression e = Expression.parse("x - y", NAMES).bind(List.of("y", "x"));
    assertThat(e.evaluate(new double[] {1, 5})).isEqualTo(4);
    assertThatThrownBy(() -> e.bind(List.of("x", "z")))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid variable: y (one of x, z)");
  }

  @Test
  void latexWritesFractionsRootsAndPowers() {
    Expression e = Expression.parse("-1.5 * (x + y) / sqrt(m1) + square(x - 2)", NAMES);
    assertThat(e.toLatex(3))
        .isEqualTo(
            "\\frac{-1.5 \\cdot \\left(x + y\\right)}{\\sqrt{m_{1}}}"
                + " + \\left(x - 2\\right)^{2}");
    assertThat(Expression.parse("x - (-2) * y", NAMES).toLatex(2)).isEqualTo("x + 2 \\cdot y");
    assertThat(Expression.parse("2e-9 * abs(-x)", NAMES).toLatex(2))
        .isEqualTo("2 \\cdot 10^{-9} \\cdot \\left|-x\\right|");
  }

  @Test
  void nonFiniteConstantsAreRefused() {
    assertThatThrownBy(() -> Expression.constant(Double.NaN)).isInstanceOf(InputException.class);
  }

  @Test
  void wrongNumberOfOperandsIsRefused() {
    assertThatThrownBy(() -> Expression.apply(Operator.ADD, Expression.constant(1)))
        .isInstanceOf(InputException.class);
  }
}
