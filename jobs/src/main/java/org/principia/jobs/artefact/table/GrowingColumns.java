package org.principia.jobs.artefact.table;

import java.io.Serializable;
import java.util.Arrays;

/** Columns that grow together, the last of them the numbers of the rows in the file. */
final class GrowingColumns implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIRST = 16;

  private double[][] values;
  private int rows;

  GrowingColumns(int columns) {
    values = new double[columns + 1][FIRST];
  }

  private void reserve(int more) {
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
  void addAll(GrowingColumns other, long before) {
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

  /** The columns, without the room behind their rows. */
  double[][] trimmed() {
    for (int j = 0; j < values.length; j++) {
      values[j] = Arrays.copyOf(values[j], rows);
    }
    return values;
  }
}
