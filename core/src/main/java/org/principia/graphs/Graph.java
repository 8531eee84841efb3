package org.principia.graphs;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One example: n nodes with features, who sends to whom by the rule of the schema, and targets.
 *
 * <p>Arrays are flat and row-major; they are owned by the graph and never changed.
 *
 * @param schema what the numbers mean
 * @param simulation the run it belongs to
 * @param step index of the instant in the run, from 0
 * @param time instant [time]
 * @param features what is known of the nodes (n x F)
 * @param targets what is to be explained (n x T)
 */
public record Graph(
    GraphSchema schema, int simulation, int step, double time, float[] features, float[] targets)
    implements Serializable {

  /** Checks that the arrays fit together. */
  public Graph {
    int n = features.length / schema.width();
    if (features.length != n * schema.width() || targets.length != n * schema.outputs()) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid graph: %d features and %d targets (n * %d and n * %d numbers)",
              features.length, targets.length, schema.width(), schema.outputs()));
    }
  }

  /** The same nodes under another schema with as many numbers. */
  public Graph as(GraphSchema other) {
    return schema.equals(other)
        ? this
        : new Graph(other, simulation, step, time, features, targets);
  }

  /** The number n of nodes. */
  public int nodes() {
    return targets.length / schema.outputs();
  }

  /** Dimension d of space. */
  public int dimension() {
    return schema.dimension();
  }

  /** Who sends to whom; found anew at each call. */
  public Neighbours neighbours() {
    float[] place = column(features, schema.width(), schema.position(), dimension());
    return schema.neighbours(IntStream.range(0, place.length).mapToDouble(k -> place[k]).toArray());
  }

  /** A feature of all nodes by its name: a copy (n x width). */
  public float[] feature(String name) {
    return column(features, schema.width(), schema.feature(name), width(schema.features(), name));
  }

  /** A target of all nodes by its name: a copy (n x width). */
  public float[] target(String name) {
    return column(targets, schema.outputs(), schema.target(name), width(schema.targets(), name));
  }

  private static int width(List<Quantity> quantities, String name) {
    return quantities.stream().filter(q -> q.name().equals(name)).findFirst().orElseThrow().width();
  }

  private float[] column(float[] rows, int stride, int offset, int width) {
    float[] column = new float[nodes() * width];
    for (int i = 0; i < nodes(); i++) {
      System.arraycopy(rows, i * stride + offset, column, i * width, width);
    }
    return column;
  }

  /**
   * Features of receiver and sender of each edge, as the network reads them, by receiver, then
   * sender, ascending (E x 2 F), row-major.
   */
  public float[] edgeRows() {
    Neighbours neighbours = neighbours();
    float[] rows = new float[GraphLayout.length(neighbours.edges(), 2 * schema.width())];
    schema.layout().writeEdges(features, 0, neighbours, rows, 0);
    return rows;
  }
}
