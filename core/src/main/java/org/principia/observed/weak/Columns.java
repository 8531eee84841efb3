package org.principia.observed.weak;

import java.io.Serializable;

/** Terms of an equation of motion, whose sums over a window become columns of a regression. */
public interface Columns extends Serializable {

  /** Their number. */
  int count();

  /** Their values for one receiver: what is told of all its instants at once is told here. */
  Values of(Scene scene);

  /** Values for one receiver, to be asked by any number of threads. */
  @FunctionalInterface
  interface Values {

    /** Writes those at one instant, by component (d x count). */
    void fill(int instant, double[] out);
  }

  /**
   * Whether the last of them is the value of a model, which is subtracted from what was observed
   * instead of becoming a column.
   */
  default boolean model() {
    return false;
  }
}
