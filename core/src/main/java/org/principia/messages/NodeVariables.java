package org.principia.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.graphs.Graph;

/**
 * The layout of the inputs of a node formula: {@code m, q, x, y, (z), vx, vy, (vz), s1 … sd}, s the
 * sums of the projected messages over the neighbours.
 *
 * @param dimension d
 */
public record NodeVariables(int dimension) {
  private static final int POSITION = 2;

  /** Names of the 3 d + 2 variables in d dimensions. */
  public static List<String> names(int dimension) {
    List<String> names = new ArrayList<>(List.of("m", "q"));
    names.addAll(EdgeVariables.AXES.subList(0, dimension));
    EdgeVariables.AXES.subList(0, dimension).forEach(axis -> names.add("v" + axis));
    IntStream.rangeClosed(1, dimension).forEach(k -> names.add("s" + k));
    return List.copyOf(names);
  }

  /** Where the sums begin among the variables. */
  public static int sums(int dimension) {
    return POSITION + 2 * dimension;
  }

  /** Names of the particle's own mass and charge. */
  public List<String> particleNames() {
    return names(dimension).subList(0, POSITION);
  }

  /** Names of the components of the position (d). */
  public List<String> positionNames() {
    return names(dimension).subList(POSITION, POSITION + dimension);
  }

  /** Names of the components of the velocity (d). */
  public List<String> velocityNames() {
    return names(dimension).subList(POSITION + dimension, POSITION + 2 * dimension);
  }

  /** Names of the sums (d). */
  public List<String> sumNames() {
    return names(dimension).subList(sums(dimension), size());
  }

  /** The number of variables, 3 d + 2. */
  public int size() {
    return POSITION + 3 * dimension;
  }

  /** Values (3 d + 2) of node i of a graph, given the sums of the projected messages (d). */
  public static double[] of(Graph graph, int i, double[] sums) {
    int d = graph.dimension();
    double[] values = new double[new NodeVariables(d).size()];
    values[0] = graph.feature("mass")[i];
    values[1] = graph.feature("charge")[i];
    for (int k = 0; k < d; k++) {
      values[POSITION + k] = graph.feature("position")[i * d + k];
      values[POSITION + d + k] = graph.feature("velocity")[i * d + k];
      values[sums(d) + k] = sums[k];
    }
    return values;
  }

  /**
   * Writes all variables but the sums.
   *
   * @param values overwritten up to the sums (3 d + 2)
   * @param mass masses [mass] (n)
   * @param charge charges [charge] (n)
   * @param position positions [length] (n x d)
   * @param velocity velocities [length / time] (n x d)
   * @param i index of the particle
   */
  public void fill(
      double[] values,
      double[] mass,
      double[] charge,
      double[] position,
      double[] velocity,
      int i) {
    values[0] = mass[i];
    values[1] = charge[i];
    System.arraycopy(position, i * dimension, values, POSITION, dimension);
    System.arraycopy(velocity, i * dimension, values, POSITION + dimension, dimension);
  }

  /** Writes sum k. */
  public void putSum(double[] values, int k, double sum) {
    values[sums(dimension) + k] = sum;
  }
}
