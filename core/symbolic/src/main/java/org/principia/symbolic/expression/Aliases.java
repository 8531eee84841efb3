package org.principia.symbolic.expression;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Other names that people, SQL, Java and Python have for operators, functions and numbers; capitals
 * do not matter in those of functions.
 */
final class Aliases {
  private static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          entry("**", Operator.POW),
          entry("pow", Operator.POW),
          entry("power", Operator.POW),
          entry("×", Operator.MULTIPLY),
          entry("·", Operator.MULTIPLY),
          entry("÷", Operator.DIVIDE),
          entry("−", Operator.SUBTRACT),
          entry("ln", Operator.LOG),
          entry("sqr", Operator.SQUARE),
          entry("fabs", Operator.ABS),
          entry("arcsin", Operator.ASIN),
          entry("arccos", Operator.ACOS),
          entry("arctan", Operator.ATAN),
          entry("tg", Operator.TAN),
          entry("least", Operator.MIN),
          entry("greatest", Operator.MAX));

  /** Functions of x, of y too where it occurs, by what they come to. */
  private static final Map<String, String> FORMULAS =
      Map.ofEntries(
          entry("log10", "log(x) / " + Math.log(10)),
          entry("lg", "log(x) / " + Math.log(10)),
          entry("log2", "log(x) / " + Math.log(2)),
          entry("log1p", "log(1 + x)"),
          entry("expm1", "exp(x) - 1"),
          entry("cot", "1 / tan(x)"),
          entry("sigmoid", "1 / (1 + exp(-x))"),
          entry("hypot", "sqrt(square(x) + square(y))"));

  private static final Map<String, Double> NUMBERS =
      Map.of("pi", Math.PI, "Pi", Math.PI, "PI", Math.PI, "π", Math.PI, "e", Math.E);

  private Aliases() {}

  /** The operator of a symbol or of another name. */
  static Optional<Operator> operator(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return Operator.of(name)
        .or(() -> Operator.of(small))
        .or(() -> Optional.ofNullable(OPERATORS.get(small)));
  }

  /** The operator that a list means: a logarithm of another base is a multiple of the natural. */
  static Optional<Operator> listed(String name) {
    return operator(name.matches("(?i)log10|log2|lg") ? "log" : name);
  }

  /** What a function comes to that is none of the operators, over x and perhaps y. */
  static Optional<Expression> formula(String name) {
    return Optional.ofNullable(FORMULAS.get(name.toLowerCase(Locale.ROOT)))
        .map(text -> Expression.parse(text, List.of("x", "y")));
  }

  static Optional<Expression> number(String name) {
    return Optional.ofNullable(NUMBERS.get(name)).map(Expression::constant);
  }

  /** Every name that may stand in a formula beside those of the columns. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Operator operator : Operator.values()) {
      names.add(operator.symbol());
    }
    OPERATORS.keySet().stream().sorted().forEach(names::add);
    FORMULAS.keySet().stream().sorted().forEach(names::add);
    NUMBERS.keySet().stream().sorted().forEach(names::add);
    return names.stream().filter(n -> Character.isLetter(n.charAt(0))).toList();
  }
}
