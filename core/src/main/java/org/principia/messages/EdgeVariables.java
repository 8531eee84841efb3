package org.principia.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphLayout;
import org.principia.graphs.GraphSchema;

/**
 * The layout of the inputs of an edge formula: {@code m1, m2, q1, q2, dx, dy, (dz), r}.
 *
 * <p>Particle 1 receives and particle 2 sends; {@code dx = x2 - x1} [length], {@code r} the
 * Euclidean norm of (dx, dy, dz). No other class knows at which place a variable stands.
 *
 * @param dimension d
 */
public record EdgeVariables(int dimension) {
  /** Names of the axes of space. */
  public static final List<String> AXES = List.of("x", "y", "z");

  private static final int SEPARATION = 4;

  /** Names of the d + 5 variables in d dimensions. */
  public static List<String> names(int dimension) {
    List<String> names = new ArrayList<>(List.of("m1", "m2", "q1", "q2"));
    AXES.subList(0, dimension).forEach(axis -> names.add("d" + axis));
    names.add("r");
    return List.copyOf(names);
  }

  /** Names of the components of the separation (d). */
  public List<String> separationNames() {
    return names(dimension).subList(SEPARATION, SEPARATION + dimension);
  }

  /** The layout of so many variables. */
  static EdgeVariables ofSize(int size) {
    return new EdgeVariables(size - SEPARATION - 1);
  }

  /** The number of variables, d + 5. */
  public int size() {
    return SEPARATION + dimension + 1;
  }

  /** Mass of the receiver m1 [mass]. */
  public double receiverMass(double[] edge) {
    return edge[0];
  }

  /** Mass of the sender m2 [mass]. */
  public double senderMass(double[] edge) {
    return edge[1];
  }

  /** Charge of the receiver q1 [charge]. */
  public double receiverCharge(double[] edge) {
    return edge[2];
  }

  /** Charge of the sender q2 [charge]. */
  public double senderCharge(double[] edge) {
    return edge[3];
  }

  /** Component k of the separation from receiver to sender [length]. */
  public double separation(double[] edge, int k) {
    return edge[SEPARATION + k];
  }

  /** The distance r [length]. */
  public double distance(double[] edge) {
    return edge[SEPARATION + dimension];
  }

  /** The values (d + 5) of the same edge seen from its other end: receiver and sender exchanged. */
  public double[] reversed(double[] edge) {
    double[] separation =
        IntStream.range(0, dimension).mapToDouble(k -> -separation(edge, k)).toArray();
    return values(edge[1], edge[0], edge[3], edge[2], separation);
  }

  /** Values of the variables (d + 5) of one edge of a graph. */
  public static double[] of(Graph graph, int receiver, int sender) {
    GraphSchema schema = graph.schema();
    GraphLayout layout = schema.layout();
    float[] rows = graph.features();
    int to = receiver * layout.width();
    int from = sender * layout.width();
    double[] separation = new double[layout.dimension()];
    for (int k = 0; k < separation.length; k++) {
      double there = layout.image(rows, receiver, sender, k);
      separation[k] = there - rows[to + layout.position() + k];
    }
    int mass = schema.feature("mass");
    int charge = schema.feature("charge");
    return values(
        rows[to + mass], rows[from + mass], rows[to + charge], rows[from + charge], separation);
  }

  /** The values of the variables (d + 5), of what {@link #fill} is given. */
  public static double[] values(double m1, double m2, double q1, double q2, double[] separation) {
    double[] values = new double[separation.length + 5];
    fill(values, m1, m2, q1, q2, separation);
    return values;
  }

  /**
   * Writes the values of the variables.
   *
   * @param values overwritten (d + 5)
   * @param m1 mass of the receiver [mass]
   * @param m2 mass of the sender [mass]
   * @param q1 charge of the receiver [charge]
   * @param q2 charge of the sender [charge]
   * @param separation from receiver to sender [length] (d)
   */
  public static void fill(
      double[] values, double m1, double m2, double q1, double q2, double[] separation) {
    values[0] = m1;
    values[1] = m2;
    values[2] = q1;
    values[3] = q2;
    double square = 0;
    for (int k = 0; k < separation.length; k++) {
      values[SEPARATION + k] = separation[k];
      square += separation[k] * separation[k];
    }
    values[SEPARATION + separation.length] = Math.sqrt(square);
  }
}
