package org.principia.observed.weak;

import java.io.Serializable;

/** Terms of an equation of motion, whose sums over a window become columns of a regression. */
public interface Columns extends Serializable {

  /** Their number. */
  int count();

  /** Their values at one instant of a receiver, by component (d x count). */
  void fill(Scene scene, int instant, double[] out);

  /**
   * Whether the last of them is the value of a model, which is subtracted from what was observed
   * instead of becoming a column.
   */
  default boolean model() {
    return false;
  }
}
