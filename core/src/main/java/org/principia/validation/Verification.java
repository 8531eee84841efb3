package org.principia.validation;

import java.util.Optional;
import org.principia.messages.MessageQuantity;
import org.principia.symbolic.expression.Expression;

/**
 * Asks of every member of every front whether it is the true function.
 *
 * <p>An edge formula is asked on {@link ForcePoints}; a node formula on {@link NodePoints}, its
 * summed messages being exact, so that it is judged by itself. Both count up to an affine map.
 */
public final class Verification {
  private final ForcePoints edges;
  private final NodePoints nodes;
  private final double limit;

  /**
   * A verification.
   *
   * @param edges where edge formulas are asked
   * @param nodes where node formulas are asked
   * @param limit the largest 1 - R2
   */
  public Verification(ForcePoints edges, NodePoints nodes, double limit) {
    this.edges = edges;
    this.nodes = nodes;
    this.limit = limit;
  }

  /**
   * A candidate.
   *
   * @param component message_k or acceleration_k
   * @param structure free or central
   * @param complexity count of operators, constants and variables
   * @param formula its text with all digits
   * @param expression the same as a tree
   * @param chosen whether the front's rule chose it
   */
  public record Candidate(
      String component,
      String structure,
      int complexity,
      String formula,
      Expression expression,
      boolean chosen) {}

  /**
   * Asks an edge formula.
   *
   * @param member a member of a message's front
   * @return the verdict
   */
  public MemberVerdict edge(Candidate member) {
    EdgeForces.Closest fit = edges.fit(member.expression());
    return verdict(member, fit.nonlinearity(), Optional.of(fit.quantity()));
  }

  /**
   * Asks a node formula.
   *
   * @param member a member of an acceleration component's front
   * @return the verdict
   */
  public MemberVerdict node(Candidate member) {
    return verdict(member, nodes.nonlinearity(member.expression()), Optional.empty());
  }

  private MemberVerdict verdict(
      Candidate member, double nonlinearity, Optional<MessageQuantity> carries) {
    return new MemberVerdict(
        member.component(),
        member.structure(),
        member.complexity(),
        member.formula(),
        member.chosen(),
        nonlinearity,
        carries,
        nonlinearity < limit);
  }
}
