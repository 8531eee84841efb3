package org.principia.jobs.fit;

import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;

/** How much of a target a formula explains. */
final class Quality {
  private Quality() {}

  /**
   * Share of the target's variance that a formula explains, over the weighted rows of a table.
   *
   * <p>{@code R2 = 1 - sum w (f - y)^2 / sum w (y - mean)^2}; 1 is exact, 0 as good as the mean.
   *
   * @param formula the formula
   * @param table the rows
   * @return R2, a NaN if the formula has no value on a row
   */
  static double r2(Expression formula, Table table) {
    double[] y = table.target();
    double[] w = table.weights();
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < y.length; i++) {
      sum += w[i] * y[i];
      weight += w[i];
    }
    double mean = sum / weight;
    double residual = 0;
    double spread = 0;
    double[] row = new double[table.columns().length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = table.columns()[j][i];
      }
      double error = formula.evaluate(row) - y[i];
      residual += w[i] * error * error;
      spread += w[i] * (y[i] - mean) * (y[i] - mean);
    }
    return 1 - residual / spread;
  }
}
