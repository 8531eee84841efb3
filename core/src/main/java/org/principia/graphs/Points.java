package org.principia.graphs;

import java.util.Arrays;
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

  /** Who is no further away than the radius from whom. */
  Neighbours within(double radius) {
    return new CellList(this, radius).neighbours();
  }

  /** The separation of the nearest image along an axis: in [-side / 2, side / 2]. */
  static double nearest(double separation, double side) {
    return separation - side * Math.rint(separation / side);
  }

  /**
   * Finds all pairs within a radius in time that grows with the number of nodes and of pairs.
   *
   * <p>Space is cut into cells no narrower than the radius, so that whoever is near a node is in
   * its cell or in one beside it (Hockney and Eastwood, "Computer Simulation Using Particles",
   * 8.4.1). In a periodic box the last cell of an axis is beside the first.
   */
  private static final class CellList {
    /** Cells are wider than the radius by this, so that no rounding puts a pair two cells apart. */
    private static final double MARGIN = 1 + 1e-6;

    private final Points points;
    private final double radius;
    private final double[] low;
    private final double[] side;
    private final int[] cells;

    /** First place in {@link #members} of each cell, and the end of the last. */
    private final int[] starts;

    private final int[] members;
    private int[] found = new int[64];

    CellList(Points points, double radius) {
      this.points = points;
      this.radius = radius;
      int d = points.dimension();
      this.low = new double[d];
      this.side = new double[d];
      this.cells = new int[d];
      // More cells than nodes would only be empty.
      int most = Math.max(1, (int) Math.ceil(Math.pow(points.count(), 1.0 / d)));
      int total = 1;
      for (int k = 0; k < d; k++) {
        extent(k);
        double fit = Math.floor(side[k] / (radius * MARGIN));
        // Not so where a coordinate is not a number.
        cells[k] = fit >= 1 ? (int) Math.min(most, fit) : 1;
        total *= cells[k];
      }
      this.starts = new int[total + 1];
      this.members = new int[points.count()];
      fill();
    }

    private void extent(int axis) {
      if (!points.box().isEmpty()) {
        side[axis] = points.box().get(axis);
        return;
      }
      double high = Double.NEGATIVE_INFINITY;
      low[axis] = Double.POSITIVE_INFINITY;
      for (int i = 0; i < points.count(); i++) {
        low[axis] = Math.min(low[axis], points.coordinate(i, axis));
        high = Math.max(high, points.coordinate(i, axis));
      }
      side[axis] = high - low[axis];
    }

    /** Members of a cell lie together, ascending. */
    private void fill() {
      int[] cellOf = new int[points.count()];
      for (int i = 0; i < cellOf.length; i++) {
        for (int k = 0; k < cells.length; k++) {
          cellOf[i] = cellOf[i] * cells[k] + cell(i, k);
        }
        starts[cellOf[i] + 1]++;
      }
      for (int c = 0; c < starts.length - 1; c++) {
        starts[c + 1] += starts[c];
      }
      int[] next = starts.clone();
      for (int i = 0; i < cellOf.length; i++) {
        members[next[cellOf[i]]++] = i;
      }
    }

    /** The cell of a node along an axis. */
    private int cell(int node, int axis) {
      double share = (points.coordinate(node, axis) - low[axis]) / side[axis];
      if (!points.box().isEmpty()) {
        share -= Math.floor(share);
      }
      return Math.max(0, Math.min(cells[axis] - 1, (int) (share * cells[axis])));
    }

    Neighbours neighbours() {
      return Neighbours.of(
          points.count(),
          i -> {
            int count = collect(i, 0, 0, 0);
            int[] senders = Arrays.copyOf(found, count);
            Arrays.sort(senders);
            return senders;
          });
    }

    /** Goes through the cells beside that of a node, axis by axis. */
    private int collect(int node, int axis, int cell, int count) {
      if (axis == cells.length) {
        return collect(node, cell, count);
      }
      int m = cells[axis];
      int own = cell(node, axis);
      boolean periodic = !points.box().isEmpty();
      int after = count;
      // Each cell once: of one or two cells an axis, all of them.
      int from = periodic && m < 3 ? 0 : own - 1;
      int to = periodic && m < 3 ? m - 1 : own + 1;
      for (int c = from; c <= to; c++) {
        if (periodic || (c >= 0 && c < m)) {
          after = collect(node, axis + 1, cell * m + Math.floorMod(c, m), after);
        }
      }
      return after;
    }

    private int collect(int node, int cell, int count) {
      int after = count;
      for (int at = starts[cell]; at < starts[cell + 1]; at++) {
        int other = members[at];
        if (other != node && points.square(node, other) <= radius * radius) {
          if (after == found.length) {
            found = Arrays.copyOf(found, 2 * after);
          }
          found[after++] = other;
        }
      }
      return after;
    }
  }
}
