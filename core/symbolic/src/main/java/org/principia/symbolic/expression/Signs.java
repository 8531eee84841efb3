package org.principia.symbolic.expression;

import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;

/**
 * Puts the sign of a constant where a person writes it: {@code a + -2 * x} as {@code a - 2 * x}.
 *
 * <p>Values do not change: {@code a + (-c) b} and {@code a - c b} are the same in floating point.
 */
final class Signs {
  private Signs() {}

  static Expression tidy(Expression e) {
    if (e instanceof Unary u) {
      return new Unary(u.operator(), tidy(u.operand()));
    }
    if (!(e instanceof Binary b)) {
      return e;
    }
    Expression left = tidy(b.left());
    Expression right = tidy(b.right());
    boolean sum = b.operator() == Operator.ADD;
    if ((sum || b.operator() == Operator.SUBTRACT) && startsNegative(right)) {
      return new Binary(sum ? Operator.SUBTRACT : Operator.ADD, left, negated(right));
    }
    return new Binary(b.operator(), left, right);
  }

  /** Whether the first factor is a negative constant. */
  private static boolean startsNegative(Expression e) {
    if (e instanceof Constant c) {
      return c.value() < 0;
    }
    return e instanceof Binary b && isProduct(b) && startsNegative(b.left());
  }

  private static Expression negated(Expression e) {
    if (e instanceof Constant c) {
      return new Constant(-c.value());
    }
    Binary b = (Binary) e;
    return new Binary(b.operator(), negated(b.left()), b.right());
  }

  private static boolean isProduct(Binary b) {
    return b.operator() == Operator.MULTIPLY || b.operator() == Operator.DIVIDE;
  }
}
