package org.principia.theory.law;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    return new Axes(
        EdgeVariables.names(dimension), List.of(new EdgeVariables(dimension).separationNames()));
  }

  /** The variables of node formulas. */
  public static Axes nodes(int dimension) {
    NodeVariables layout = new NodeVariables(dimension);
    return new Axes(
        NodeVariables.names(dimension),
        List.of(layout.positionNames(), layout.velocityNames(), layout.sumNames()));
  }

  /** A formula of the first axis as it is for each of d axes. */
  public List<Expression> onAll(Expression formula, int dimension) {
    return IntStream.range(0, dimension).mapToObj(k -> exchanged(formula, k)).toList();
  }

  /** A formula of the first axis as it is for axis k, or the other way round. */
  public Expression exchanged(Expression formula, int k) {
    if (k == 0) {
      return formula;
    }
    Map<String, Expression> replacements = new HashMap<>();
    for (List<String> family : families) {
      replacements.put(family.get(0), new Variable(family.get(k), 0));
      replacements.put(family.get(k), new Variable(family.get(0), 0));
    }
    return formula.substitute(replacements).bind(names);
  }
}
