package org.principia.theory.law;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;
import org.principia.symbolic.expression.Operator;

/**
 * A formula that is linear in some variables: {@code sum over k of c_k x_k + rest}, where neither
 * the coefficients nor the rest contain the x_k.
 *
 * @param coefficients c_k, zero for a variable that does not occur
 * @param rest what is left where all x_k are zero
 */
public record LinearForm(List<Expression> coefficients, Expression rest) {
  private static final Expression ZERO = Expression.constant(0);
  private static final Expression ONE = Expression.constant(1);

  /**
   * Takes a formula apart as it is written, by the names of the x_k: sums, differences, products
   * and quotients by what is free of them. Empty where it is not written as linear.
   */
  public static Optional<LinearForm> of(Expression e, List<String> names) {
    if (Collections.disjoint(e.variables(), names)) {
      return Optional.of(new LinearForm(Collections.nCopies(names.size(), ZERO), e));
    }
    if (e instanceof Variable v) {
      List<Expression> coefficients = new ArrayList<>(Collections.nCopies(names.size(), ZERO));
      coefficients.set(names.indexOf(v.name()), ONE);
      return Optional.of(new LinearForm(coefficients, ZERO));
    }
    if (e instanceof Unary u) {
      return u.operator() == Operator.NEG
          ? of(u.operand(), names).map(form -> form.times(Expression.constant(-1)))
          : Optional.empty();
    }
    return ofBinary((Binary) e, names);
  }

  private static Optional<LinearForm> ofBinary(Binary b, List<String> names) {
    Operator op = b.operator();
    Optional<LinearForm> left = of(b.left(), names);
    Optional<LinearForm> right = of(b.right(), names);
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    if (op == Operator.ADD || op == Operator.SUBTRACT) {
      return Optional.of(left.get().with(op, right.get()));
    }
    if (op == Operator.MULTIPLY && Collections.disjoint(b.left().variables(), names)) {
      return Optional.of(right.get().times(b.left()));
    }
    if (!Collections.disjoint(b.right().variables(), names)) {
      return Optional.empty();
    }
    return switch (op) {
      case MULTIPLY -> Optional.of(left.get().times(b.right()));
      case DIVIDE -> Optional.of(left.get().over(b.right()));
      default -> Optional.empty();
    };
  }

  private LinearForm with(Operator op, LinearForm other) {
    return new LinearForm(
        IntStream.range(0, coefficients.size())
            .mapToObj(k -> sum(op, coefficients.get(k), other.coefficients.get(k)))
            .toList(),
        sum(op, rest, other.rest));
  }

  private LinearForm times(Expression factor) {
    return new LinearForm(
        coefficients.stream().map(c -> product(factor, c)).toList(), product(factor, rest));
  }

  private LinearForm over(Expression divisor) {
    return new LinearForm(
        coefficients.stream().map(c -> quotient(c, divisor)).toList(), quotient(rest, divisor));
  }

  /** Whether an expression is the number. */
  public static boolean is(Expression e, double value) {
    return e instanceof Constant c && c.value() == value;
  }

  /** a + b or a - b, without zeros. */
  public static Expression sum(Operator op, Expression a, Expression b) {
    if (is(b, 0)) {
      return a;
    }
    if (is(a, 0)) {
      return op == Operator.ADD ? b : product(Expression.constant(-1), b);
    }
    return Expression.apply(op, a, b);
  }

  /** a b, without zeros and ones, numbers multiplied out. */
  public static Expression product(Expression a, Expression b) {
    if (is(a, 0) || is(b, 0)) {
      return ZERO;
    }
    if (is(a, 1)) {
      return b;
    }
    if (is(b, 1)) {
      return a;
    }
    if (a instanceof Constant x
        && b instanceof Constant y
        && Double.isFinite(x.value() * y.value())) {
      return Expression.constant(x.value() * y.value());
    }
    return Expression.apply(Operator.MULTIPLY, a, b);
  }

  private static Expression quotient(Expression a, Expression b) {
    return is(a, 0) ? ZERO : Expression.apply(Operator.DIVIDE, a, b);
  }
}
