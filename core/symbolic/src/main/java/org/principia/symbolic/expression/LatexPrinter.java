package org.principia.symbolic.expression;

import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/** Writes expressions in LaTeX: fractions, roots and powers as people write them. */
final class LatexPrinter {
  private LatexPrinter() {}

  static String print(Expression e, int digits) {
    if (e instanceof Constant c) {
      return number(c.value(), digits);
    }
    if (e instanceof Variable v) {
      return name(v.name());
    }
    if (e instanceof Unary u) {
      return unary(u, digits);
    }
    return binary((Binary) e, digits);
  }

  private static String unary(Unary u, int digits) {
    String form = u.operator().forms().latex();
    return switch (u.operator()) {
      case NEG -> form + operand(u.operand(), Operator.MINUS_PRECEDENCE, digits);
      case SQUARE, CUBE -> base(u.operand(), digits) + form;
      default -> form.replace("$a", print(u.operand(), digits));
    };
  }

  private static String binary(Binary b, int digits) {
    String form = b.operator().forms().latex();
    if (b.operator() == Operator.POW) {
      return base(b.left(), digits) + form + "{" + print(b.right(), digits) + "}";
    }
    int at = form.indexOf("$b");
    if (at >= 0) {
      return form.substring(0, at).replace("$a", print(b.left(), digits))
          + print(b.right(), digits)
          + form.substring(at + 2);
    }
    int precedence = b.operator().precedence();
    String left =
        isLoose(b.left(), precedence) ? bracket(b.left(), digits) : print(b.left(), digits);
    return left + " " + form + " " + operand(b.right(), precedence + 1, digits);
  }

  private static String base(Expression e, int digits) {
    boolean atom = e instanceof Variable || (e instanceof Constant c && c.value() >= 0);
    return atom ? print(e, digits) : bracket(e, digits);
  }

  /** What stands behind a sign: bracketed where it binds less or starts with a minus. */
  private static String operand(Expression e, int least, int digits) {
    return isLoose(e, least) || startsWithMinus(e) ? bracket(e, digits) : print(e, digits);
  }

  private static boolean isLoose(Expression e, int least) {
    // A fraction holds its operands together by itself.
    return e instanceof Binary b
        && b.operator() != Operator.DIVIDE
        && b.operator().precedence() < least;
  }

  private static boolean startsWithMinus(Expression e) {
    if (e instanceof Constant c) {
      return c.value() < 0;
    }
    if (e instanceof Binary b) {
      return b.operator() != Operator.DIVIDE
          && b.operator() != Operator.POW
          && startsWithMinus(b.left());
    }
    return e instanceof Unary u && u.operator() == Operator.NEG;
  }

  private static String bracket(Expression e, int digits) {
    return "\\left(" + print(e, digits) + "\\right)";
  }

  private static String number(double value, int digits) {
    String text = ExpressionPrinter.number(value, digits);
    int e = text.indexOf('E');
    return e < 0
        ? text
        : text.substring(0, e) + " \\cdot 10^{" + Integer.parseInt(text.substring(e + 1)) + "}";
  }

  /** One letter and digits become a letter with a subscript; a longer word stays upright. */
  private static String name(String name) {
    int digit = name.length();
    while (digit > 0 && Character.isDigit(name.charAt(digit - 1))) {
      digit--;
    }
    String word = name.substring(0, digit).replace("_", "\\_");
    String shown = word.length() == 1 ? word : "\\mathrm{" + word + "}";
    return digit == name.length() ? shown : shown + "_{" + name.substring(digit) + "}";
  }
}
