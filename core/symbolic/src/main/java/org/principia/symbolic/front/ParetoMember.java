package org.principia.symbolic.front;

import java.io.Serializable;
import org.principia.symbolic.expression.Expression;

/**
 * One formula on a front.
 *
 * @param complexity count of its operators, constants and variables
 * @param loss over all rows
 * @param score fractional drop of the loss per added complexity since the member before; 0 for the
 *     first
 * @param expression the formula
 */
public record ParetoMember(int complexity, double loss, double score, Expression expression)
    implements Serializable {}
