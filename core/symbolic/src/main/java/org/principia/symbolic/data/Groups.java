package org.principia.symbolic.data;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.principia.common.InputException;

/**
 * Which group each row belongs to.
 *
 * @param names each once (groups)
 * @param of index into the names (rows)
 */
public record Groups(List<String> names, int[] of) implements Serializable {
  /**
   * Checks the groups.
   *
   * @throws InputException for a doubled name, a row without a group, a group without rows
   */
  public Groups {
    names = List.copyOf(names);
    Columns.requireDistinct("names of groups", names);
    int[] counts = new int[names.size()];
    for (int i = 0; i < of.length; i++) {
      if (of[i] < 0 || of[i] >= counts.length) {
        throw InputException.invalid("group at row " + i, of[i], "0 to " + (counts.length - 1));
      }
      counts[of[i]]++;
    }
    for (int q = 0; q < counts.length; q++) {
      if (counts[q] == 0) {
        throw InputException.invalid("group", names.get(q), "at least one row");
      }
    }
  }

  /** All of so many rows in one group. */
  public static Groups one(int rows) {
    return new Groups(List.of("all"), new int[rows]);
  }

  /**
   * The groups of the rows whose keys, given by row, are equal; their names in the order of the
   * keys.
   */
  public static Groups by(List<String> keys) {
    List<String> names = List.copyOf(new TreeSet<>(keys));
    return new Groups(
        names, keys.stream().mapToInt(k -> Collections.binarySearch(names, k)).toArray());
  }

  /** Number of groups, at least 1. */
  public int count() {
    return names.size();
  }
}
