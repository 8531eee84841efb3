package org.principia.theory.law;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Variable;

/**
 * Variables that belong to an axis: a formula of one component becomes that of another by them.
 *
 * @param names all variables
 * @param families names of the same quantity on each axis, {@code dx, dy, dz} for example
 */
public record Axes(List<String> names, List<List<String>> families) {

  /** The variables of edge formulas. */
  public static Axes edges(int dimension) {
    EdgeVariables layout = new EdgeVariables(dimension);
    return new Axes(layout.names(), List.of(layout.separationNames()));
  }

  /** The variables of node formulas. */
  public static Axes nodes(int dimension) {
    NodeVariables layout = new NodeVariables(dimension);
    return new Axes(
        layout.names(), List.of(layout.positionNames(), layout.velocityNames(), layout.sumNames()));
  }

  /** A formula of axis k as it would be for the first axis. */
  public Expression onFirst(Expression formula, int k) {
    return exchanged(formula, k, 0);
  }

  /** A formula of the first axis as it is for axis k. */
  public Expression onAxis(Expression formula, int k) {
    return exchanged(formula, 0, k);
  }

  private Expression exchanged(Expression formula, int from, int to) {
    if (from == to) {
      return formula;
    }
    Map<String, Expression> replacements = new HashMap<>();
    for (List<String> family : families) {
      replacements.put(family.get(from), new Variable(family.get(to), 0));
      replacements.put(family.get(to), new Variable(family.get(from), 0));
    }
    return formula.substitute(replacements).bind(names);
  }
}
