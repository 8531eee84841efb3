package org.principia.dynamics.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.principia.common.InputException;
import org.principia.common.RandomStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.Primitives;

final class ExpressionCompilerTest {

  /** Not public: the compiled class must become part of this package. */
  interface OfThree {
    double value(double x, double y, double m1);
  }

  private static OfThree ofThree(Expression e) {
    return ExpressionCompiler.compile(e, MethodHandles.lookup(), OfThree.class);
  }

  /** As an object: equal bits, and any NaN equal to any other. */
  private static Double of(double value) {
    return value;
  }

  @ParameterizedTest
  @EnumSource
  void everyOperatorHasTheTreesBits(Operator operator) {
    Expression x = new Expression.Variable("x", 0);
    Expression y = new Expression.Variable("y", 1);
    Expression e =
        operator.arity() == 1 ? Expression.apply(operator, x) : Expression.apply(operator, x, y);
    OfThree direct = ofThree(e);
    RandomGenerator random = RandomStream.of(1, "test.compiler");
    double[] special = {0, -0.0, 1, -1, 2, -2, 0.5, 1e308, -1e-308, Double.POSITIVE_INFINITY};
    for (int k = 0; k < 20_000; k++) {
      double a = k < 200 ? special[k % 10] : Math.scalb(random.nextGaussian(), k % 9);
      double b = k < 200 ? special[k / 10 % 10] : random.nextGaussian();
      double expected = e.evaluate(new double[] {a, b, 7});
      assertThat(of(direct.value(a, b, 7))).isEqualTo(of(expected));
    }
  }

  @Test
  void randomTreesHaveTheTreesBits() {
    RandomGenerator random = RandomStream.of(2, "test.compiler");
    Primitives trees = new Primitives(List.of(Operator.values()), List.of("x", "y", "m1"));
    for (int k = 0; k < 500; k++) {
      Expression e = trees.tree(1 + k % 25, random);
      OfThree direct = ofThree(e);
      for (int i = 0; i < 20; i++) {
        double[] p = {random.nextGaussian(), random.nextGaussian(), random.nextDouble()};
        assertThat(of(direct.value(p[0], p[1], p[2]))).as("%s", e).isEqualTo(of(e.evaluate(p)));
      }
    }
  }

  @Test
  void constantsKeepTheirBits() {
    for (double c : new double[] {0, -0.0, 1, 0.1, -1e300, Double.MIN_VALUE}) {
      double value = ofThree(Expression.constant(c)).value(1, 2, 3);
      assertThat(Double.doubleToRawLongBits(value)).isEqualTo(Double.doubleToRawLongBits(c));
    }
  }

  /** Only a hidden class can be unloaded before its loader is. */
  @Test
  void eachFunctionHasAHiddenClassOfItsOwn() {
    Expression e = Expression.parse("x + 1", List.of("x"));
    Class<?> first = ofThree(e).getClass();
    assertThat(first.isHidden()).isTrue();
    assertThat(ofThree(e).getClass()).isNotEqualTo(first);
  }

  @Test
  void anExpressionThatIsTooLargeIsRefused() {
    Expression e = Expression.parse("x" + "+x".repeat(800), List.of("x"));
    assertThatThrownBy(() -> ofThree(e))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Cannot compile an expression of 1601 operators, constants and variables: at most"
                + " 1500");
  }

  @Test
  void aVariableWithoutAParameterIsRefused() {
    Expression e = Expression.parse("z", List.of("x", "y", "m1", "z"));
    assertThatThrownBy(() -> ofThree(e))
        .isInstanceOf(InputException.class)
        .hasMessage("Invalid variable z: 3 (an index below 3)");
  }

  @Test
  void aFunctionOfOtherThingsIsADefect() {
    Expression e = Expression.constant(1);
    assertThatThrownBy(() -> ExpressionCompiler.compile(e, MethodHandles.lookup(), Runnable.class))
        .hasMessage(
            "Invalid type of a function: interface java.lang.Runnable (one method from doubles to"
                + " a double)");
  }
}
