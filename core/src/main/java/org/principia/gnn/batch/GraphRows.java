package org.principia.gnn.batch;

import org.principia.graphs.Graph;

/**
 * The order of the numbers that the network reads.
 *
 * <p>A node is its F = 2 d + 2 features: position (d), velocity (d), charge, mass. An edge is 2 F
 * numbers: the receiver's features, then the sender's. The edges of a frame come in the order of
 * the receiver i, and for each of the sender j, both ascending, j != i: n (n - 1) rows.
 */
public final class GraphRows {
  private GraphRows() {}

  /**
   * The number F of features of a node.
   *
   * @param dimension d of space
   * @return 2 d + 2
   */
  public static int features(int dimension) {
    return 2 * dimension + 2;
  }

  /**
   * The nodes of a frame.
   *
   * @param frame the frame, n particles
   * @return features (n x F), row-major
   */
  public static float[] nodeRows(Graph frame) {
    float[] rows = new float[frame.particles() * features(frame.dimension())];
    writeNodes(frame, rows, 0);
    return rows;
  }

  /**
   * The edges of a frame.
   *
   * @param frame the frame, n particles
   * @return receiver's and sender's features (n (n - 1) x 2 F), row-major
   */
  public static float[] edgeRows(Graph frame) {
    return edgeRows(nodeRows(frame), frame.particles(), features(frame.dimension()));
  }

  /** The edges of the graphs of n nodes each that the rows hold one after another. */
  public static float[] edgeRows(float[] nodes, int particles, int features) {
    int graphs = nodes.length / (particles * features);
    float[] rows = new float[graphs * particles * (particles - 1) * 2 * features];
    int at = 0;
    for (int receiver = 0; receiver < graphs * particles; receiver++) {
      int first = receiver - receiver % particles;
      for (int sender = first; sender < first + particles; sender++) {
        if (sender != receiver) {
          System.arraycopy(nodes, receiver * features, rows, at, features);
          System.arraycopy(nodes, sender * features, rows, at + features, features);
          at += 2 * features;
        }
      }
    }
    return rows;
  }

  /** Writes the nodes of a frame from {@code offset} on. */
  static void writeNodes(Graph frame, float[] rows, int offset) {
    int d = frame.dimension();
    int at = offset;
    for (int i = 0; i < frame.particles(); i++) {
      System.arraycopy(frame.position(), i * d, rows, at, d);
      System.arraycopy(frame.velocity(), i * d, rows, at + d, d);
      rows[at + 2 * d] = frame.charge()[i];
      rows[at + 2 * d + 1] = frame.mass()[i];
      at += features(d);
    }
  }
}
