package org.principia.visuals.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets a formula's text as MathML, which browsers show without a script, a font or a style sheet.
 *
 * <p>Read are sums, products (a blank between two factors is one), quotients, powers, signs, calls
 * and parentheses, over short names with numbers: {@code m1 m2 u / (r + 0.01)^2}, {@code square(dx)
 * * 1.5E-7}. Quotients become fractions, {@code dx} a difference, {@code m1} an m with an index.
 */
final class Typeset {
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int POWER = 3;
  private static final int ATOM = 4;
  private static final int DEEPEST = 200;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\\d+\\.?\\d*(?:[eE][-+]?\\d+)?|\\.\\d+)|([A-Za-z]+_?\\d*)(\\()?|([-+*/^(),]))");
  private static final Pattern NAME = Pattern.compile("([A-Za-z]{1,2}|eps)_?(\\d*)");
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("log", "ln"),
          Map.entry("sin", "sin"),
          Map.entry("cos", "cos"),
          Map.entry("tan", "tan"),
          Map.entry("tanh", "tanh"),
          Map.entry("asin", "arcsin"),
          Map.entry("acos", "arccos"),
          Map.entry("atan", "arctan"),
          Map.entry("sinh", "sinh"),
          Map.entry("cosh", "cosh"),
          Map.entry("min", "min"),
          Map.entry("max", "max"));

  /** Markup and how tightly it binds. */
  private record Part(String markup, int binding) {
    String at(int min) {
      return binding >= min ? markup : row("<mo>(</mo>" + markup + "<mo>)</mo>");
    }
  }

  private record Token(String text, char kind) {}

  /** The text is no formula that this class reads. */
  private static final class NoFormula extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoFormula() {
      super("no formula", null, false, false);
    }
  }

  private final List<Token> tokens = new ArrayList<>();
  private int next;
  private int depth;

  private Typeset(String text) {
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length() && !text.substring(at).isBlank()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new NoFormula();
      }
      at = matcher.end();
      if (matcher.group(1) != null) {
        tokens.add(new Token(matcher.group(1), 'n'));
      } else if (matcher.group(2) != null) {
        tokens.add(new Token(matcher.group(2), matcher.group(3) == null ? 'v' : 'f'));
      } else {
        tokens.add(new Token(matcher.group(4), matcher.group(4).charAt(0)));
      }
    }
  }

  /** The formula as a MathML element; empty where the text is none that can be read. */
  static Optional<String> mathml(String text) {
    try {
      Typeset typeset = new Typeset(text);
      Part formula = typeset.sum();
      if (typeset.next < typeset.tokens.size()) {
        return Optional.empty();
      }
      return Optional.of(
          "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" displaystyle=\"true\">"
              + row(formula.markup)
              + "</math>");
    } catch (NoFormula e) {
      return Optional.empty();
    }
  }

  private static String row(String markup) {
    return "<mrow>" + markup + "</mrow>";
  }

  private char kind() {
    return next < tokens.size() ? tokens.get(next).kind() : ' ';
  }

  private String take() {
    if (next >= tokens.size()) {
      throw new NoFormula();
    }
    return tokens.get(next++).text();
  }

  private void expect(char kind) {
    if (kind() != kind) {
      throw new NoFormula();
    }
    next++;
  }

  private Part sum() {
    if (++depth > DEEPEST) {
      throw new NoFormula();
    }
    Part left = product();
    while (kind() == '+' || kind() == '-') {
      String sign = take().equals("+") ? "<mo>+</mo>" : "<mo>−</mo>";
      left = new Part(left.markup + sign + product().at(PRODUCT), SUM);
    }
    depth--;
    return left;
  }

  private Part product() {
    Part left = signed();
    while (true) {
      boolean blank = kind() == 'n' || kind() == 'v' || kind() == 'f' || kind() == '(';
      if (kind() == '/') {
        next++;
        left = fraction(left, signed());
      } else if (kind() == '*' || blank) {
        next += blank ? 0 : 1;
        boolean numbers = kind() == 'n';
        Part right = signed();
        String sign = numbers ? "<mo>·</mo>" : "<mspace width=\"0.17em\"/>";
        left = new Part(left.at(PRODUCT) + sign + right.at(POWER), PRODUCT);
      } else {
        return left;
      }
    }
  }

  private static Part fraction(Part over, Part under) {
    return new Part("<mfrac>" + row(over.markup) + row(under.markup) + "</mfrac>", POWER);
  }

  private Part signed() {
    if (kind() == '-') {
      next++;
      if (++depth > DEEPEST) {
        throw new NoFormula();
      }
      Part of = signed();
      depth--;
      return new Part("<mo form=\"prefix\">−</mo>" + of.at(PRODUCT), PRODUCT);
    }
    Part base = atom();
    if (kind() != '^') {
      return base;
    }
    next++;
    return new Part("<msup>" + row(base.at(ATOM)) + row(signed().markup) + "</msup>", POWER);
  }

  private Part atom() {
    char kind = kind();
    String text = take();
    return switch (kind) {
      case 'n' -> number(text);
      case 'v' -> name(text);
      case 'f' -> call(text);
      case '(' -> inner();
      default -> throw new NoFormula();
    };
  }

  /** Parentheses come back where they are needed. */
  private Part inner() {
    Part inner = sum();
    expect(')');
    return inner;
  }

  private static Part number(String text) {
    int power = text.toUpperCase(java.util.Locale.ROOT).indexOf('E');
    if (power < 0) {
      return new Part("<mn>" + text + "</mn>", ATOM);
    }
    String exponent = text.substring(power + 1).replace("+", "").replace('-', '−');
    return new Part(
        ("<mn>" + text.substring(0, power) + "</mn><mo>×</mo>")
            + ("<msup><mn>10</mn><mn>" + exponent + "</mn></msup>"),
        PRODUCT);
  }

  private static Part name(String text) {
    Matcher matcher = NAME.matcher(text);
    if (!matcher.matches()) {
      throw new NoFormula();
    }
    String letters = matcher.group(1);
    String index = matcher.group(2);
    String markup;
    if ("eps".equals(letters)) {
      markup = "<mi>ε</mi>";
    } else if (letters.length() == 2 && letters.charAt(0) == 'd') {
      markup = row("<mi mathvariant=\"normal\">Δ</mi><mi>" + letters.charAt(1) + "</mi>");
    } else if (letters.length() == 2) {
      markup = "<msub><mi>" + letters.charAt(0) + "</mi><mi>" + letters.charAt(1) + "</mi></msub>";
    } else if ("u".equals(letters)) {
      markup = "<mi style=\"font-weight:bold\">u</mi>";
    } else {
      markup = "<mi>" + letters + "</mi>";
    }
    return new Part(
        index.isEmpty() ? markup : "<msub>" + markup + "<mn>" + index + "</mn></msub>", ATOM);
  }

  private Part call(String function) {
    List<Part> operands = new ArrayList<>();
    operands.add(sum());
    while (kind() == ',') {
      next++;
      operands.add(sum());
    }
    expect(')');
    Part of = operands.get(0);
    Optional<Part> special = operands.size() == 1 ? special(function, of) : Optional.empty();
    if (special.isPresent()) {
      return special.get();
    }
    String known = FUNCTIONS.get(function);
    if (known == null) {
      throw new NoFormula();
    }
    List<String> markup = operands.stream().map(Part::markup).toList();
    return new Part(
        row("<mi>" + known + "</mi><mo>(</mo>" + String.join("<mo>,</mo>", markup) + "<mo>)</mo>"),
        ATOM);
  }

  /** Functions of one operand that are not written with their name. */
  private static Optional<Part> special(String function, Part of) {
    return Optional.ofNullable(
        switch (function) {
          case "neg" -> new Part("<mo form=\"prefix\">−</mo>" + of.at(PRODUCT), PRODUCT);
          case "square" -> new Part("<msup>" + row(of.at(ATOM)) + "<mn>2</mn></msup>", POWER);
          case "cube" -> new Part("<msup>" + row(of.at(ATOM)) + "<mn>3</mn></msup>", POWER);
          case "inv" -> fraction(new Part("<mn>1</mn>", ATOM), of);
          case "sqrt" -> new Part("<msqrt>" + of.markup + "</msqrt>", ATOM);
          case "cbrt" -> new Part("<mroot>" + row(of.markup) + "<mn>3</mn></mroot>", ATOM);
          case "exp" ->
              new Part(
                  "<msup><mi mathvariant=\"normal\">e</mi>" + row(of.markup) + "</msup>", POWER);
          case "abs" -> new Part(row("<mo>|</mo>" + of.markup + "<mo>|</mo>"), ATOM);
          case "sum" -> new Part("<mo>∑</mo>" + of.at(PRODUCT), PRODUCT);
          default -> null;
        });
  }
}
