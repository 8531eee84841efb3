package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import org.principia.common.InputException;

/**
 * Names of columns on the command line: separated by commas, a name with commas in double quotes (a
 * quote within it doubled), and the option any number of times.
 */
final class ColumnNames {
  private ColumnNames() {}

  /**
   * Reads the values of an option.
   *
   * @param option its name, for messages
   * @param texts what was given, each time
   * @throws InputException for an empty name or a quote that is not closed
   */
  static List<String> parse(String option, List<String> texts) {
    List<String> names = new ArrayList<>();
    for (String text : texts) {
      int at = 0;
      while (at <= text.length()) {
        at = next(option, text, at, names);
      }
    }
    return names;
  }

  /** Reads one name, and gives the place after the comma that ends it. */
  private static int next(String option, String text, int from, List<String> names) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted(option, text, at, names);
    }
    int comma = text.indexOf(',', at);
    int end = comma < 0 ? text.length() : comma;
    add(option, text, text.substring(at, end).strip(), names);
    return end + 1;
  }

  private static int quoted(String option, String text, int quote, List<String> names) {
    StringBuilder name = new StringBuilder();
    int at = quote + 1;
    while (at < text.length()) {
      if (text.charAt(at) != '"') {
        name.append(text.charAt(at++));
      } else if (text.startsWith("\"\"", at)) {
        name.append('"');
        at += 2;
      } else {
        String rest = text.substring(at + 1);
        if (!rest.isBlank() && !rest.strip().startsWith(",")) {
          throw invalid(option, text);
        }
        add(option, text, name.toString(), names);
        return rest.isBlank() ? text.length() + 1 : text.indexOf(',', at + 1) + 1;
      }
    }
    throw invalid(option, text);
  }

  private static void add(String option, String text, String name, List<String> names) {
    if (name.isEmpty()) {
      throw invalid(option, text);
    }
    names.add(name);
  }

  private static InputException invalid(String option, String text) {
    return InputException.invalid(
        option,
        text,
        "names of columns, separated by commas; a name with a comma in double quotes");
  }
}
