package org.principia.jobs.artefact.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rows of a partition by group, column-major, and how many had no finite number where. */
final class RowBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int columns;
  private final TreeMap<String, Growing> groups = new TreeMap<>();
  private final TreeMap<String, List<String>> keys = new TreeMap<>();
  private final long[] empty;
  private final long[] notANumber;
  private final long[] infinite;
  private final long[] noGroup;

  /** First row with a fault in a column, from 1; 0 if there is none. */
  private final long[] firstRow;

  /** What that row has there; empty if nothing. */
  private final String[] firstCell;

  private long rows;
  private long invalidRows;

  /** Columns that grow together, the last of them the numbers of the rows in the file. */
  private static final class Growing implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int FIRST = 16;

    private double[][] values;
    private int rows;

    Growing(int columns) {
      values = new double[columns + 1][FIRST];
    }

    void reserve(int more) {
      int wanted = rows + more;
      if (wanted > values[0].length) {
        int room = Math.max(wanted, values[0].length + values[0].length / 2);
        for (int j = 0; j < values.length; j++) {
          values[j] = Arrays.copyOf(values[j], room);
        }
      }
    }

    void add(double[] row, long number) {
      reserve(1);
      for (int j = 0; j < row.length; j++) {
        values[j][rows] = row[j];
      }
      values[row.length][rows] = number;
      rows++;
    }

    /** Takes in rows that lie in the file behind so many others. */
    void addAll(Growing other, long before) {
      reserve(other.rows);
      for (int j = 0; j < values.length; j++) {
        System.arraycopy(other.values[j], 0, values[j], rows, other.rows);
      }
      double[] numbers = values[values.length - 1];
      for (int i = rows; i < rows + other.rows; i++) {
        numbers[i] += before;
      }
      rows += other.rows;
    }

    void trim() {
      for (int j = 0; j < values.length; j++) {
        values[j] = Arrays.copyOf(values[j], rows);
      }
    }
  }

  RowBlock(int columns, int groupColumns) {
    this.columns = columns;
    empty = new long[columns];
    notANumber = new long[columns];
    infinite = new long[columns];
    noGroup = new long[groupColumns];
    firstRow = new long[columns];
    firstCell = new String[columns];
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
    groups.values().forEach(Growing::trim);
    return this;
  }

  private void add(Object[] row, double[] values, TextFormat format) {
    boolean valid = true;
    for (int j = 0; j < columns; j++) {
      boolean none = row[j] == null || "".equals(row[j]);
      values[j] = none ? 0 : row[j] instanceof Double d ? d : format.number((String) row[j]);
      if (none || !Double.isFinite(values[j])) {
        (none ? empty : Double.isNaN(values[j]) ? notANumber : infinite)[j]++;
        valid = false;
        if (firstRow[j] == 0) {
          firstRow[j] = rows + 1;
          firstCell[j] = none ? "" : Survey.TextColumn.shown(row[j].toString()) + " ";
        }
      }
    }
    List<String> group = new ArrayList<>();
    for (int k = 0; k < noGroup.length; k++) {
      if (row[columns + k] == null) {
        noGroup[k]++;
        valid = false;
      } else {
        group.add((String) row[columns + k]);
      }
    }
    rows++;
    if (valid) {
      String name = groupName(group);
      keys.putIfAbsent(name, group);
      groups.computeIfAbsent(name, n -> new Growing(columns)).add(values, rows);
    } else {
      invalidRows++;
    }
  }

  /** Takes in another block; the order of the rows is that of the calls. */
  void addAll(RowBlock other) {
    other.groups.forEach(
        (name, theirs) ->
            groups.computeIfAbsent(name, n -> new Growing(columns)).addAll(theirs, rows));
    keys.putAll(other.keys);
    add(empty, other.empty);
    add(notANumber, other.notANumber);
    add(infinite, other.infinite);
    add(noGroup, other.noGroup);
    for (int j = 0; j < columns; j++) {
      if (firstRow[j] == 0 && other.firstRow[j] > 0) {
        firstRow[j] = rows + other.firstRow[j];
        firstCell[j] = other.firstCell[j];
      }
    }
    rows += other.rows;
    invalidRows += other.invalidRows;
  }

  private static void add(long[] sum, long[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  long rows() {
    return rows;
  }

  long invalidRows() {
    return invalidRows;
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
          group.trim();
          sorted.put(name, sort(group.values));
        });
    return sorted;
  }

  /** Whether no row has a finite number in a column. */
  boolean isAllFaults(int column) {
    return rows > 0 && empty[column] + notANumber[column] + infinite[column] == rows;
  }

  /** What is wrong, by column: {@code t (3 empty, 9 not a number; first N/A in row 7)}. */
  String faults(List<String> columnNames, List<String> groupNames) {
    List<String> faults = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      List<String> kinds = new ArrayList<>();
      add(kinds, empty[j], "empty");
      add(kinds, notANumber[j], "not a number");
      add(kinds, infinite[j], "infinite");
      if (!kinds.isEmpty()) {
        faults.add(
            "%s (%s; first %sin row %s)"
                .formatted(
                    columnNames.get(j), String.join(", ", kinds), firstCell[j], firstRow[j]));
      }
    }
    for (int k = 0; k < noGroup.length; k++) {
      if (noGroup[k] > 0) {
        faults.add(groupNames.get(k) + " (" + noGroup[k] + " empty)");
      }
    }
    return UserTable.listed(faults);
  }

  private static void add(List<String> kinds, long count, String kind) {
    if (count > 0) {
      kinds.add(count + " " + kind);
    }
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
