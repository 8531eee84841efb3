package org.principia.symbolic.expression;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.lang.model.SourceVersion;
import org.principia.common.InputException;
import org.principia.symbolic.expression.Expression.Variable;

/** Writes an expression as a Java class with one static method. */
final class JavaPrinter {
  private JavaPrinter() {}

  static String print(Expression e, String className, String methodName) {
    requireName("class", className);
    requireName("method", methodName);
    Map<String, String> identifiers = identifiers(e);
    String body = CodePrinter.java(identifiers::get).print(e);
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
