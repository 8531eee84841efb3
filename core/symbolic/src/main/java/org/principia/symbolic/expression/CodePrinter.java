package org.principia.symbolic.expression;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.lang.model.SourceVersion;
import org.principia.common.InputException;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/**
 * Writes expressions for machines: SQL and Java, which have the same signs and precedences.
 *
 * <p>What is no sign in {@link Operator.Forms} is a call, which needs no parentheses.
 */
record CodePrinter(
    Function<Operator, String> form, UnaryOperator<String> name, DoubleFunction<String> number) {

  static CodePrinter sql(SqlDialect dialect) {
    return new CodePrinter(o -> o.forms().sql(), dialect::column, CodePrinter::withExponent);
  }

  /** A printer of Java; names are mapped to identifiers. */
  private static CodePrinter java(UnaryOperator<String> name) {
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
    return e instanceof Unary u ? unary(u) : binary((Binary) e);
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

  /** A Java class with one static method. */
  static String javaClass(Expression e, String className, String methodName) {
    requireName("class", className);
    requireName("method", methodName);
    Map<String, String> identifiers = identifiers(e);
    String body = java(identifiers::get).print(e);
    List<String> parameters = names(e).stream().map(n -> "double " + identifiers.get(n)).toList();
    return String.join(
        "\n",
        "/** {@code " + comment(e.toText(6)) + "}. */",
        "public final class " + className + " {",
        "  private " + className + "() {}",
        "",
        "  public static double " + methodName + "(" + String.join(", ", parameters) + ") {",
        "    return " + body + ";",
        "  }",
        "}",
        "");
  }

  /** A column's name cannot end the comment, nor escape from it. */
  private static String comment(String text) {
    return text.replace("*/", "* /")
        .replace("\\", "/")
        .replace("}", ")")
        .replace("{", "(")
        .replaceAll("[\\r\\n]", " ");
  }

  private static void requireName(String what, String name) {
    if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
      throw InputException.invalid("name of a Java " + what, name, "a Java identifier");
    }
  }

  /** The names in the order of their columns. */
  private static List<String> names(Expression e) {
    SortedMap<Integer, String> byIndex = new TreeMap<>();
    Trees.leaves(e, Variable.class).forEach(v -> byIndex.put(v.index(), v.name()));
    return List.copyOf(byIndex.values());
  }

  /** An identifier for each name, all of them different. */
  private static Map<String, String> identifiers(Expression e) {
    Map<String, String> identifiers = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (String name : names(e)) {
      String identifier = name.replaceAll("[^A-Za-z0-9_]", "_");
      if (!SourceVersion.isIdentifier(identifier) || SourceVersion.isKeyword(identifier)) {
        identifier = "_" + identifier;
      }
      while (!taken.add(identifier) || "Math".equals(identifier)) {
        identifier += "_";
      }
      identifiers.put(name, identifier);
    }
    return identifiers;
  }
}
