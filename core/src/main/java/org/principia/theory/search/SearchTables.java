package org.principia.theory.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.principia.common.Floats;
import org.principia.common.InputException;
import org.principia.messages.AffineFit;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeSample;
import org.principia.messages.NodeVariables;
import org.principia.messages.Recording;
import org.principia.symbolic.data.Columns;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.JointMember;

/** Recorded samples as tables for the search. */
public final class SearchTables {
  /** The name of the column of the node's basis that is 1 in every row. */
  private static final String ONE = "one";

  private final int dimension;
  private final Recording recording;
  private final Columns edgeColumns;
  private final Columns nodeColumns;
  private final Columns messages;
  private final Columns accelerations;

  /** The tables of a recording in d dimensions. */
  public SearchTables(Recording recording, int dimension) {
    this.dimension = dimension;
    this.recording = recording;
    edgeColumns =
        new Columns(
            EdgeVariables.names(dimension),
            AffineFit.columns(recording.edges().stream().map(EdgeSample::inputs).toList()));
    nodeColumns =
        new Columns(
            NodeVariables.names(dimension),
            AffineFit.columns(recording.nodes().stream().map(NodeSample::inputs).toList()));
    messages = new Columns(OutputNames.messages(dimension), recording.messages());
    accelerations =
        new Columns(
            OutputNames.accelerations(dimension),
            AffineFit.columns(
                recording.nodes().stream().map(n -> Floats.wide(n.predicted())).toList()));
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

  /**
   * The messages as one vector, one factor of r, m1, m2, q1, q2 times linear maps of the
   * separation, and the accelerations as one vector.
   */
  public Map<String, Problem> central() {
    Map<String, Problem> tables = new LinkedHashMap<>();
    List<String> separation = new EdgeVariables(dimension).separationNames();
    tables.put(
        OutputNames.MESSAGES, joint(OutputNames.MESSAGES, edgeColumns, separation, messages));
    tables.put(OutputNames.ACCELERATIONS, accelerations(nodeColumns, accelerations));
    return tables;
  }

  /**
   * One factor of m and q for all accelerations, times affine maps of the summed messages and of
   * the velocity: {@code a_k = h(m, q) (A_k . s + B_k . v + b_k) + c_k}.
   */
  public static JointTable accelerations(Columns nodes, Columns accelerations) {
    NodeVariables layout = new NodeVariables(accelerations.names().size());
    List<String> basis = new ArrayList<>(layout.sumNames());
    basis.addAll(layout.velocityNames());
    List<String> used = new ArrayList<>(layout.particleNames());
    used.addAll(basis);
    Columns columns = nodes.select(used);
    double[] ones = new double[columns.values()[0].length];
    Arrays.fill(ones, 1);
    used.add(ONE);
    basis.add(ONE);
    double[][] values = Arrays.copyOf(columns.values(), used.size());
    values[used.size() - 1] = ones;
    return joint(OutputNames.ACCELERATIONS, new Columns(used, values), basis, accelerations);
  }

  private static JointTable joint(
      String what, Columns columns, List<String> basis, Columns targets) {
    return searched("the " + what, () -> JointTable.of(columns, basis, targets));
  }

  private static <T> T searched(String what, Supplier<T> table) {
    try {
      return table.get();
    } catch (InputException e) {
      throw InputException.cannot("search a formula for " + what, e.getMessage(), e);
    }
  }

  /** The node formulas of a structure that was found in {@link #accelerations}, one a component. */
  public static List<Expression> nodeFormulas(JointMember member, int dimension) {
    return IntStream.range(0, dimension)
        .mapToObj(
            k ->
                member
                    .formula(k)
                    .substitute(Map.of(ONE, Expression.constant(1)))
                    .simplified()
                    .bind(NodeVariables.names(dimension)))
        .toList();
  }

  /**
   * The factor of the messages as a target of its own, over what a central structure may use; rows
   * count by the distance, as the factor does in the messages. Empty where the messages are no
   * central field.
   */
  public Optional<Table> factor() {
    Columns inputs = edgeColumns.without(new EdgeVariables(dimension).separationNames());
    double[] distance = edgeColumns.select(List.of("r")).values()[0];
    return recording
        .projection()
        .factor(recording.edges())
        .map(factor -> new Table(inputs.names(), inputs.values(), factor, distance));
  }

  private static Table table(String component, Columns columns, Columns targets) {
    double[] target = targets.select(List.of(component)).values()[0];
    return searched(component, () -> Table.of(columns.names(), columns.values(), target));
  }
}
