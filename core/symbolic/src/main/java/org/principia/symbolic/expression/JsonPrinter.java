package org.principia.symbolic.expression;

import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/** Writes an expression's tree as JSON (RFC 8259). */
final class JsonPrinter {
  private JsonPrinter() {}

  static String print(Expression e) {
    StringBuilder out = new StringBuilder();
    write(e, out);
    return out.toString();
  }

  private static void write(Expression e, StringBuilder out) {
    if (e instanceof Constant c) {
      out.append("{\"constant\": ").append(c.value()).append('}');
    } else if (e instanceof Variable v) {
      out.append("{\"variable\": ");
      text(v.name(), out);
      out.append('}');
    } else if (e instanceof Unary u) {
      open(u.operator(), out);
      write(u.operand(), out);
      out.append("]}");
    } else if (e instanceof Binary b) {
      open(b.operator(), out);
      write(b.left(), out);
      out.append(", ");
      write(b.right(), out);
      out.append("]}");
    }
  }

  private static void open(Operator operator, StringBuilder out) {
    out.append("{\"operator\": ");
    text(operator.symbol(), out);
    out.append(", \"operands\": [");
  }

  private static void text(String value, StringBuilder out) {
    out.append('"');
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
    out.append('"');
  }
}
