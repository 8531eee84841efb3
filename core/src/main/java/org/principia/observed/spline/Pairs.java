package org.principia.observed.spline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Variable;
import org.principia.symbolic.expression.Operator;

/**
 * Which formula gives the pair force of a receiver and a sender: that of their types.
 *
 * <p>The formulas of all pairs of types are one expression {@code sum_k c_k g_k(r)}, c_k a variable
 * that is 1 of the pair k and 0 of the others. With one type it is g(r) itself.
 *
 * @param types number of types
 * @param of number of the type of each particle, by run (n each); not asked of one type
 */
public record Pairs(int types, Map<String, int[]> of) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All particles have one formula. */
  public static final Pairs ALIKE = new Pairs(1, Map.of());

  public boolean several() {
    return types > 1;
  }

  /** Number of the variables of the expression. */
  public int variables() {
    return several() ? 1 + types * types : 1;
  }

  public int pair(String run, int receiver, int sender) {
    return several() ? of.get(run)[receiver] * types + of.get(run)[sender] : 0;
  }

  /** Values of the variables. */
  public double[] at(double distance, int pair) {
    double[] values = new double[variables()];
    values[0] = distance;
    if (several()) {
      values[1 + pair] = 1;
    }
    return values;
  }

  /**
   * One expression of some formulas.
   *
   * @param numbers of the pairs of types that they are of
   */
  public Expression joined(List<Integer> numbers, List<Expression> formulas) {
    if (!several()) {
      return formulas.get(0);
    }
    Expression all = null;
    for (int i = 0; i < formulas.size(); i++) {
      int pair = numbers.get(i);
      Expression own =
          new Binary(Operator.MULTIPLY, new Variable("pair" + pair, 1 + pair), formulas.get(i));
      all = all == null ? own : new Binary(Operator.ADD, all, own);
    }
    return all;
  }

  /** The formula of a pair of types in an expression. */
  public record Part(int pair, Expression formula) {}

  /** The formulas of an expression, in their order. */
  public List<Part> parts(Expression all) {
    List<Part> parts = new ArrayList<>();
    Expression left = all;
    while (several() && left instanceof Binary sum && sum.operator() == Operator.ADD) {
      parts.add(0, part(sum.right()));
      left = sum.left();
    }
    parts.add(0, several() ? part(left) : new Part(0, all));
    return parts;
  }

  private static Part part(Expression product) {
    if (product instanceof Binary b && b.left() instanceof Variable v) {
      return new Part(v.index() - 1, b.right());
    }
    throw new IllegalArgumentException("Invalid sum of pairs: " + product);
  }
}
