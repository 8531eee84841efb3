package org.principia.jobs.artefact.cell;

import java.io.Serializable;

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
 * @param structure free, or central where the front is that of the whole vector; the complexity is
 *     then the factor's
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
  private static final long serialVersionUID = 1L;
}
