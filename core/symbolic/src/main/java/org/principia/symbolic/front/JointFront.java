package org.principia.symbolic.front;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.internal.fit.JointFit;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.settings.Choice;

/**
 * The front of a joint search: structures, and the coefficients that each target and group gives
 * them.
 *
 * @param structures the front of g alone
 * @param members the same, each with its coefficients
 * @param targets names
 * @param groups names
 */
public record JointFront(
    ParetoFront structures, List<JointMember> members, List<String> targets, List<String> groups)
    implements Serializable {
  /** Copies the lists. */
  public JointFront {
    members = List.copyOf(members);
    targets = List.copyOf(targets);
    groups = List.copyOf(groups);
    if (members.size() != structures.members().size()) {
      throw new IllegalArgumentException("a member for each structure");
    }
  }

  /** Gives each structure that a search on the table found its coefficients, fitted on all rows. */
  public static JointFront of(ParetoFront structures, JointTable table) {
    Sample all = Sample.all(table);
    JointFit fit = new JointFit(structures.loss(), table.basis().count() > 0);
    List<JointMember> members = new ArrayList<>();
    for (ParetoMember m : structures.members()) {
      fit.fit(m.expression(), all, false, 0);
      members.add(member(m, fit, table));
    }
    return new JointFront(
        structures, members, table.targets().names(), List.copyOf(table.groups().names()));
  }

  private static JointMember member(ParetoMember structure, JointFit fit, JointTable table) {
    int targets = table.targets().count();
    int groups = table.groups().count();
    int columns = Math.max(1, table.basis().count());
    double[][][] slopes = new double[targets][groups][columns];
    double[][] shifts = new double[targets][groups];
    double[] losses = new double[targets];
    List<List<Expression>> formulas = new ArrayList<>();
    for (int t = 0; t < targets; t++) {
      double unit = table.unit(t);
      losses[t] = fit.lossOf(t, unit);
      List<Expression> ofTarget = new ArrayList<>();
      for (int q = 0; q < groups; q++) {
        shifts[t][q] = unit * fit.coefficient(t, q, 0);
        for (int b = 0; b < columns; b++) {
          slopes[t][q][b] = unit * fit.coefficient(t, q, 1 + b);
        }
        ofTarget.add(formula(structure.expression(), slopes[t][q], shifts[t][q], table));
      }
      formulas.add(ofTarget);
    }
    return new JointMember(structure, slopes, shifts, losses, formulas);
  }

  /** {@code s + (A_1 B_1 + …) g}. */
  private static Expression formula(Expression g, double[] slopes, double shift, JointTable table) {
    Expression factor = Expression.constant(slopes[0]);
    for (int b = 0; b < table.basis().count(); b++) {
      Expression column =
          table.isOne(b)
              ? Expression.constant(1)
              : new Expression.Variable(table.basis().names().get(b), table.inputs().count() + b);
      Expression term = Expression.apply(Operator.MULTIPLY, Expression.constant(slopes[b]), column);
      factor = b == 0 ? term : Expression.apply(Operator.ADD, factor, term);
    }
    Expression product = Expression.apply(Operator.MULTIPLY, factor, g);
    return Expression.apply(Operator.ADD, Expression.constant(shift), product).simplified();
  }

  /** The member that the settings of the search choose. */
  public JointMember chosen() {
    return choose(structures.choice());
  }

  /** The member that a rule chooses. */
  public JointMember choose(Choice rule) {
    return members.get(structures.members().indexOf(structures.choose(rule)));
  }

  /** The front of the structures, and beneath it the formulas of the chosen one, in lines. */
  public String toText() {
    return structures.toText() + toText(chosen());
  }

  /** The formulas of a member of this front, a line for each target and group. */
  public String toText(JointMember member) {
    StringBuilder out = new StringBuilder();
    for (int t = 0; t < targets.size(); t++) {
      for (int q = 0; q < groups.size(); q++) {
        out.append("  ").append(targets.get(t));
        if (groups.size() > 1) {
          out.append('[').append(groups.get(q)).append(']');
        }
        out.append(" = ").append(member.formulas().get(t).get(q).toText(4)).append('\n');
      }
    }
    return out.toString();
  }
}
