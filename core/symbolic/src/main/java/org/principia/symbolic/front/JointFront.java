package org.principia.symbolic.front;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.OwnTerms;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Exponents;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.ScaleFamily;
import org.principia.symbolic.internal.fit.JointFit;
import org.principia.symbolic.internal.fit.RowLoss;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.math.ElementaryFunctions;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.Loss;

/**
 * The front of a joint search: structures, and the coefficients that each target and group gives
 * them.
 *
 * @param structures the front of g alone
 * @param members the same, each with its coefficients
 * @param targets names
 * @param groups names
 * @param own what each group has of its own
 */
public record JointFront(
    ParetoFront structures,
    List<JointMember> members,
    List<String> targets,
    List<String> groups,
    OwnTerms own)
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

  /**
   * Gives each structure that a search on the table found its coefficients, fitted on all rows; one
   * that has no scale is of the target's unit then.
   */
  public static JointFront of(ParetoFront structures, JointTable table) {
    Sample all = Sample.all(table);
    JointFit fit = new JointFit(structures.loss(), table);
    List<JointMember> members = new ArrayList<>();
    for (ParetoMember m : structures.members()) {
      fit.fit(m.expression(), all, false, 0);
      members.add(member(table.own().hasScale() ? m : inUnits(m, table), fit, table));
    }
    return of(structures, members, table);
  }

  private static JointFront of(
      ParetoFront structures, List<JointMember> members, JointTable table) {
    return new JointFront(
        // Rivals have no coefficients.
        structures.with(members.stream().map(JointMember::structure).toList(), List.of()),
        members,
        table.targets().names(),
        List.copyOf(table.groups().names()),
        table.own());
  }

  /** Searched for was the target in units of its deviation. */
  private static ParetoMember inUnits(ParetoMember m, JointTable table) {
    Expression unit = Expression.constant(table.unit(0));
    return with(
        m, Expression.apply(Operator.MULTIPLY, unit, m.expression()).simplified(), m.misfit());
  }

  private static ParetoMember with(ParetoMember m, Expression structure, double misfit) {
    return new ParetoMember(m.complexity(), m.loss(), m.score(), misfit, structure);
  }

  /**
   * The same with formulas as a person would write them and what the rows of the only target cost
   * beyond each structure: their misfit and the coefficients of the groups, each as a constant.
   *
   * @param table of one target, without a basis
   * @throws IllegalArgumentException if it is another
   */
  public JointFront described(JointTable table) {
    if (targets.size() != 1 || table.basis().count() > 0) {
      throw new IllegalArgumentException("described are groups of one target without a basis");
    }
    List<JointMember> described = new ArrayList<>();
    for (JointMember m : own.hasScale() ? rescaled(table).members() : members) {
      double misfit = misfit(m.formulas().get(0), table, structures.loss());
      double price = price(misfit, table);
      ParetoMember structure = m.structure();
      described.add(
          new JointMember(
              with(
                  structure,
                  structure.expression().readable(),
                  misfit + own.count() * groups.size() * price),
              m.slopes(),
              m.shifts(),
              m.losses(),
              List.of(m.formulas().get(0).stream().map(Expression::readable).toList())));
    }
    return of(structures, described, table);
  }

  /**
   * Loss of a structure of this front with its constants as they are, with the best terms of
   * groups.
   */
  public double loss(Expression structure, JointTable table) {
    Expression inverse = Expression.constant(1 / table.unit(0));
    Expression scaled =
        own.hasScale() ? structure : Expression.apply(Operator.MULTIPLY, inverse, structure);
    return new JointFit(structures.loss(), table).fit(scaled, Sample.all(table), false, 0);
  }

  /** With structures that are readable without a scale. */
  private JointFront rescaled(JointTable table) {
    List<ParetoMember> readable = new ArrayList<>();
    for (ParetoMember m : structures.members()) {
      Expression e = m.expression().readable().simplified();
      readable.add(with(m, ScaleFamily.representative(e, own.hasShift()), m.misfit()));
    }
    return of(structures.with(readable, List.of()), table);
  }

  /** Of one number where the rows cost so much: the digits that they tell, see decision 32. */
  private double price(double misfit, JointTable table) {
    double rows = table.rows();
    double digits = (misfit(List.of(), table, structures.loss()) - misfit) / rows;
    return Math.max(0, digits) + 0.5 * ElementaryFunctions.log(rows);
  }

  /**
   * Length of the rows' description by the chosen member of a {@link #described} front, in nats up
   * to a constant that does not depend on what groups have of their own: see {@link
   * ParetoFront#descriptionLength}.
   */
  public double descriptionLength(JointTable table) {
    ParetoMember structure = chosen().structure();
    double misfit = misfit(chosen().formulas().get(0), table, structures.loss());
    int constants = Exponents.countFitted(structure.expression()) + own.count() * groups.size();
    double nodes = ParetoFront.structure(structure, table.rows(), structures.columns());
    return misfit + nodes + constants * price(misfit, table);
  }

  /**
   * What the rows of the only target say of the chosen member. Standard errors are those of the
   * structure's constants, then of the scales and of the shifts that groups have.
   */
  public Diagnostics diagnostics(JointTable table) {
    List<String> names = new ArrayList<>(table.names());
    List<double[]> columns = new ArrayList<>(Arrays.asList(table.inputs().values()));
    int[] of = table.groups().of();
    for (int q = 0; q < groups.size(); q++) {
      int group = q;
      String name = "group " + q;
      while (names.contains(name)) {
        name += "'";
      }
      names.add(name);
      columns.add(Arrays.stream(of).mapToDouble(g -> g == group ? 1 : 0).toArray());
    }
    JointMember m = chosen();
    Expression e = m.structure().expression();
    if (own.hasScale()) {
      double[] scales = Arrays.stream(m.slopes()[0]).mapToDouble(s -> s[0]).toArray();
      e = Expression.apply(Operator.MULTIPLY, e, ofGroups(scales, names));
    }
    if (own.hasShift()) {
      e = Expression.apply(Operator.ADD, e, ofGroups(m.shifts()[0], names));
    }
    double[] target = table.targets().values()[0];
    Table rows = new Table(names, columns.toArray(double[][]::new), target, table.weights());
    return Diagnostics.of(e, rows, structures.loss());
  }

  /** A number for each group, as the sum of these times the groups' columns, the last ones. */
  private static Expression ofGroups(double[] numbers, List<String> names) {
    int first = names.size() - numbers.length;
    Expression sum = null;
    for (int q = 0; q < numbers.length; q++) {
      Expression column = new Expression.Variable(names.get(first + q), first + q);
      Expression term =
          Expression.apply(Operator.MULTIPLY, Expression.constant(numbers[q]), column);
      sum = q == 0 ? term : Expression.apply(Operator.ADD, sum, term);
    }
    return sum;
  }

  /** Misfit of the formulas of all groups; without any, of the mean. */
  private static double misfit(List<Expression> formulas, JointTable table, Loss loss) {
    double[] target = table.targets().values()[0];
    double[] units = RowLoss.units(loss, target);
    double mean = Arrays.stream(target).average().orElseThrow();
    double[] errors = new double[target.length];
    double[] row = new double[table.inputs().count()];
    for (int i = 0; i < errors.length; i++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = table.inputs().values()[j][i];
      }
      double value = formulas.isEmpty() ? mean : formulas.get(table.groups().of()[i]).evaluate(row);
      errors[i] = (value - target[i]) / units[i];
    }
    return Diagnostics.student(errors, target, table.weights(), units).misfit();
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
          slopes[t][q][b] = table.own().hasScale() ? unit * fit.coefficient(t, q, 1 + b) : 1;
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
