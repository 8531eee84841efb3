package org.principia.visuals.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
          "\\G\\s*(?:(\\d+\\.?\\d*(?:[eE][-+]?\\d+)?|\\.\\d+)|([A-Za-z]+_?\\d*)(\\(?)|([-+*/^(),]|\\z))");
  private static final Pattern NAME = Pattern.compile("([A-Za-z]{1,2}|eps)_?(\\d*)");

  /** Markup and how tightly it binds. */
  private record Part(String markup, int binding) {
    String at(int min) {
      return binding >= min ? markup : row("<mo>(</mo>" + markup + "<mo>)</mo>");
    }
  }

  private final Matcher tokens;
  private int depth;

  /** What comes next: a number n, a variable v, a function f and its parenthesis, or a sign. */
  private char kind;

  private String next = "";

  private Typeset(String text) {
    tokens = TOKEN.matcher(text.stripTrailing());
    take();
  }

  /** The formula as a MathML element; empty where the text is none that can be read. */
  static Optional<String> mathml(String text) {
    try {
      Typeset typeset = new Typeset(text);
      String formula = row(typeset.sum().markup);
      return Optional.of(
              "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" displaystyle=\"true\">"
                  + formula
                  + "</math>")
          .filter(whole -> typeset.kind == ' ');
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String row(String markup) {
    return "<mrow>" + markup + "</mrow>";
  }

  private static IllegalArgumentException noFormula() {
    return new IllegalArgumentException("no formula");
  }

  /** Takes the next token and finds the one after it. */
  private String take() {
    String taken = next;
    if (!tokens.find()) {
      throw noFormula();
    }
    if (tokens.group(1) != null) {
      kind = 'n';
      next = tokens.group(1);
    } else if (tokens.group(2) != null) {
      kind = tokens.group(3).isEmpty() ? 'v' : 'f';
      next = tokens.group(2);
    } else {
      next = tokens.group(4);
      kind = next.isEmpty() ? ' ' : next.charAt(0);
    }
    return taken;
  }

  private Part sum() {
    Part left = product();
    while (kind == '+' || kind == '-') {
      String sign = take().equals("+") ? "<mo>+</mo>" : "<mo>−</mo>";
      left = new Part(left.markup + sign + product().at(PRODUCT), SUM);
    }
    return left;
  }

  private Part product() {
    Part left = signed();
    while ("/*nvf(".indexOf(kind) >= 0) {
      if (kind == '/') {
        take();
        left = fraction(left.markup, signed());
      } else {
        if (kind == '*') {
          take();
        }
        String sign = kind == 'n' ? "<mo>·</mo>" : "<mspace width=\"0.17em\"/>";
        left = new Part(left.at(PRODUCT) + sign + signed().at(POWER), PRODUCT);
      }
    }
    return left;
  }

  private static Part fraction(String over, Part under) {
    return new Part("<mfrac>" + row(over) + row(under.markup) + "</mfrac>", POWER);
  }

  private static Part negative(Part of) {
    return new Part("<mo form=\"prefix\">−</mo>" + of.at(PRODUCT), PRODUCT);
  }

  private static Part power(Part base, String exponent) {
    return new Part("<msup>" + row(base.at(ATOM)) + exponent + "</msup>", POWER);
  }

  private Part signed() {
    if (++depth > DEEPEST) {
      throw noFormula();
    }
    Part part;
    if (kind == '-') {
      take();
      part = negative(signed());
    } else {
      part = atom();
      if (kind == '^') {
        take();
        part = power(part, row(signed().markup));
      }
    }
    depth--;
    return part;
  }

  /** Parentheses come back where they are needed. */
  private Part atom() {
    return switch (kind) {
      case 'n' -> number(take());
      case 'v' -> name(take());
      case 'f' -> call(take());
      case '(' -> {
        take();
        Part inner = sum();
        close();
        yield inner;
      }
      default -> throw noFormula();
    };
  }

  private void close() {
    if (kind != ')') {
      throw noFormula();
    }
    take();
  }

  private static Part number(String text) {
    String[] parts = text.split("[eE]");
    String mantissa = "<mn>" + parts[0] + "</mn>";
    if (parts.length == 1) {
      return new Part(mantissa, ATOM);
    }
    String exponent = parts[1].replace("+", "").replace('-', '−');
    return new Part(
        mantissa + "<mo>×</mo><msup><mn>10</mn><mn>" + exponent + "</mn></msup>", PRODUCT);
  }

  private static Part name(String text) {
    Matcher matcher = NAME.matcher(text);
    if (!matcher.matches()) {
      throw noFormula();
    }
    String letters = matcher.group(1);
    String index = matcher.group(2);
    char first = letters.charAt(0);
    String markup;
    if ("eps".equals(letters)) {
      markup = "<mi>ε</mi>";
    } else if ("u".equals(letters)) {
      markup = "<mi style=\"font-weight:bold\">u</mi>";
    } else if (letters.length() == 1) {
      markup = "<mi>" + first + "</mi>";
    } else if (first == 'd') {
      markup = row("<mi mathvariant=\"normal\">Δ</mi><mi>" + letters.charAt(1) + "</mi>");
    } else {
      markup = "<msub><mi>" + first + "</mi><mi>" + letters.charAt(1) + "</mi></msub>";
    }
    return new Part(
        index.isEmpty() ? markup : "<msub>" + markup + "<mn>" + index + "</mn></msub>", ATOM);
  }

  private Part call(String function) {
    List<Part> operands = new ArrayList<>(List.of(sum()));
    while (kind == ',') {
      take();
      operands.add(sum());
    }
    close();
    if (operands.size() > 1) {
      return named(function, operands);
    }
    Part of = operands.get(0);
    return switch (function) {
      case "neg" -> negative(of);
      case "square" -> power(of, "<mn>2</mn>");
      case "cube" -> power(of, "<mn>3</mn>");
      case "inv" -> fraction("<mn>1</mn>", of);
      case "sqrt" -> new Part("<msqrt>" + of.markup + "</msqrt>", ATOM);
      case "cbrt" -> new Part("<mroot>" + row(of.markup) + "<mn>3</mn></mroot>", ATOM);
      case "exp" ->
          new Part("<msup><mi mathvariant=\"normal\">e</mi>" + row(of.markup) + "</msup>", POWER);
      case "abs" -> new Part(row("<mo>|</mo>" + of.markup + "<mo>|</mo>"), ATOM);
      case "sum" -> new Part("<mo>∑</mo>" + of.at(PRODUCT), PRODUCT);
      default -> named(function, operands);
    };
  }

  /** A function that is written with its name. */
  private static Part named(String function, List<Part> operands) {
    String name =
        switch (function) {
          case "log" -> "ln";
          case "asin", "acos", "atan" -> "arc" + function.substring(1);
          case "sin", "cos", "tan", "sinh", "cosh", "tanh", "min", "max" -> function;
          default -> throw noFormula();
        };
    String list = operands.stream().map(Part::markup).collect(Collectors.joining("<mo>,</mo>"));
    return new Part(row("<mi>" + name + "</mi><mo>(</mo>" + list + "<mo>)</mo>"), ATOM);
  }
}
