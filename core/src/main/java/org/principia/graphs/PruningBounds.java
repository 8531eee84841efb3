package org.principia.graphs;

import java.io.Serializable;

/**
 * The box of velocities and accelerations outside which a frame is dropped.
 *
 * <p>A frame stays when every component of every particle's velocity and acceleration lies within
 * {@code [lower, upper]} of that component; columns are velocity by axis, then acceleration by
 * axis.
 *
 * @param lower lower bounds (2 d)
 * @param upper upper bounds (2 d)
 */
public record PruningBounds(float[] lower, float[] upper) implements Serializable {

  /** Checks that there is one pair a column. */
  public PruningBounds {
    if (lower.length != upper.length || lower.length % 2 != 0) {
      throw new IllegalArgumentException(
          "Invalid bounds: " + lower.length + " and " + upper.length + " (2 d of each)");
    }
  }

  /**
   * Whether a frame lies within the bounds.
   *
   * @param frame the frame
   * @return true when it is kept
   */
  public boolean keep(Graph frame) {
    int d = frame.dimension();
    return within(frame.velocity(), d, 0) && within(frame.acceleration(), d, d);
  }

  private boolean within(float[] values, int dimension, int offset) {
    for (int i = 0; i < values.length; i++) {
      int column = offset + i % dimension;
      // Written so that a value that is not a number is outside.
      if (!(values[i] >= lower[column] && values[i] <= upper[column])) {
        return false;
      }
    }
    return true;
  }
}
