package org.principia.jobs.artefact.table;

import java.util.Arrays;

/**
 * An order of rows by their values.
 *
 * <p>Spark gives rows in an order that depends on the number of cores, and sums and samples depend
 * on the order. In this one a table is the same for any number of cores, and for any order in which
 * its rows were written.
 */
final class RowOrder {
  private RowOrder() {}

  /** The same rows, by the first column, those equal there by the second, and so on. */
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
}
