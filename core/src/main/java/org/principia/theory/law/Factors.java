package org.principia.theory.law;

import java.util.ArrayList;
import java.util.List;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Operator;

/**
 * A formula as a quotient of products, equal factors of both cancelled.
 *
 * <p>Where the numbers of a formula have a product that is no double, or rounds to zero, it stays
 * as it is. Cancelling {@code x / x} is right where x is not zero: masses and distances are not.
 */
public final class Factors {
  private static final Expression ONE = Expression.constant(1);

  private final List<Expression> above = new ArrayList<>();
  private final List<Expression> below = new ArrayList<>();
  private double number = 1;

  private Factors(Expression e) {
    take(e, above, below);
    for (int i = above.size() - 1; i >= 0; i--) {
      if (below.remove(above.get(i))) {
        above.remove(i);
      }
    }
  }

  private void take(Expression e, List<Expression> up, List<Expression> down) {
    if (e instanceof Constant c && c.value() != 0) {
      number = up == above ? number * c.value() : number / c.value();
    } else if (e instanceof Unary u && u.operator() == Operator.NEG) {
      number = -number;
      take(u.operand(), up, down);
    } else if (e instanceof Binary b && b.operator() == Operator.MULTIPLY) {
      take(b.left(), up, down);
      take(b.right(), up, down);
    } else if (e instanceof Binary b && b.operator() == Operator.DIVIDE) {
      take(b.left(), up, down);
      take(b.right(), down, up);
    } else {
      up.add(e);
    }
  }

  /**
   * The product of a formula and a factor, the shortest way to write it that was found; equal to it
   * wherever both are defined.
   */
  public static Expression product(Expression e, Expression factor) {
    return cancelled(LinearForm.product(factor, e));
  }

  /** A formula with equal factors cancelled, and sums multiplied out where that is shorter. */
  public static Expression cancelled(Expression e) {
    Expression simple = e.simplified();
    Factors factors = new Factors(simple);
    if (!factors.hold()) {
      return simple;
    }
    Expression best = shorter(simple, factors.written(factors.above).simplified());
    for (int i = 0; i < factors.above.size(); i++) {
      if (factors.above.get(i) instanceof Binary sum
          && (sum.operator() == Operator.ADD || sum.operator() == Operator.SUBTRACT)) {
        Expression left = factors.with(i, sum.left());
        Expression right = factors.with(i, sum.right());
        best = shorter(best, Expression.apply(sum.operator(), left, right).simplified());
      }
    }
    return best;
  }

  private static Expression shorter(Expression a, Expression b) {
    return b.complexity() < a.complexity() ? b : a;
  }

  /** The same with another factor in one place. */
  private Expression with(int place, Expression factor) {
    List<Expression> changed = new ArrayList<>(above);
    changed.set(place, factor);
    Expression whole = written(changed);
    Factors factors = new Factors(whole);
    return factors.hold() ? factors.written(factors.above) : whole;
  }

  /** Whether the numbers' product is one that can be written; no zero is taken into it. */
  private boolean hold() {
    return Double.isFinite(number) && number != 0;
  }

  private Expression written(List<Expression> numerator) {
    Expression top = numerator.stream().reduce(Expression.constant(number), LinearForm::product);
    Expression bottom = below.stream().reduce(ONE, LinearForm::product);
    return LinearForm.is(bottom, 1) ? top : Expression.apply(Operator.DIVIDE, top, bottom);
  }
}
