package org.principia.theory.fit;

import java.util.Arrays;
import java.util.List;
import org.principia.graphs.Neighbours;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.theory.fit.LawFit.State;

/**
 * States as columns: a row for an edge, those of a receiver in succession, and one for a node.
 *
 * <p>A node weighs {@code 1 / (s + |a|)}, |a| its true acceleration and s the median of those: near
 * encounters, which are few and large, count by their relative error, all else by its error.
 *
 * @param edges edge variables (d + 5 x E)
 * @param receivers node of each edge (E)
 * @param nodes node variables without the sums (2 d + 2 x N)
 * @param accelerations true accelerations (d x N)
 * @param weights of the nodes (N)
 */
record StateColumns(
    double[][] edges,
    int[] receivers,
    double[][] nodes,
    double[][] accelerations,
    double[] weights) {

  /** The columns of some states, all of one dimension. */
  static StateColumns of(List<State> states, int dimension) {
    int nodeVariables = NodeVariables.sums(dimension);
    int edgeVariables = new EdgeVariables(dimension).size();
    int nodes = states.stream().mapToInt(s -> s.mass().length).sum();
    int edges = states.stream().mapToInt(s -> s.schema().neighbours(s.position()).edges()).sum();
    StateColumns columns =
        new StateColumns(
            new double[edgeVariables][edges],
            new int[edges],
            new double[nodeVariables][nodes],
            new double[dimension][nodes],
            new double[nodes]);
    int node = 0;
    int edge = 0;
    for (State state : states) {
      columns.putNodes(state, node);
      edge = columns.putEdges(state, node, edge);
      node += state.mass().length;
    }
    columns.weigh();
    return columns;
  }

  int dimension() {
    return accelerations.length;
  }

  int nodeCount() {
    return weights.length;
  }

  private void putNodes(State state, int first) {
    int d = dimension();
    NodeVariables layout = new NodeVariables(d);
    double[] row = new double[layout.size()];
    for (int i = 0; i < state.mass().length; i++) {
      layout.fill(row, state.mass(), state.charge(), state.position(), state.velocity(), i);
      for (int c = 0; c < nodes.length; c++) {
        nodes[c][first + i] = row[c];
      }
      for (int k = 0; k < d; k++) {
        accelerations[k][first + i] = state.acceleration()[i * d + k];
      }
    }
  }

  private int putEdges(State state, int firstNode, int firstEdge) {
    EdgeVariables layout = new EdgeVariables(dimension());
    int n = state.mass().length;
    double[] row = new double[layout.size()];
    double[] separation = new double[dimension()];
    int edge = firstEdge;
    Neighbours neighbours = state.schema().neighbours(state.position());
    for (int i = 0; i < n; i++) {
      for (int e = neighbours.offsets()[i]; e < neighbours.offsets()[i + 1]; e++) {
        int j = neighbours.senders()[e];
        state.schema().separation(state.position(), i, j, separation);
        EdgeVariables.fill(
            row,
            state.mass()[i],
            state.mass()[j],
            state.charge()[i],
            state.charge()[j],
            separation);
        for (int c = 0; c < row.length; c++) {
          edges[c][edge] = row[c];
        }
        receivers[edge++] = firstNode + i;
      }
    }
    return edge;
  }

  private void weigh() {
    double[] sizes = new double[nodeCount()];
    for (int i = 0; i < sizes.length; i++) {
      double square = 0;
      for (double[] axis : accelerations) {
        square += axis[i] * axis[i];
      }
      sizes[i] = Math.sqrt(square);
    }
    double[] sorted = Arrays.stream(sizes).sorted().toArray();
    double median = sorted.length == 0 ? 1 : sorted[sorted.length / 2];
    double least = median > 0 ? median : 1;
    for (int i = 0; i < sizes.length; i++) {
      weights[i] = 1 / (least + sizes[i]);
    }
  }

  /** Weighted sum of the absolute accelerations. */
  double size() {
    double sum = 0;
    for (double[] axis : accelerations) {
      for (int i = 0; i < axis.length; i++) {
        sum += weights[i] * Math.abs(axis[i]);
      }
    }
    return sum;
  }
}
