package org.principia.symbolic.expression;

import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/** Writes an expression's tree as JSON (RFC 8259). */
final class JsonPrinter {
  private JsonPrinter() {}

  static String print(Expression e) {
    if (e instanceof Constant c) {
      return "{\"constant\": " + c.value() + "}";
    }
    if (e instanceof Variable v) {
      return "{\"variable\": " + text(v.name()) + "}";
    }
    if (e instanceof Unary u) {
      return node(u.operator(), print(u.operand()));
    }
    Binary b = (Binary) e;
    return node(b.operator(), print(b.left()) + ", " + print(b.right()));
  }

  private static String node(Operator operator, String operands) {
    return "{\"operator\": " + text(operator.symbol()) + ", \"operands\": [" + operands + "]}";
  }

  private static String text(String value) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return '"' + out.toString() + '"';
  }
}
