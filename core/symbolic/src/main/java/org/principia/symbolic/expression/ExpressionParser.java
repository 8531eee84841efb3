package org.principia.symbolic.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.principia.common.InputException;
import org.principia.common.Spelling;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/**
 * Reads expressions, by recursive descent.
 *
 * <pre>
 * sum     = product { ("+" | "-") product }
 * product = signed { ("*" | "/") signed }
 * signed  = "-" signed | "+" signed | power
 * power   = atom { "²" | "³" } [ ("^" | "**") signed ]
 * atom    = number | name | "`" name "`" | function "(" sum ["," sum] ")" | "(" sum ")" | "|" sum "|"
 * </pre>
 *
 * <p>So {@code -x^2} is {@code -(x^2)}, {@code a^b^c} is {@code a^(b^c)}, and a minus before a
 * number belongs to the number. A name is a variable's, else that of a number or an operator, by
 * its own name or another ({@code ln}, {@code arcsin}, {@code pow}, {@code log10}, {@code pi});
 * before a parenthesis it is a function's. {@code Math.} and {@code np.} before a function are read
 * over, and the signs of typeset formulas are those of the keyboard.
 */
public final class ExpressionParser {
  private static final int MAX_DEPTH = 400;

  private static final Pattern NUMBER =
      Pattern.compile("\\p{Nd}*(?:\\.\\p{Nd}*)?(?:[eE][+-]?\\p{Nd}+)?");

  private static final Pattern QUALIFIER = Pattern.compile("(?:Math|math|np|numpy)\\.(?=\\p{L})");

  /** Signs as they are typeset, and those of the keyboard at the same places. */
  private static final String TYPESET = "−–×·⋅∙∗÷∕";

  private static final String TYPED = "--*****//";

  private final String written;
  private final String text;
  private final List<String> names;
  private int at;
  private int depth;

  private ExpressionParser(String written, List<String> names) {
    this.written = written;
    StringBuilder typed = new StringBuilder(written);
    for (int i = 0; i < typed.length(); i++) {
      int sign = TYPESET.indexOf(typed.charAt(i));
      if (sign >= 0) {
        typed.setCharAt(i, TYPED.charAt(sign));
      }
    }
    this.text = typed.toString();
    this.names = names;
  }

  /** Reads one expression: see {@link Expression#parse}. */
  static Expression parse(String text, List<String> names) {
    ExpressionParser parser = new ExpressionParser(text, names);
    Expression e = parser.sum();
    parser.skip();
    if (parser.at < parser.text.length()) {
      throw parser.error("an operator or the end expected" + parser.found());
    }
    return e;
  }

  private void descend() {
    if (++depth > MAX_DEPTH) {
      throw error("deeper than " + MAX_DEPTH + " levels");
    }
  }

  private Expression sum() {
    descend();
    Expression e = product();
    while (true) {
      if (accept('+')) {
        e = new Binary(Operator.ADD, e, product());
      } else if (accept('-')) {
        e = new Binary(Operator.SUBTRACT, e, product());
      } else {
        depth--;
        return e;
      }
    }
  }

  private Expression product() {
    Expression e = signed();
    while (true) {
      if (!atPower() && accept('*')) {
        e = new Binary(Operator.MULTIPLY, e, signed());
      } else if (accept('/')) {
        e = new Binary(Operator.DIVIDE, e, signed());
      } else {
        return e;
      }
    }
  }

  private Expression signed() {
    descend();
    Expression e;
    if (accept('-')) {
      int start = at;
      Expression operand = signed();
      // Parentheses keep neg(3) and -3 apart: -(3) negates, -3 is a number.
      boolean literal = operand instanceof Constant && text.charAt(skipped(start)) != '(';
      e = literal ? new Constant(-((Constant) operand).value()) : new Unary(Operator.NEG, operand);
    } else if (accept('+')) {
      e = signed();
    } else {
      e = power();
    }
    depth--;
    return e;
  }

  private Expression power() {
    Expression base = atom();
    for (boolean more = true; more; ) {
      more = accept('²');
      if (more) {
        base = new Unary(Operator.SQUARE, base);
      } else if (accept('³')) {
        base = new Unary(Operator.CUBE, base);
        more = true;
      }
    }
    if (atPower()) {
      at += 2;
    } else if (!accept('^')) {
      return base;
    }
    return new Binary(Operator.POW, base, signed());
  }

  private Expression atom() {
    skip();
    if (at == text.length()) {
      throw error("a number, a name or '(' expected, but the text ends");
    }
    char c = text.charAt(at);
    if (accept('(')) {
      Expression e = sum();
      expect(')');
      return e;
    }
    if (accept('|')) {
      Expression e = sum();
      expect('|');
      return new Unary(Operator.ABS, e);
    }
    if (Character.isDigit(c) || c == '.') {
      return number();
    }
    if (isNameStart(c)) {
      return name();
    }
    if (c == '`' || c == '"') {
      return quoted(c);
    }
    throw error("a number, a name or '(' expected, not '" + c + "'");
  }

  private Expression number() {
    int start = at;
    Matcher literal = NUMBER.matcher(text).region(at, text.length());
    literal.lookingAt();
    at = literal.end();
    String number = literal.group();
    try {
      double value = Double.parseDouble(number);
      if (Double.isInfinite(value)) {
        at = start;
        throw error("number " + number + " is too large for a double");
      }
      return new Constant(value);
    } catch (NumberFormatException e) {
      at = start;
      throw error("'" + number + "' is not a number");
    }
  }

  private Expression name() {
    Matcher qualifier = QUALIFIER.matcher(text).region(at, text.length());
    at = qualifier.lookingAt() ? qualifier.end() : at;
    int start = at;
    while (at < text.length()
        && (isNameStart(text.charAt(at)) || Character.isDigit(text.charAt(at)))) {
      at++;
    }
    String name = text.substring(start, at);
    int index = names.indexOf(name);
    int next = skipped(at);
    boolean called = next < text.length() && text.charAt(next) == '(';
    Optional<Operator> operator = Aliases.operator(name);
    Optional<Expression> formula = Aliases.formula(name);
    if (index >= 0 && !(called && (operator.isPresent() || formula.isPresent()))) {
      return new Variable(name, index);
    }
    Optional<Expression> number = Aliases.number(name);
    if (number.isPresent() && !called) {
      return number.get();
    }
    if (formula.isPresent()) {
      return call(formula.get());
    }
    if (operator.isPresent()) {
      return call(operator.get());
    }
    at = start;
    List<String> known = new ArrayList<>(names);
    known.addAll(Aliases.names());
    throw unknown(name, known);
  }

  /** A column as SQL quotes one that is no plain word. */
  private Expression quoted(char quote) {
    int end = written.indexOf(quote, at + 1);
    if (end < 0) {
      throw error("no second " + quote + " after the first");
    }
    String name = written.substring(at + 1, end);
    if (!names.contains(name)) {
      throw unknown(name, names);
    }
    at = end + 1;
    return new Variable(name, names.indexOf(name));
  }

  private InputException unknown(String name, List<String> known) {
    return error(
        "unknown name '%s', the nearest is %s; variables are %s, operators %s"
            .formatted(
                name,
                known.isEmpty() ? "none" : Spelling.nearest(name, known),
                String.join(", ", names),
                Operator.symbols()));
  }

  /** A function of x, or of x and y, with its arguments in their place. */
  private Expression call(Expression formula) {
    expect('(');
    Expression first = sum();
    if (!formula.variables().contains("y")) {
      expect(')');
      return formula.substitute(Map.of("x", first));
    }
    expect(',');
    Expression second = sum();
    expect(')');
    return formula.substitute(Map.of("x", first, "y", second));
  }

  private Expression call(Operator operator) {
    expect('(');
    Expression first = sum();
    if (operator.arity() == 1) {
      expect(')');
      return new Unary(operator, first);
    }
    expect(',');
    Expression second = sum();
    expect(')');
    return new Binary(operator, first, second);
  }

  private boolean atPower() {
    skip();
    return text.startsWith("**", at);
  }

  private boolean accept(char c) {
    skip();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw error("'" + c + "' expected" + found());
    }
  }

  private String found() {
    return at < text.length() ? ", not '" + text.charAt(at) + "'" : ", but the text ends";
  }

  private void skip() {
    at = skipped(at);
  }

  private int skipped(int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_' || c == '$';
  }

  private InputException error(String reason) {
    return InputException.cannot(
        "parse expression '" + written + "' at position " + (at + 1), reason);
  }
}
