package org.principia.graphs;

import java.util.List;

/**
 * Where the nodes of a graph are.
 *
 * @param positions coordinates (n x d)
 * @param count n
 * @param dimension d
 * @param box sides of the periodic box [length]; empty where space has no end
 */
public record Points(double[] positions, int count, int dimension, List<Double> box) {

  public double coordinate(int node, int axis) {
    return positions[node * dimension + axis];
  }

  /** Square of the distance, in a periodic box to the nearest image. */
  public double square(int i, int j) {
    double square = 0;
    for (int k = 0; k < dimension; k++) {
      double separation = coordinate(j, k) - coordinate(i, k);
      if (!box.isEmpty()) {
        separation = nearest(separation, box.get(k));
      }
      square += separation * separation;
    }
    return square;
  }

  /** The separation of the nearest image along an axis: in [-side / 2, side / 2]. */
  static double nearest(double separation, double side) {
    return separation - side * Math.rint(separation / side);
  }
}
