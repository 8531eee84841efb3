package org.principia.symbolic.expression;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the SQL of a formula: its functions are renamed to ours, the rest of the grammar is the
 * same.
 */
final class SqlText {
  private static final Pattern FUNCTION = Pattern.compile("\\b([A-Z]+)\\(");

  private static final Map<String, String> RENAMED =
      Map.of("LN", "log", "POWER", "pow", "LEAST", "min", "GREATEST", "max");

  private SqlText() {}

  static Expression read(String sql, List<String> names) {
    String text =
        FUNCTION
            .matcher(sql)
            .replaceAll(
                m -> RENAMED.getOrDefault(m.group(1), m.group(1).toLowerCase(Locale.ROOT)) + "(");
    return Expression.parse(text, names);
  }
}
