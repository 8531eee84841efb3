package org.principia.theory.search;

import java.io.Serializable;
import java.util.List;
import org.principia.common.InputException;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;

/**
 * A member of a front.
 *
 * @param component message_k or acceleration_k
 * @param complexity count of operators, constants and variables
 * @param loss its loss on all samples
 * @param score fractional drop of the loss per added complexity
 * @param formula text with all digits
 * @param latex the formula in LaTeX
 * @param chosen whether it is the choice of its front
 * @param structure {@value #FREE}, or {@value #CENTRAL} where the front is that of the whole
 *     vector; the complexity is then the factor's
 * @param sql the formula in Spark's SQL
 * @param snapped the formula with simple numbers for constants, where the rows allow them
 * @param snappedLoss its loss on all samples
 */
public record FrontMember(
    String component,
    int complexity,
    double loss,
    double score,
    String formula,
    String latex,
    boolean chosen,
    String structure,
    String sql,
    String snapped,
    double snappedLoss)
    implements Serializable {
  /** A component by itself. */
  public static final String FREE = "free";

  /** One scalar structure for the whole vector. */
  public static final String CENTRAL = "central";

  /** Whether the formula was found for its component by itself. */
  public boolean isFree() {
    return structure.equals(FREE);
  }

  /** Whether its component is one of the messages, else of the accelerations. */
  public boolean isMessage(int dimension) {
    return OutputNames.messages(dimension).contains(component);
  }

  /** The formula as a tree over the variables of an edge, or of a node. */
  public Expression expression(int dimension) {
    return Expression.parse(
        formula,
        isMessage(dimension) ? EdgeVariables.names(dimension) : NodeVariables.names(dimension));
  }

  /**
   * The text of the formula chosen for a component, message_k or acceleration_k, of the members of
   * all fronts: the free one where both structures were searched.
   *
   * @throws InputException if there is none
   */
  public static String chosen(List<FrontMember> members, String component) {
    return members.stream()
        .filter(m -> m.component().equals(component) && m.chosen())
        .map(FrontMember::formula)
        .findFirst()
        .orElseThrow(
            () ->
                InputException.cannot(
                    "compose the law", "the fronts have no chosen formula for " + component));
  }
}
