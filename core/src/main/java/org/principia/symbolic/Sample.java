package org.principia.symbolic;

import java.util.random.RandomGenerator;

/**
 * Rows gathered from a table, their weights summing to one.
 *
 * @param columns values by column (columns x rows)
 * @param target the values to explain (rows)
 * @param weights of the rows (rows), sum 1
 */
record Sample(double[][] columns, double[] target, double[] weights) {

  static Sample all(Table table) {
    return new Sample(table.columns(), table.target(), normalised(table.weights()));
  }

  /** So many rows without replacement, or all where there are no more; in the table's order. */
  static Sample draw(Table table, int rows, RandomGenerator rng) {
    int total = table.rows();
    if (rows >= total) {
      return all(table);
    }
    int[] chosen = new int[rows];
    int taken = 0;
    // Selection sampling (Knuth, TAOCP 2, algorithm 3.4.2 S).
    for (int i = 0; taken < rows; i++) {
      if (rng.nextDouble() * (total - i) < rows - taken) {
        chosen[taken++] = i;
      }
    }
    double[][] columns = new double[table.columns().length][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = gather(table.columns()[j], chosen);
    }
    double[] weights = gather(table.weights(), chosen);
    return new Sample(columns, gather(table.target(), chosen), normalised(weights));
  }

  int rows() {
    return target.length;
  }

  private static double[] gather(double[] values, int[] rows) {
    double[] out = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      out[i] = values[rows[i]];
    }
    return out;
  }

  private static double[] normalised(double[] weights) {
    double sum = 0;
    for (double w : weights) {
      sum += w;
    }
    double[] out = new double[weights.length];
    for (int i = 0; i < out.length; i++) {
      // A sample may hold only rows of weight zero; they then count alike.
      out[i] = sum > 0 ? weights[i] / sum : 1.0 / out.length;
    }
    return out;
  }
}
