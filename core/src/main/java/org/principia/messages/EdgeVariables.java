package org.principia.messages;

import java.util.ArrayList;
import java.util.List;
import org.principia.graphs.Graph;

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
    int d = frame.dimension();
    double[] separation = new double[d];
    for (int k = 0; k < d; k++) {
      separation[k] =
          (double) frame.position()[sender * d + k] - frame.position()[receiver * d + k];
    }
    double[] values = new double[d + 5];
    fill(
        values,
        frame.mass()[receiver],
        frame.mass()[sender],
        frame.charge()[receiver],
        frame.charge()[sender],
        separation);
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
