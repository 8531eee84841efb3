package org.principia.validation;

import java.util.Optional;
import org.principia.messages.MessageQuantity;
import org.principia.symbolic.expression.Expression;
import org.principia.theory.search.FrontMember;

/**
 * Asks of every member of every front whether it is the true function.
 *
 * <p>An edge formula is asked on {@link ForcePoints}; a node formula on {@link NodePoints}, its
 * summed messages being exact, so that it is judged by itself. Both count up to an affine map.
 *
 * @param edges where edge formulas are asked
 * @param nodes where node formulas are asked
 * @param limit the largest 1 - R2
 */
public record Verification(ForcePoints edges, NodePoints nodes, double limit) {
  /**
   * Whether a member of a front is the true force, or the true acceleration.
   *
   * @param component message_k or acceleration_k
   * @param structure how it was searched: free or central
   * @param complexity count of operators, constants and variables
   * @param formula the formula with all digits
   * @param chosen whether the front's rule chose it
   * @param nonlinearity 1 - R2 of an edge formula on what it carries, of a node formula on the true
   *     acceleration; infinite where there is none
   * @param carries what of {@link MessageQuantity#FORCES} an edge formula is; empty for a node
   * @param recovered whether the nonlinearity is below the limit
   */
  public record MemberVerdict(
      String component,
      String structure,
      int complexity,
      String formula,
      boolean chosen,
      double nonlinearity,
      Optional<MessageQuantity> carries,
      boolean recovered) {}

  /** Asks a member of a message's front, or of an acceleration component's. */
  public MemberVerdict of(FrontMember member) {
    int dimension = edges.forces().dimension();
    Expression formula = member.expression(dimension);
    Optional<EdgeForces.Closest> fit =
        Optional.of(member).filter(m -> m.isMessage(dimension)).map(m -> edges.fit(formula));
    double nonlinearity =
        fit.map(EdgeForces.Closest::nonlinearity).orElseGet(() -> nodes.nonlinearity(formula));
    return new MemberVerdict(
        member.component(),
        member.structure(),
        member.complexity(),
        member.formula(),
        member.chosen(),
        nonlinearity,
        fit.map(EdgeForces.Closest::quantity),
        nonlinearity < limit);
  }
}
