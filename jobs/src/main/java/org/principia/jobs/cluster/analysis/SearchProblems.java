package org.principia.jobs.cluster.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.principia.common.InputException;
import org.principia.jobs.artefact.cell.MessagesArtefact;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageProjection;
import org.principia.messages.NodeSample;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.data.Columns;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;

/** The samples of a cell as tables for the search. */
public final class SearchProblems {
  /** The name of the column of the node's basis that is 1 in every row. */
  private static final String ONE = "one";

  /** Where the separation begins among the variables of an edge. */
  private static final int SEPARATION = 4;

  private final int dimension;
  private final List<EdgeSample> edges;
  private final MessageProjection kept;
  private final Columns edgeColumns;
  private final Columns nodeColumns;
  private final Columns messages;
  private final Columns accelerations;

  private SearchProblems(
      int d, List<EdgeSample> edges, List<NodeSample> nodes, MessageProjection kept) {
    this.dimension = d;
    this.edges = edges;
    this.kept = kept;
    edgeColumns =
        new Columns(
            EdgeVariables.names(d), columns(edges.stream().map(EdgeSample::inputs).toList()));
    nodeColumns =
        new Columns(
            NodeVariables.names(d), columns(nodes.stream().map(NodeSample::inputs).toList()));
    messages = new Columns(Components.messages(d), kept.columns(edges));
    accelerations =
        new Columns(
            Components.accelerations(d),
            columns(nodes.stream().map(node -> Widen.of(node.predicted())).toList()));
  }

  /**
   * The problems of a cell's samples.
   *
   * @param samples edges, nodes and the projection of messages
   * @return the problems
   */
  public static SearchProblems of(MessagesArtefact samples) {
    return new SearchProblems(
        samples.cell().dimension(), samples.edges(), samples.nodes(), samples.kept());
  }

  /** Each component by itself over all variables, by its name. */
  public Map<String, Table> free() {
    Map<String, Table> tables = new LinkedHashMap<>();
    messages.names().forEach(name -> tables.put(name, table(name, edgeColumns, messages)));
    accelerations
        .names()
        .forEach(name -> tables.put(name, table(name, nodeColumns, accelerations)));
    return tables;
  }

  /** The messages as one vector, and the accelerations as one vector. */
  public Map<String, Problem> central() {
    Map<String, Problem> tables = new LinkedHashMap<>();
    tables.put(Components.VECTOR, centralMessages());
    tables.put(Components.ACCELERATIONS, centralAccelerations());
    return tables;
  }

  /** One factor of r, m1, m2, q1, q2 for all messages, times linear maps of the separation. */
  private JointTable centralMessages() {
    List<String> separation = edgeColumns.names().subList(SEPARATION, SEPARATION + dimension);
    try {
      return JointTable.of(edgeColumns, separation, messages);
    } catch (InputException e) {
      throw InputException.cannot("search a formula for the messages", e.getMessage(), e);
    }
  }

  /**
   * One factor of m and q for all accelerations, times affine maps of the summed messages and of
   * the velocity: {@code a_k = h(m, q) (A_k . s + B_k . v + b_k) + c_k}.
   */
  private JointTable centralAccelerations() {
    int d = dimension;
    List<String> names = nodeColumns.names();
    List<String> basis = new ArrayList<>(names.subList(NodeVariables.sums(d), names.size()));
    basis.addAll(names.subList(2 + d, 2 + 2 * d));
    List<String> used = new ArrayList<>(names.subList(0, 2));
    used.addAll(basis);
    Columns columns = nodeColumns.select(used);
    double[] ones = new double[columns.values()[0].length];
    Arrays.fill(ones, 1);
    used.add(ONE);
    basis.add(ONE);
    double[][] values = Arrays.copyOf(columns.values(), used.size());
    values[used.size() - 1] = ones;
    try {
      return JointTable.of(new Columns(used, values), basis, accelerations);
    } catch (InputException e) {
      throw InputException.cannot("search a formula for the accelerations", e.getMessage(), e);
    }
  }

  /**
   * The factor of the messages as a target of its own, over what a central structure may use; rows
   * count by the distance, as the factor does in the messages.
   *
   * @return the table; empty where the messages are no central field
   */
  public Optional<Table> factor() {
    Columns inputs =
        edgeColumns.without(edgeColumns.names().subList(SEPARATION, SEPARATION + dimension));
    double[] distance = edgeColumns.select(List.of("r")).values()[0];
    return kept.factor(edges)
        .map(factor -> new Table(inputs.names(), inputs.values(), factor, distance));
  }

  private static Table table(String component, Columns columns, Columns targets) {
    try {
      return Table.of(
          columns.names(), columns.values(), targets.select(List.of(component)).values()[0]);
    } catch (InputException e) {
      throw InputException.cannot("search a formula for " + component, e.getMessage(), e);
    }
  }

  private static double[][] columns(List<double[]> rows) {
    double[][] columns = new double[rows.get(0).length][rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][row] = rows.get(row)[column];
      }
    }
    return columns;
  }
}
