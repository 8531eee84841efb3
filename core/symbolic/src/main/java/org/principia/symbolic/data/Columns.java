package org.principia.symbolic.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.principia.common.InputException;

/**
 * Named columns of numbers. The arrays are held, not copied, and must not change afterwards.
 *
 * @param names each once (columns)
 * @param values finite, by column (columns x rows)
 */
public record Columns(List<String> names, double[][] values) implements Serializable {
  /**
   * Checks the columns.
   *
   * @throws InputException for a number of names that differs, a doubled name, unequal lengths, a
   *     value that is not finite
   */
  public Columns {
    names = List.copyOf(names);
    if (names.size() != values.length) {
      throw InputException.invalid("number of columns", values.length, "as many as names");
    }
    requireDistinct("column names", names);
    for (int j = 0; j < values.length; j++) {
      requireFinite("column " + names.get(j), values[j], values[0].length);
    }
  }

  /** No columns. */
  public static Columns none() {
    return new Columns(List.of(), new double[0][]);
  }

  /** Number of columns, 0 or more. */
  public int count() {
    return values.length;
  }

  /** Number of rows; 0 where there are no columns. */
  int rows() {
    return values.length == 0 ? 0 : values[0].length;
  }

  /**
   * The columns of some names, in that order.
   *
   * @throws InputException if there is no column of a name
   */
  public Columns select(List<String> wanted) {
    double[][] selected = new double[wanted.size()][];
    for (int j = 0; j < selected.length; j++) {
      int at = names.indexOf(wanted.get(j));
      if (at < 0) {
        throw InputException.invalid("column", wanted.get(j), "one of " + String.join(", ", names));
      }
      selected[j] = values[at];
    }
    return new Columns(wanted, selected);
  }

  /**
   * The columns but those of some names, in their order.
   *
   * @throws InputException if there is no column of a name
   */
  public Columns without(List<String> unwanted) {
    select(unwanted);
    List<String> rest = new ArrayList<>(names);
    rest.removeAll(unwanted);
    return select(rest);
  }

  static void requireDistinct(String thing, List<String> names) {
    if (new HashSet<>(names).size() != names.size()) {
      throw InputException.invalid(thing, names, "each name once");
    }
  }

  static void requireFinite(String thing, double[] values, int rows) {
    if (values.length != rows) {
      throw InputException.invalid("length of " + thing, values.length, rows + " rows");
    }
    for (int i = 0; i < rows; i++) {
      if (!Double.isFinite(values[i])) {
        throw InputException.invalid(thing + " at row " + i, values[i], "a finite number");
      }
    }
  }
}
