package org.principia.graphs;

import java.io.Serializable;

/**
 * The bounds of velocities and targets outside which a graph is dropped.
 *
 * <p>A graph stays when every component of every node's velocity and targets lies within {@code
 * [lower, upper]} of that component; columns are those of {@link GraphLayout#bounded}.
 *
 * @param lower lower bounds (columns)
 * @param upper upper bounds (columns)
 */
public record PruningBounds(float[] lower, float[] upper) implements Serializable {

  /** Checks that there is one pair a column. */
  public PruningBounds {
    if (lower.length != upper.length) {
      throw new IllegalArgumentException(
          "Invalid bounds: " + lower.length + " and " + upper.length + " (as many of each)");
    }
  }

  /** Whether a graph lies within the bounds, and is kept. */
  public boolean keep(Graph graph) {
    GraphLayout layout = graph.schema().layout();
    for (int column = 0; column < lower.length; column++) {
      for (int i = 0; i < graph.nodes(); i++) {
        float value = layout.bounded(graph, i, column);
        // Written so that a value that is not a number is outside.
        if (!(value >= lower[column] && value <= upper[column])) {
          return false;
        }
      }
    }
    return true;
  }
}
