package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.principia.common.InputException;

/**
 * Names of columns on the command line: separated by commas, a name with commas in double quotes (a
 * quote within it doubled), and the option any number of times.
 */
final class ColumnNames {
  /** A name in quotes or without, and the comma or the end after it. */
  private static final Pattern NAME =
      Pattern.compile("\\G *+(?:\"((?:[^\"]|\"\")+)\"\\s*|([^\",][^,]*))(,|\\z)");

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
      Matcher name = NAME.matcher(text);
      do {
        if (!name.find() || (name.group(1) == null && name.group(2).isBlank())) {
          throw InputException.invalid(
              option,
              text,
              "names of columns, separated by commas; a name with a comma in double quotes");
        }
        boolean quoted = name.group(1) != null;
        names.add(quoted ? name.group(1).replace("\"\"", "\"") : name.group(2).strip());
      } while (!name.group(3).isEmpty());
    }
    return names;
  }
}
