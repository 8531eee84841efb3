package org.principia.symbolic.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import org.principia.common.Checks;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/**
 * Writes expressions so that {@link ExpressionParser} reads them back, with no idle parentheses.
 */
record ExpressionPrinter(int digits) {
  private static final int EXACT = 0;

  static ExpressionPrinter exact() {
    return new ExpressionPrinter(EXACT);
  }

  static ExpressionPrinter rounded(int digits) {
    return new ExpressionPrinter(Checks.between("significant digits", digits, 1, 17));
  }

  String print(Expression e) {
    if (e instanceof Constant c) {
      return digits == EXACT ? Double.toString(c.value()) : number(c.value(), digits);
    }
    if (e instanceof Variable v) {
      return v.name();
    }
    if (e instanceof Unary u) {
      return u.operator() == Operator.NEG && !(u.operand() instanceof Constant)
          ? "-" + operand(u.operand(), Operator.MINUS_PRECEDENCE)
          : u.operator().symbol() + "(" + print(u.operand()) + ")";
    }
    return binary((Binary) e);
  }

  private String binary(Binary b) {
    Operator op = b.operator();
    int precedence = op.precedence();
    if (precedence == Operator.ATOM_PRECEDENCE) {
      return op.symbol() + "(" + print(b.left()) + ", " + print(b.right()) + ")";
    }
    // Equal precedence groups to the left, powers to the right.
    return op == Operator.POW
        ? operand(b.left(), precedence + 1) + "^" + operand(b.right(), precedence)
        : operand(b.left(), precedence)
            + " "
            + op.symbol()
            + " "
            + operand(b.right(), precedence + 1);
  }

  private String operand(Expression e, int least) {
    return precedence(e) < least ? "(" + print(e) + ")" : print(e);
  }

  private static int precedence(Expression e) {
    if (e instanceof Constant c && isNegative(c.value())) {
      return Operator.MINUS_PRECEDENCE;
    }
    if (e instanceof Unary u) {
      // neg of a constant is written as a call.
      return u.operand() instanceof Constant ? Operator.ATOM_PRECEDENCE : u.operator().precedence();
    }
    return e instanceof Binary b ? b.operator().precedence() : Operator.ATOM_PRECEDENCE;
  }

  private static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  /** A number with so many significant digits, without idle zeros. */
  static String number(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    return exponent < -4 || exponent > 6 ? rounded.toString() : rounded.toPlainString();
  }

  /**
   * Puts the sign of a constant where a person writes it: {@code a + -2 * x} as {@code a - 2 * x}.
   *
   * <p>Values do not change: {@code a + (-c) b} and {@code a - c b} are the same in floating point.
   */
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
