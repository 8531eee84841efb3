package org.principia.visuals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes JSON that may stand inside a page: it has no character that ends a script or that XML
 * gives a meaning. Numbers have five significant digits; what is not finite is {@code null}.
 */
public final class Json {
  private static final MathContext DIGITS = new MathContext(5);

  private Json() {}

  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return "null";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e5) {
      return Long.toString((long) value);
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    String plain = rounded.toPlainString();
    String powers = rounded.toString();
    return plain.length() <= powers.length() ? plain : powers;
  }

  public static String numbers(double[] values) {
    List<String> texts = new ArrayList<>(values.length);
    for (double value : values) {
      texts.add(number(value));
    }
    return array(texts);
  }

  public static String text(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~' || c == '<' || c == '>' || c == '&' || c == '\'') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** An array of what is JSON already. */
  public static String array(List<String> values) {
    return values.stream().collect(Collectors.joining(",", "[", "]"));
  }

  public static <T> String array(List<T> values, Function<T, String> json) {
    return array(values.stream().map(json).toList());
  }

  /** An object: name, value, name, value; the values are JSON already. */
  public static String object(String... entries) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < entries.length; i += 2) {
      members.add(text(entries[i]) + ":" + entries[i + 1]);
    }
    return members.stream().collect(Collectors.joining(",", "{", "}"));
  }
}
