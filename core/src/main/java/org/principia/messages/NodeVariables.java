package org.principia.messages;

import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of a node formula: {@code m, q, x, y, (z), vx, vy, (vz), s1 … sd}, s the sums of the
 * kept message components over the neighbours.
 */
public final class NodeVariables {
  private static final List<String> AXES = List.of("x", "y", "z");

  private NodeVariables() {}

  /**
   * Names of the variables.
   *
   * @param dimension d
   * @return 3 d + 2 names
   */
  public static List<String> names(int dimension) {
    List<String> names = new ArrayList<>(List.of("m", "q"));
    names.addAll(AXES.subList(0, dimension));
    AXES.subList(0, dimension).forEach(axis -> names.add("v" + axis));
    for (int k = 1; k <= dimension; k++) {
      names.add("s" + k);
    }
    return List.copyOf(names);
  }

  /** Where the sums begin among the variables. */
  public static int sums(int dimension) {
    return 2 + 2 * dimension;
  }
}
