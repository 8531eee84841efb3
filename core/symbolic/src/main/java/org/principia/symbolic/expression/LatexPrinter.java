package org.principia.symbolic.expression;

import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/** Writes expressions in LaTeX: fractions, roots and powers as people write them. */
record LatexPrinter(int digits) {
  String print(Expression e) {
    if (e instanceof Constant c) {
      return number(c.value());
    }
    if (e instanceof Variable v) {
      return name(v.name());
    }
    return e instanceof Unary u ? unary(u) : binary((Binary) e);
  }

  private String unary(Unary u) {
    String form = u.operator().forms().latex();
    return switch (u.operator()) {
      case NEG -> form + operand(u.operand(), Operator.MINUS_PRECEDENCE);
      case SQUARE, CUBE -> base(u.operand()) + form;
      default -> form.replace("$a", print(u.operand()));
    };
  }

  private String binary(Binary b) {
    String form = b.operator().forms().latex();
    if (b.operator() == Operator.POW) {
      return base(b.left()) + form + "{" + print(b.right()) + "}";
    }
    int at = form.indexOf("$b");
    if (at >= 0) {
      return form.substring(0, at).replace("$a", print(b.left()))
          + print(b.right())
          + form.substring(at + 2);
    }
    int precedence = b.operator().precedence();
    String left = isLoose(b.left(), precedence) ? bracket(b.left()) : print(b.left());
    return left + " " + form + " " + operand(b.right(), precedence + 1);
  }

  private String base(Expression e) {
    boolean atom = e instanceof Variable || (e instanceof Constant c && c.value() >= 0);
    return atom ? print(e) : bracket(e);
  }

  /** What stands behind a sign: bracketed where it binds less or starts with a minus. */
  private String operand(Expression e, int least) {
    return isLoose(e, least) || startsWithMinus(e) ? bracket(e) : print(e);
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

  private String bracket(Expression e) {
    return "\\left(" + print(e) + "\\right)";
  }

  private String number(double value) {
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
