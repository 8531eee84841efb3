package org.principia.jobs.artefact.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** How many rows had no finite number where, and no text where one is needed. */
final class RowFaults implements Serializable {
  private static final long serialVersionUID = 1L;

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

  RowFaults(int columns, int groupColumns) {
    empty = new long[columns];
    notANumber = new long[columns];
    infinite = new long[columns];
    noGroup = new long[groupColumns];
    firstRow = new long[columns];
    firstCell = new String[columns];
  }

  /**
   * Takes in a row whose first cells are numbers, or texts of numbers, the others texts.
   *
   * @param values where its numbers go
   * @return whether all of them are finite, and no text is missing
   */
  boolean add(Object[] row, double[] values, TextFormat format) {
    boolean valid = true;
    int columns = empty.length;
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
    for (int k = 0; k < noGroup.length; k++) {
      if (row[columns + k] == null) {
        noGroup[k]++;
        valid = false;
      }
    }
    rows++;
    invalidRows += valid ? 0 : 1;
    return valid;
  }

  /** Takes in the faults of the rows that follow. */
  void addAll(RowFaults other) {
    add(empty, other.empty);
    add(notANumber, other.notANumber);
    add(infinite, other.infinite);
    add(noGroup, other.noGroup);
    for (int j = 0; j < empty.length; j++) {
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

  /** Whether no row has a finite number in a column. */
  boolean isAll(int column) {
    return rows > 0 && empty[column] + notANumber[column] + infinite[column] == rows;
  }

  /**
   * What is wrong, by column: {@code 12 of 90 rows have no finite number in t (3 empty, 9 not a
   * number; first N/A in row 7)}.
   */
  String text(List<String> columnNames, List<String> groupNames) {
    List<String> faults = new ArrayList<>();
    for (int j = 0; j < empty.length; j++) {
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
    return String.format(
        "%s of %s rows have no finite number in %s", invalidRows, rows, UserTable.listed(faults));
  }

  private static void add(List<String> kinds, long count, String kind) {
    if (count > 0) {
      kinds.add(count + " " + kind);
    }
  }
}
