package org.principia.graphs;

import java.io.Serializable;
import org.principia.common.InputException;

/**
 * Where the numbers of a schema lie, for inner loops: taken once, asked often.
 *
 * @param dimension d of space
 * @param width F, the numbers of a node that are known
 * @param outputs T, the numbers of a node that are to be explained
 * @param position place of the first coordinate among the F
 * @param box sides of the periodic box [length] (d); empty where space has no end
 * @param bounded columns that pruning sets bounds to: velocities, then targets, component by
 *     component; a target's place with all its bits turned
 */
public record GraphLayout(
    int dimension, int width, int outputs, int position, double[] box, int[] bounded)
    implements Serializable {

  /**
   * The length of an array of so many rows, each of as many numbers.
   *
   * @throws InputException if no array is that long
   */
  public static int length(long rows, int width) {
    // The JVM's arrays end some elements before 2^31.
    if (rows > (Integer.MAX_VALUE - 8) / Math.max(1, width)) {
      throw InputException.cannot(
          "lay out " + rows + " rows of " + width + " numbers",
          "an array has room for "
              + (Integer.MAX_VALUE - 8)
              + " numbers; fewer neighbours"
              + " (graphs.neighbours) or a smaller gnn.batch-frames make it shorter");
    }
    return (int) rows * width;
  }

  /** The value of a bounded column at a node of a graph. */
  float bounded(Graph graph, int node, int column) {
    int place = bounded[column];
    return place >= 0
        ? graph.features()[node * width + place]
        : graph.targets()[node * outputs + ~place];
  }

  /**
   * The coordinate [length] along an axis of the image of a sender that is nearest to the receiver,
   * both given by their rows of features (rows x F).
   */
  public float image(float[] rows, int receiver, int sender, int axis) {
    float there = rows[sender * width + position + axis];
    if (box.length == 0) {
      return there;
    }
    float here = rows[receiver * width + position + axis];
    return (float) (here + Points.nearest((double) there - here, box[axis]));
  }

  /** Writes the 2 F numbers of an edge, given as to {@link #image}, where it begins. */
  public void writeEdge(float[] rows, int receiver, int sender, float[] edges, int at) {
    System.arraycopy(rows, receiver * width, edges, at, width);
    System.arraycopy(rows, sender * width, edges, at + width, width);
    for (int k = 0; k < box.length; k++) {
      edges[at + width + position + k] = image(rows, receiver, sender, k);
    }
  }

  /**
   * Writes the numbers of a graph's edges as the network reads them, in the order of the
   * neighbours, from a place on; its first node has the first of the rows of features (rows x F).
   */
  public void writeEdges(float[] rows, int first, Neighbours neighbours, float[] edges, int at) {
    int to = at;
    for (int i = 0; i < neighbours.nodes(); i++) {
      for (int e = neighbours.offsets()[i]; e < neighbours.offsets()[i + 1]; e++) {
        writeEdge(rows, first + i, first + neighbours.senders()[e], edges, to);
        to += 2 * width;
      }
    }
  }
}
