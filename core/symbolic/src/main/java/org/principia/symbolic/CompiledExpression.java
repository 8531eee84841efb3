package org.principia.symbolic;

import java.lang.invoke.MethodHandles;

/**
 * An expression as machine code: the same values as {@link Expression#evaluate}, bit for bit.
 *
 * <p>It is for an expression that is evaluated again and again at single points, as a force is in a
 * simulation. The search, which changes expressions all the time, evaluates columns through {@code
 * Program} instead. It holds a class of its own, which goes when the function goes; it cannot be
 * serialised: send the {@link Expression} and compile again.
 */
@FunctionalInterface
public interface CompiledExpression {

  /**
   * The value at one point.
   *
   * @param variables values by {@link Expression.Variable#index}
   * @return the value, a NaN or infinite where it is undefined
   */
  double value(double[] variables);

  /**
   * Compiles an expression.
   *
   * @param expression at most {@value ExpressionCompiler#MOST_NODES} nodes
   * @return the function
   * @throws org.principia.common.InputException if it is larger
   */
  static CompiledExpression compile(Expression expression) {
    return ExpressionCompiler.compile(expression, MethodHandles.lookup(), CompiledExpression.class);
  }
}
