package org.principia.observed.weak;

import java.io.Serializable;

/**
 * Sums of products of the columns of a regression, the observed one last: all that least squares
 * needs of any number of rows.
 */
public final class Gram implements Serializable {
  private static final long serialVersionUID = 1L;
  public final int columns;
  public final double[] sums;
  public long rows;

  /** Sum over the rows of the share of their variance that is the misfit's, not the noise's. */
  private double misfit;

  public Gram(int columns) {
    this.columns = columns;
    sums = new double[columns * columns];
  }

  /** Adds a row, given the misfit's share of its variance. */
  public void add(double[] row, int offset, double share) {
    misfit += share;
    add(row, offset);
  }

  /** The misfit's share of the variance of a row, on average. */
  public double misfit() {
    return misfit / Math.max(1, rows);
  }

  /** Adds a row; only the upper triangle is kept up. */
  public void add(double[] row, int offset) {
    rows++;
    for (int i = 0; i < columns; i++) {
      double x = row[offset + i];
      if (x != 0) {
        int at = i * columns;
        for (int j = i; j < columns; j++) {
          sums[at + j] += x * row[offset + j];
        }
      }
    }
  }

  public double at(int i, int j) {
    return i <= j ? sums[i * columns + j] : sums[j * columns + i];
  }

  /** Copies the upper triangle to the lower. */
  public Gram mirrored() {
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        sums[i * columns + j] = sums[j * columns + i];
      }
    }
    return this;
  }
}
