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
final class ExpressionPrinter {
  private static final int EXACT = 0;

  private final int digits;

  private ExpressionPrinter(int digits) {
    this.digits = digits;
  }

  static ExpressionPrinter exact() {
    return new ExpressionPrinter(EXACT);
  }

  static ExpressionPrinter rounded(int digits) {
    return new ExpressionPrinter(Checks.between("significant digits", digits, 1, 17));
  }

  String print(Expression e) {
    StringBuilder out = new StringBuilder();
    write(e, out);
    return out.toString();
  }

  private void write(Expression e, StringBuilder out) {
    if (e instanceof Constant c) {
      out.append(digits == EXACT ? Double.toString(c.value()) : number(c.value(), digits));
    } else if (e instanceof Variable v) {
      out.append(v.name());
    } else if (e instanceof Unary u) {
      writeUnary(u, out);
    } else if (e instanceof Binary b) {
      writeBinary(b, out);
    }
  }

  private void writeUnary(Unary u, StringBuilder out) {
    if (u.operator() == Operator.NEG && !(u.operand() instanceof Constant)) {
      out.append('-');
      writeOperand(u.operand(), Operator.MINUS_PRECEDENCE, out);
    } else {
      out.append(u.operator().symbol()).append('(');
      write(u.operand(), out);
      out.append(')');
    }
  }

  private void writeBinary(Binary b, StringBuilder out) {
    Operator op = b.operator();
    if (op.precedence() == Operator.ATOM_PRECEDENCE) {
      out.append(op.symbol()).append('(');
      write(b.left(), out);
      out.append(", ");
      write(b.right(), out);
      out.append(')');
      return;
    }
    boolean power = op == Operator.POW;
    // Equal precedence groups to the left, powers to the right.
    writeOperand(b.left(), power ? op.precedence() + 1 : op.precedence(), out);
    out.append(power ? "^" : " " + op.symbol() + " ");
    writeOperand(b.right(), power ? op.precedence() : op.precedence() + 1, out);
  }

  private void writeOperand(Expression e, int least, StringBuilder out) {
    boolean parentheses = precedence(e) < least;
    if (parentheses) {
      out.append('(');
    }
    write(e, out);
    if (parentheses) {
      out.append(')');
    }
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
}
