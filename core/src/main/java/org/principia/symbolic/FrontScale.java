package org.principia.symbolic;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What a front is measured against.
 *
 * @param constant the best constant, the simplest formula
 * @param rows of the table
 * @param columns of the table
 */
record FrontScale(HallOfFame.Entry constant, int rows, int columns) implements Serializable {
  private static final long serialVersionUID = 1L;

  static FrontScale of(Table table, SymbolicSettings settings) {
    Sample all = Sample.all(table);
    double c = settings.loss() == Loss.MEAN_ABSOLUTE ? median(all) : mean(all);
    double loss = 0;
    for (int i = 0; i < all.rows(); i++) {
      loss += all.weights()[i] * settings.loss().of(c - all.target()[i]);
    }
    HallOfFame.Entry entry = new HallOfFame.Entry(Expression.constant(c), loss);
    return new FrontScale(entry, table.rows(), table.columns().length);
  }

  private static double mean(Sample rows) {
    double sum = 0;
    for (int i = 0; i < rows.rows(); i++) {
      sum += rows.weights()[i] * rows.target()[i];
    }
    return sum;
  }

  private static double median(Sample rows) {
    Integer[] order = new Integer[rows.rows()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(rows.target()[a], rows.target()[b]));
    double sum = 0;
    for (int i : order) {
      sum += rows.weights()[i];
      if (sum >= 0.5) {
        return rows.target()[i];
      }
    }
    return rows.target()[order[order.length - 1]];
  }
}
