package org.principia.jobs.artefact.table;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Names of groups: the values of the columns to group by, separated by commas.
 *
 * <p>No two groups share a name: a value that could be taken for something else (empty, with a
 * comma or a quote, with blanks at its ends or characters that do not print) stands in double
 * quotes, quotes and backslashes within it behind a backslash.
 */
final class GroupName {
  private GroupName() {}

  /** The name of a group; empty where there is nothing to group by. */
  static String of(List<String> values) {
    return values.stream().map(GroupName::written).collect(Collectors.joining(", "));
  }

  private static String written(String value) {
    boolean plain =
        !value.isEmpty()
            && value.equals(value.strip())
            && value.chars().noneMatch(c -> c == ',' || c == '"' || Character.isISOControl(c));
    return plain ? value : quoted(value);
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    value
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case '"', '\\' -> text.append('\\').append((char) c);
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> {
                  if (Character.isISOControl(c)) {
                    text.append(String.format("\\u%04x", c));
                  } else {
                    text.append((char) c);
                  }
                }
              }
            });
    return text.append('"').toString();
  }
}
