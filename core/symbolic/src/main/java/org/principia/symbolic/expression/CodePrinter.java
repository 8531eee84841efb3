package org.principia.symbolic.expression;

import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/**
 * Writes expressions for machines: SQL and Java, which have the same signs and precedences.
 *
 * <p>What is no sign in {@link Operator.Forms} is a call, which needs no parentheses.
 */
final class CodePrinter {
  private final Function<Operator, String> form;
  private final UnaryOperator<String> name;
  private final DoubleFunction<String> number;

  private CodePrinter(
      Function<Operator, String> form, UnaryOperator<String> name, DoubleFunction<String> number) {
    this.form = form;
    this.name = name;
    this.number = number;
  }

  static CodePrinter sql(SqlDialect dialect) {
    return new CodePrinter(o -> o.forms().sql(), dialect::column, CodePrinter::withExponent);
  }

  /** A printer of Java; names are mapped to identifiers. */
  static CodePrinter java(UnaryOperator<String> name) {
    return new CodePrinter(o -> o.forms().java(), name, Double::toString);
  }

  /** {@code 2.0} as {@code 2.0E0}, which SQL takes for a double and not for a decimal. */
  private static String withExponent(double value) {
    String text = Double.toString(value);
    return text.contains("E") ? text : text + "E0";
  }

  String print(Expression e) {
    if (e instanceof Constant c) {
      return number.apply(c.value());
    }
    if (e instanceof Variable v) {
      return name.apply(v.name());
    }
    if (e instanceof Unary u) {
      return unary(u);
    }
    return binary((Binary) e);
  }

  private String unary(Unary u) {
    String text = form.apply(u.operator());
    return switch (u.operator()) {
      // Two signs in a row would be a comment in SQL and a decrement in Java.
      case NEG -> text + operand(u.operand(), Operator.MINUS_PRECEDENCE + 1);
      case INV -> text + " " + operand(u.operand(), Operator.DIVIDE.precedence() + 1);
      default -> text.replace("$a", print(u.operand()));
    };
  }

  private String binary(Binary b) {
    String text = form.apply(b.operator());
    if (!isSign(b.operator())) {
      String left = print(b.left());
      int at = text.indexOf("$b");
      return text.substring(0, at).replace("$a", left) + print(b.right()) + text.substring(at + 2);
    }
    int precedence = b.operator().precedence();
    return operand(b.left(), precedence) + " " + text + " " + operand(b.right(), precedence + 1);
  }

  private String operand(Expression e, int least) {
    String text = print(e);
    return precedence(e) < least ? "(" + text + ")" : text;
  }

  private int precedence(Expression e) {
    if (e instanceof Constant c && number.apply(c.value()).startsWith("-")) {
      return Operator.MINUS_PRECEDENCE;
    }
    if (e instanceof Unary u) {
      return switch (u.operator()) {
        case NEG -> Operator.MINUS_PRECEDENCE;
        case INV -> Operator.DIVIDE.precedence();
        default -> Operator.ATOM_PRECEDENCE;
      };
    }
    return e instanceof Binary b && isSign(b.operator())
        ? b.operator().precedence()
        : Operator.ATOM_PRECEDENCE;
  }

  private boolean isSign(Operator o) {
    return !form.apply(o).contains("$");
  }
}
