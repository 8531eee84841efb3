package org.principia.jobs.artefact.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rows of a partition by group, column-major, and what is wrong with the others. */
final class RowBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int columns;
  private final TreeMap<String, GrowingColumns> groups = new TreeMap<>();
  private final TreeMap<String, List<String>> keys = new TreeMap<>();
  private final RowFaults faults;

  RowBlock(int columns, int groupColumns) {
    this.columns = columns;
    faults = new RowFaults(columns, groupColumns);
  }

  /**
   * Gathers rows whose first cells are numbers, or texts of numbers, the others the texts to group
   * by.
   */
  RowBlock of(Iterator<Object[]> rows, TextFormat format) {
    double[] values = new double[columns];
    while (rows.hasNext()) {
      add(rows.next(), values, format);
    }
    groups.values().forEach(GrowingColumns::trimmed);
    return this;
  }

  private void add(Object[] row, double[] values, TextFormat format) {
    if (faults.add(row, values, format)) {
      List<String> group = new ArrayList<>();
      for (int k = columns; k < row.length; k++) {
        group.add((String) row[k]);
      }
      String name = groupName(group);
      keys.putIfAbsent(name, group);
      groups.computeIfAbsent(name, n -> new GrowingColumns(columns)).add(values, faults.rows());
    }
  }

  /** Takes in another block; the order of the rows is that of the calls. */
  void addAll(RowBlock other) {
    long before = faults.rows();
    other.groups.forEach(
        (name, theirs) ->
            groups.computeIfAbsent(name, n -> new GrowingColumns(columns)).addAll(theirs, before));
    keys.putAll(other.keys);
    faults.addAll(other.faults);
  }

  /** How many rows there are, and what is wrong with them. */
  RowFaults faults() {
    return faults;
  }

  /** What the columns to group by hold in each group. */
  Map<String, List<String>> keys() {
    return keys;
  }

  /**
   * The groups by name; their rows in an order that depends on their values alone. Behind the
   * columns are the numbers of the rows in the file, from 1.
   */
  Map<String, double[][]> sorted() {
    Map<String, double[][]> sorted = new TreeMap<>();
    groups.forEach(
        (name, group) -> {
          sorted.put(name, sort(group.trimmed()));
        });
    return sorted;
  }

  /**
   * The same rows, by the first column, those equal there by the second, and so on.
   *
   * <p>Spark gives rows in an order that depends on the number of cores, and sums and samples
   * depend on the order. In this one a table is the same for any number of cores, and for any order
   * in which its rows were written.
   */
  static double[][] sort(double[][] columns) {
    Integer[] order = new Integer[columns[0].length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> compare(columns, a, b));
    double[][] sorted = new double[columns.length][order.length];
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < order.length; i++) {
        sorted[j][i] = columns[j][order[i]];
      }
    }
    return sorted;
  }

  private static int compare(double[][] columns, int a, int b) {
    for (double[] column : columns) {
      int order = Double.compare(column[a], column[b]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /**
   * The name of a group: the values of the columns to group by, separated by commas; empty where
   * there is nothing to group by.
   *
   * <p>No two groups share a name: a value that could be taken for something else (empty, with a
   * comma or a quote, with blanks at its ends or characters that do not print) stands in double
   * quotes, quotes and backslashes within it behind a backslash.
   */
  private static String groupName(List<String> values) {
    return values.stream().map(RowBlock::written).collect(Collectors.joining(", "));
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
