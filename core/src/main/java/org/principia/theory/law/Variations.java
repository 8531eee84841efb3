package org.principia.theory.law;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;
import org.principia.symbolic.expression.Operator;

/** Formulas that are one step away from a formula. */
public final class Variations {
  private static final double SMALL = 0.02;

  private Variations() {}

  /**
   * The formulas left when up to so many constants are made 0, 1 or -1, and the rest simplified.
   */
  public static Set<Expression> simpler(Expression formula, int most) {
    Set<Expression> all = new LinkedHashSet<>();
    List<Expression> bared = List.of(formula);
    for (int depth = 0; depth < most; depth++) {
      bared = bared.stream().flatMap(e -> withoutOneConstant(e).stream()).distinct().toList();
      all.addAll(bared);
    }
    return all;
  }

  private static List<Expression> withoutOneConstant(Expression formula) {
    List<Expression> bared = new ArrayList<>();
    double[] constants = formula.constants();
    for (int i = 0; i < constants.length; i++) {
      for (double value : new double[] {0, 1, -1}) {
        double[] changed = constants.clone();
        changed[i] = value;
        Expression simpler = formula.withConstants(changed).simplified();
        if (simpler.complexity() < formula.complexity()) {
          bared.add(simpler);
        }
      }
    }
    return bared;
  }

  /** The formula with a constant added to a part, or multiplied or divided by a variable. */
  public static Set<Expression> larger(Expression formula, List<Variable> variables) {
    Set<Expression> all = new LinkedHashSet<>();
    shifted(formula).forEach(all::add);
    for (Variable variable : variables) {
      all.add(Expression.apply(Operator.MULTIPLY, formula, variable).simplified());
      all.add(Expression.apply(Operator.DIVIDE, formula, variable).simplified());
    }
    return all;
  }

  /** A small constant added to each part in turn. */
  private static List<Expression> shifted(Expression e) {
    List<Expression> all = new ArrayList<>();
    if (e instanceof Constant) {
      return all;
    }
    all.add(Expression.apply(Operator.ADD, e, Expression.constant(SMALL)));
    if (e instanceof Unary u) {
      shifted(u.operand()).forEach(part -> all.add(new Unary(u.operator(), part)));
    }
    if (e instanceof Binary b) {
      shifted(b.left()).forEach(part -> all.add(new Binary(b.operator(), part, b.right())));
      shifted(b.right()).forEach(part -> all.add(new Binary(b.operator(), b.left(), part)));
    }
    return all;
  }
}
