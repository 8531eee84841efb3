package org.principia.symbolic.front;

import java.io.Serializable;
import java.util.List;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.expression.Expression;

/**
 * One structure on a joint front with what each target makes of it in each group.
 *
 * @param structure g with its constants; its loss is over all targets, each in units of its
 *     standard deviation
 * @param slopes A, what g times a basis column is multiplied by (targets x groups x basis columns,
 *     one where there is no basis)
 * @param shifts s (targets x groups)
 * @param losses of each target, in its own units (targets)
 * @param formulas the full formula, over {@link JointTable#formulaNames} (targets, each a list of
 *     groups)
 */
public record JointMember(
    ParetoMember structure,
    double[][][] slopes,
    double[][] shifts,
    double[] losses,
    List<List<Expression>> formulas)
    implements Serializable {
  /** Copies the lists. */
  public JointMember {
    formulas = formulas.stream().map(List::copyOf).toList();
  }

  /** The full formula of a target, from 0, where there is one group: that of its first group. */
  public Expression formula(int target) {
    return formulas.get(target).get(0);
  }
}
