package org.principia.symbolic.front;

import java.io.Serializable;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.settings.Loss;

/**
 * One formula on a front.
 *
 * @param complexity count of its operators, constants and variables
 * @param loss over all rows
 * @param score fractional drop of the loss per added complexity since the member before; 0 for the
 *     first
 * @param misfit what the rows cost beyond the formula, in nats up to a constant, see {@link
 *     Diagnostics}; infinite if it has a pole between rows that do not tell of one, or is not
 *     finite at one, a NaN before {@link ParetoFront#described}
 * @param expression the formula
 */
public record ParetoMember(
    int complexity, double loss, double score, double misfit, Expression expression)
    implements Serializable {

  /** With the misfit on the rows of a table; an exact formula may have poles anywhere. */
  ParetoMember described(Table table, Loss kind, boolean exact) {
    double nats =
        !exact && Poles.isUnsupported(expression, table)
            ? Double.POSITIVE_INFINITY
            : Diagnostics.misfit(expression, table, kind);
    // A misfit that is no number stands for none that is known.
    nats = Double.isNaN(nats) ? Double.POSITIVE_INFINITY : nats;
    return new ParetoMember(complexity, loss, score, nats, expression);
  }
}
