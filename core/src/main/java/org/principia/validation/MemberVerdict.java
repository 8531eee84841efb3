package org.principia.validation;

/**
 * Whether a member of a front is the true force, or the true acceleration.
 *
 * @param component message_k or acceleration_k
 * @param structure how it was searched: free or central
 * @param complexity count of operators, constants and variables
 * @param formula the formula with all digits
 * @param chosen whether the front's rule chose it
 * @param force 1 - R2 of an edge formula on the force, of a node formula on the true acceleration;
 *     not a number where there is none
 * @param specific 1 - R2 of an edge formula on the specific force; not a number for a node
 * @param recovered whether the smaller of both is below the limit
 */
public record MemberVerdict(
    String component,
    String structure,
    int complexity,
    String formula,
    boolean chosen,
    double force,
    double specific,
    boolean recovered) {

  /** The smaller 1 - R2; infinite where there is none. */
  public double nonlinearity() {
    return Math.min(orInfinite(force), orInfinite(specific));
  }

  private static double orInfinite(double value) {
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }
}
