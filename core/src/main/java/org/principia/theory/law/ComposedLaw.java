package org.principia.theory.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.principia.dynamics.law.AccelerationField;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Neighbours;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;

/**
 * A law put together from formulas, which stand in the place of a network's functions.
 *
 * <p>{@code s_i,k = sum over j of edge_k(m_i, m_j, q_i, q_j, x_j - x_i, r)}, {@code a_i,k =
 * node_k(m_i, q_i, x_i, v_i, s_i)}. It is an acceleration field, so that the simulator runs it.
 *
 * @param schema which nodes send to a node, in which space
 * @param edges formula of each kept message component over {@link EdgeVariables} (d)
 * @param nodes formula of each acceleration component over {@link NodeVariables} (d)
 */
public record ComposedLaw(GraphSchema schema, List<Expression> edges, List<Expression> nodes)
    implements AccelerationField {
  /** Checks the number of formulas and numbers their variables. */
  public ComposedLaw {
    int dimension = schema.dimension();
    if (edges.size() != dimension || nodes.size() != dimension) {
      throw new IllegalArgumentException(
          String.format(
              "Invalid law: %d edge and %d node formulas (%d of each)",
              edges.size(), nodes.size(), dimension));
    }
    List<String> edgeNames = EdgeVariables.names(dimension);
    List<String> nodeNames = NodeVariables.names(dimension);
    edges = edges.stream().map(e -> e.bind(edgeNames)).toList();
    nodes = nodes.stream().map(e -> e.bind(nodeNames)).toList();
  }

  /** A law of particles of which every two act on each other. */
  public ComposedLaw(int dimension, List<Expression> edges, List<Expression> nodes) {
    this(GraphSchema.particles(dimension), edges, nodes);
  }

  /** Dimension d of space. */
  public int dimension() {
    return schema.dimension();
  }

  /** The same formulas over other neighbours. */
  public ComposedLaw over(GraphSchema other) {
    return new ComposedLaw(other, edges, nodes);
  }

  /** Reads the texts of edge and node formulas in d dimensions. */
  public static ComposedLaw parse(int dimension, List<String> edges, List<String> nodes) {
    List<String> edgeNames = EdgeVariables.names(dimension);
    List<String> nodeNames = NodeVariables.names(dimension);
    return new ComposedLaw(
        dimension,
        edges.stream().map(text -> Expression.parse(text, edgeNames)).toList(),
        nodes.stream().map(text -> Expression.parse(text, nodeNames)).toList());
  }

  @Override
  public void accelerations(
      double[] mass,
      double[] charge,
      int dimensions,
      double[] position,
      double[] velocity,
      double[] out) {
    double[] sums = sums(mass, charge, position);
    NodeVariables layout = new NodeVariables(dimension());
    double[] node = new double[layout.size()];
    int d = dimension();
    for (int i = 0; i < mass.length; i++) {
      layout.fill(node, mass, charge, position, velocity, i);
      for (int k = 0; k < d; k++) {
        layout.putSum(node, k, sums[i * d + k]);
      }
      for (int k = 0; k < d; k++) {
        out[i * d + k] = nodes.get(k).evaluate(node);
      }
    }
  }

  /**
   * Sums of the edge formulas over the neighbours (n x d), of masses [mass] and charges [charge]
   * (n) at positions [length] (n x d).
   */
  public double[] sums(double[] mass, double[] charge, double[] position) {
    int n = mass.length;
    int d = dimension();
    Neighbours neighbours = schema.neighbours(position);
    double[] sums = new double[n * d];
    double[] edge = new double[new EdgeVariables(d).size()];
    double[] separation = new double[d];
    for (int i = 0; i < n; i++) {
      for (int e = neighbours.offsets()[i]; e < neighbours.offsets()[i + 1]; e++) {
        int j = neighbours.senders()[e];
        schema.separation(position, i, j, separation);
        EdgeVariables.fill(edge, mass[i], mass[j], charge[i], charge[j], separation);
        for (int k = 0; k < d; k++) {
          sums[i * d + k] += edges.get(k).evaluate(edge);
        }
      }
    }
    return sums;
  }

  /** All constants, those of the edges first. */
  public double[] constants() {
    return Stream.concat(edges.stream(), nodes.stream())
        .flatMapToDouble(e -> Arrays.stream(e.constants()))
        .toArray();
  }

  /** The same law with other constants, in the order of {@link #constants()}. */
  public ComposedLaw withConstants(double[] constants) {
    int[] next = {0};
    return new ComposedLaw(
        schema, replace(edges, constants, next), replace(nodes, constants, next));
  }

  private static List<Expression> replace(
      List<Expression> formulas, double[] constants, int[] next) {
    List<Expression> replaced = new ArrayList<>();
    for (Expression formula : formulas) {
      int count = formula.constants().length;
      replaced.add(formula.withConstants(Arrays.copyOfRange(constants, next[0], next[0] + count)));
      next[0] += count;
    }
    return replaced;
  }

  /** The law for people, one line a formula, constants with so many significant digits. */
  public List<String> lines(int digits) {
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < dimension(); k++) {
      lines.add("message_" + (k + 1) + " = " + edges.get(k).toText(digits));
    }
    for (int k = 0; k < dimension(); k++) {
      lines.add("a_" + EdgeVariables.AXES.get(k) + " = " + nodes.get(k).toText(digits));
    }
    lines.add(
        (dimension() == 2 ? "with s1, s2" : "with s1, s2, s3")
            + " the messages summed over the "
            + (schema.isOfAllPairs() ? "other particles" : "neighbours"));
    return lines;
  }
}
