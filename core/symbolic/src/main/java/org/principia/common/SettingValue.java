package org.principia.common;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The value of a setting: how a key and a choice are written, and what a written value means. */
public final class SettingValue {
  private SettingValue() {}

  /**
   * The key of a component of a settings record, in kebab case: {@code max-complexity} of {@code
   * maxComplexity}.
   */
  public static String key(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** How a choice is written: the name of the constant in kebab case. */
  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * A value as a component of a settings record holds it.
   *
   * @param key named in the message of a mistake
   * @param value of the type itself, or a number, a text or a list that stands for it: the label of
   *     a choice, a whole number of another type, the decimals of a number
   * @param type of the component: {@code int}, {@code long}, {@code double}, {@code String}, {@code
   *     List} of texts, {@code boolean}, an enum
   * @return the value, of that type
   * @throws InputException if it does not stand for a value of the type
   */
  public static Object of(String key, Object value, Class<?> type) {
    boolean isFlag = type == boolean.class && value instanceof Boolean;
    if (isFlag || (type.isInstance(value) && type != List.class)) {
      return value;
    }
    if (type.isEnum()) {
      return constant(key, value, type);
    }
    if (type == List.class
        && value instanceof List<?> list
        && list.stream().noneMatch(SettingValue::isNested)) {
      return list.stream().map(String::valueOf).toList();
    }
    if (type == String.class && value instanceof Number) {
      return value.toString();
    }
    if (type.isPrimitive() && (value instanceof Number || value instanceof String)) {
      return number(key, value, type);
    }
    throw InputException.invalid(key, value, allowed(type));
  }

  private static boolean isNested(Object element) {
    return !(element instanceof String || element instanceof Number || element instanceof Boolean);
  }

  private static Object number(String key, Object value, Class<?> type) {
    try {
      if (type == double.class) {
        return Double.valueOf(value.toString());
      }
      BigDecimal exact = new BigDecimal(value.toString());
      return type == int.class ? (Object) exact.intValueExact() : (Object) exact.longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw InputException.invalid(key, value, allowed(type));
    }
  }

  private static Object constant(String key, Object value, Class<?> type) {
    List<String> labels =
        Arrays.stream(type.getEnumConstants()).map(c -> label((Enum<?>) c)).toList();
    int at = labels.indexOf(value);
    if (at < 0) {
      throw InputException.invalid(key, value, "one of " + String.join(", ", labels));
    }
    return type.getEnumConstants()[at];
  }

  private static String allowed(Class<?> type) {
    if (type == List.class) {
      return "a list of texts";
    }
    if (type == double.class) {
      return "a number";
    }
    return type == String.class ? "a text" : "a whole number";
  }
}
