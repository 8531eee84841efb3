package org.principia.symbolic.expression;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.principia.common.InputException;
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
 * power   = atom [ ("^" | "**") signed ]
 * atom    = number | name | function "(" sum ["," sum] ")" | "(" sum ")"
 * </pre>
 *
 * <p>So {@code -x^2} is {@code -(x^2)}, {@code a^b^c} is {@code a^(b^c)}, and a minus before a
 * number belongs to the number.
 */
public final class ExpressionParser {
  private static final int MAX_DEPTH = 400;

  private static final Pattern NUMBER =
      Pattern.compile("\\p{Nd}*(?:\\.\\p{Nd}*)?(?:[eE][+-]?\\p{Nd}+)?");

  private final String text;
  private final List<String> names;
  private int at;
  private int depth;

  private ExpressionParser(String text, List<String> names) {
    this.text = text;
    this.names = names;
  }

  /** Reads one expression: see {@link Expression#parse}. */
  static Expression parse(String text, List<String> names) {
    ExpressionParser parser = new ExpressionParser(text, names);
    Expression e = parser.sum();
    parser.skip();
    if (parser.at < text.length()) {
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
    if (Character.isDigit(c) || c == '.') {
      return number();
    }
    if (isNameStart(c)) {
      return name();
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
    int start = at;
    while (at < text.length()
        && (isNameStart(text.charAt(at)) || Character.isDigit(text.charAt(at)))) {
      at++;
    }
    String name = text.substring(start, at);
    int index = names.indexOf(name);
    if (index >= 0) {
      return new Variable(name, index);
    }
    Operator operator = Operator.of(name).orElse("pow".equals(name) ? Operator.POW : null);
    if (operator != null) {
      return call(operator);
    }
    at = start;
    throw error(
        "unknown name '"
            + name
            + "', variables are "
            + String.join(", ", names)
            + ", operators "
            + Operator.symbols());
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
    return InputException.cannot("parse expression '" + text + "' at position " + (at + 1), reason);
  }
}
