package org.principia.messages;

import java.util.ArrayList;
import java.util.List;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphLayout;
import org.principia.graphs.GraphSchema;

/**
 * The inputs of an edge formula: {@code m1, m2, q1, q2, dx, dy, (dz), r}.
 *
 * <p>Particle 1 receives and particle 2 sends; {@code dx = x2 - x1} [length], {@code r} the
 * Euclidean norm of (dx, dy, dz).
 */
public final class EdgeVariables {
  private static final List<String> AXES = List.of("x", "y", "z");

  private EdgeVariables() {}

  /**
   * Names of the variables.
   *
   * @param dimension d
   * @return d + 5 names
   */
  public static List<String> names(int dimension) {
    List<String> names = new ArrayList<>(List.of("m1", "m2", "q1", "q2"));
    AXES.subList(0, dimension).forEach(axis -> names.add("d" + axis));
    names.add("r");
    return List.copyOf(names);
  }

  /**
   * Values of the variables of one edge of a frame.
   *
   * @param frame the frame
   * @param receiver index i
   * @param sender index j
   * @return the values (d + 5)
   */
  public static double[] of(Graph frame, int receiver, int sender) {
    GraphSchema schema = frame.schema();
    GraphLayout layout = schema.layout();
    float[] rows = frame.features();
    int to = receiver * layout.width();
    int from = sender * layout.width();
    double[] separation = new double[layout.dimension()];
    for (int k = 0; k < separation.length; k++) {
      double there = layout.image(rows, receiver, sender, k);
      separation[k] = there - rows[to + layout.position() + k];
    }
    int mass = schema.feature("mass");
    int charge = schema.feature("charge");
    double[] values = new double[separation.length + 5];
    fill(
        values, rows[to + mass], rows[from + mass], rows[to + charge], rows[from + charge], separation);
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
      values[4 + k] = separation[k];
      square += separation[k] * separation[k];
    }
    values[4 + separation.length] = Math.sqrt(square);
  }
}
