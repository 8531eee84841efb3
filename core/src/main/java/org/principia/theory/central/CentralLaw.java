package org.principia.theory.central;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Variable;
import org.principia.symbolic.expression.Operator;
import org.principia.theory.law.Axes;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.law.LinearForm;

/**
 * A law of one function for all axes: {@code a_i = h(m_i, q_i) sum over j of g(r, m_i, m_j, q_i,
 * q_j) (x_j - x_i) + w(m_i, q_i) v_i}.
 *
 * <p>Of all message languages in which such a law can be said (a message may be scaled, mixed and
 * shifted when the node formula undoes it) it is the one whose message is along the separation.
 *
 * @param dimension d
 * @param pair g over edge variables, without the separation
 * @param node h over m and q
 * @param drag w over m and q; empty where the velocity does nothing
 */
public record CentralLaw(
    int dimension, Expression pair, Expression node, Optional<Expression> drag) {

  /** The law as it is written: constants of g, h and w in this order, and again for each axis. */
  public ComposedLaw written() {
    return law(edge(), nodeFormula());
  }

  /** The law, each formula simplified. */
  public ComposedLaw composed() {
    return law(edge().simplified(), nodeFormula().simplified());
  }

  private Expression edge() {
    EdgeVariables layout = new EdgeVariables(dimension);
    return times(pair, variable(layout.separationNames().get(0), EdgeVariables.names(dimension)));
  }

  private Expression nodeFormula() {
    NodeVariables layout = new NodeVariables(dimension);
    List<String> names = NodeVariables.names(dimension);
    Expression pulled = times(node, variable(layout.sumNames().get(0), names));
    Variable velocity = variable(layout.velocityNames().get(0), names);
    return drag.map(w -> Expression.apply(Operator.ADD, pulled, times(w, velocity))).orElse(pulled);
  }

  private static Variable variable(String name, List<String> names) {
    return new Variable(name, names.indexOf(name));
  }

  /** A function that is one is not written, and has no constant. */
  private static Expression times(Expression function, Variable variable) {
    return LinearForm.is(function, 1)
        ? variable
        : Expression.apply(Operator.MULTIPLY, function, variable);
  }

  private static Expression refilled(Expression function, double[] all, int[] next) {
    if (LinearForm.is(function, 1)) {
      return function;
    }
    int from = next[0];
    next[0] += function.constants().length;
    return function.withConstants(Arrays.copyOfRange(all, from, next[0]));
  }

  private ComposedLaw law(Expression edge, Expression nodeFormula) {
    return new ComposedLaw(
        dimension,
        Axes.edges(dimension).onAll(edge, dimension),
        Axes.nodes(dimension).onAll(nodeFormula, dimension));
  }

  /** Which constants of the {@link #written} form say nothing new: the scale of h, which is g's. */
  public boolean[] redundant() {
    int each = LinearForm.is(pair, 1) ? 0 : pair.constants().length;
    ComposedLaw law = written();
    boolean[] redundant = new boolean[law.constants().length];
    boolean numerator =
        node instanceof Expression.Binary b
            && b.operator() == Operator.DIVIDE
            && b.left() instanceof Expression.Constant;
    if (numerator) {
      int perNode = law.nodes().get(0).constants().length;
      for (int k = 0; k < dimension; k++) {
        redundant[dimension * each + k * perNode] = true;
      }
    }
    return redundant;
  }

  /** The same law with the constants of its {@link #written} form after a fit. */
  public CentralLaw fitted(ComposedLaw written) {
    double[] ofNode = written.nodes().get(0).constants();
    int[] next = {0};
    return new CentralLaw(
        dimension,
        refilled(pair, written.edges().get(0).constants(), new int[] {0}),
        refilled(node, ofNode, next),
        drag.map(w -> refilled(w, ofNode, next)));
  }

  /** g, h and, where there is one, w. */
  public List<Expression> parts() {
    return Stream.concat(Stream.of(pair, node), drag.stream()).toList();
  }

  /** The same with other functions; a drag of zero is none. */
  public CentralLaw withParts(List<Expression> parts) {
    Optional<Expression> last = parts.stream().skip(2).findFirst();
    return new CentralLaw(
        dimension, parts.get(0), parts.get(1), last.filter(w -> !LinearForm.is(w, 0)));
  }
}
