package org.principia.symbolic.internal.screening;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * Builds expressions from parts with the operators that a search allows, as short as it can.
 *
 * <p>What cannot be written with them is null.
 */
record Formulas(Set<Operator> allowed, List<Expression.Variable> variables) {
  boolean has(Operator op) {
    return allowed.contains(op);
  }

  /** A number; what has no finite one cannot be written. */
  Expression constant(double value) {
    return Double.isFinite(value) ? new Constant(value) : null;
  }

  Expression sum(Expression a, Expression b) {
    return binary(Operator.ADD, a, b);
  }

  /** Of one term or more; null where the sum cannot be written, which no stream may reduce to. */
  Expression sum(List<Expression> terms) {
    Expression sum = terms.get(0);
    for (Expression term : terms.subList(1, terms.size())) {
      sum = sum(sum, term);
    }
    return sum;
  }

  Expression difference(Expression a, Expression b) {
    return binary(Operator.SUBTRACT, a, b);
  }

  Expression product(Expression a, Expression b) {
    if (isOne(a)) {
      return b;
    }
    return isOne(b) ? a : binary(Operator.MULTIPLY, a, b);
  }

  Expression quotient(Expression a, Expression b) {
    if (isOne(b)) {
      return a;
    }
    if (has(Operator.DIVIDE)) {
      return binary(Operator.DIVIDE, a, b);
    }
    return product(a, has(Operator.INV) ? unary(Operator.INV, b) : inversePower(b));
  }

  /** One over an expression, by an exponent; an exponent that is there changes its sign. */
  private Expression inversePower(Expression e) {
    return e instanceof Binary b && b.operator() == Operator.POW && b.right() instanceof Constant c
        ? raised(b.left(), new Constant(-c.value()))
        : raised(e, new Constant(-1));
  }

  /** {@code e^exponent}. */
  Expression raised(Expression e, Expression exponent) {
    return binary(Operator.POW, e, exponent);
  }

  /** {@code exp(c e)}, by a power of {@code exp c} where there is no other way. */
  Expression exponential(double c, Expression e) {
    return has(Operator.EXP)
        ? unary(Operator.EXP, product(constant(c), e))
        : raised(constant(ElementaryFunctions.exp(c)), e);
  }

  /** Whether exponentials can be written. */
  boolean hasExponential() {
    return has(Operator.EXP) || has(Operator.POW);
  }

  /** Whether square roots can be written. */
  boolean hasRoot() {
    return has(Operator.SQRT) || has(Operator.POW);
  }

  private Expression root(Expression e) {
    return has(Operator.SQRT) ? unary(Operator.SQRT, e) : raised(e, new Constant(0.5));
  }

  /** The shortest of those that can be written, the first of several. */
  private static Expression shortest(Expression a, Expression b) {
    return a == null || (b != null && b.complexity() < a.complexity()) ? b : a;
  }

  private Expression binary(Operator op, Expression a, Expression b) {
    return a == null || b == null || !has(op) ? null : new Binary(op, a, b);
  }

  Expression unary(Operator op, Expression a) {
    return a == null || !has(op) ? null : new Unary(op, a);
  }

  /** {@code e^(halves/2)}. */
  Expression power(Expression e, int halves) {
    if (halves < 0) {
      return shortest(
          quotient(new Constant(1), power(e, -halves)), raised(e, new Constant(0.5 * halves)));
    }
    Expression whole = natural(e, halves / 2);
    return halves % 2 == 0
        ? whole
        : shortest(product(whole, root(e)), raised(e, new Constant(0.5 * halves)));
  }

  private Expression natural(Expression e, int n) {
    if (n == 0 || e == null) {
      return e == null ? null : new Constant(1);
    }
    if (n == 1) {
      return e;
    }
    if (n == 3 && has(Operator.CUBE)) {
      return new Unary(Operator.CUBE, e);
    }
    Expression power = raised(e, new Constant(n));
    if (n % 2 == 0) {
      Expression root = natural(e, n / 2);
      return shortest(
          has(Operator.SQUARE) ? unary(Operator.SQUARE, root) : product(root, root), power);
    }
    return shortest(product(e, natural(e, n - 1)), power);
  }

  /** The product of powers, twice the exponent of each given, the square roots under one sign. */
  Expression powers(List<Expression> bases, int[] halves) {
    Expression roots = roots(bases, halves);
    return has(Operator.POW) ? shortest(roots, each(bases, halves)) : roots;
  }

  /** The product of a power of each. */
  private Expression each(List<Expression> bases, int[] halves) {
    Expression above = new Constant(1);
    Expression below = new Constant(1);
    for (int j = 0; j < halves.length; j++) {
      if (halves[j] > 0 || !has(Operator.DIVIDE)) {
        above = halves[j] == 0 ? above : product(above, power(bases.get(j), halves[j]));
      } else if (halves[j] < 0) {
        below = product(below, power(bases.get(j), -halves[j]));
      }
    }
    return quotient(above, below);
  }

  /** Whole powers, and the rest under one root. */
  private Expression roots(List<Expression> bases, int[] halves) {
    Expression[] whole = {new Constant(1), new Constant(1)};
    Expression[] root = {new Constant(1), new Constant(1)};
    for (int j = 0; j < halves.length; j++) {
      int below = halves[j] < 0 ? 1 : 0;
      int size = Math.abs(halves[j]);
      whole[below] = product(whole[below], natural(bases.get(j), size / 2));
      if (size % 2 == 1) {
        root[below] = product(root[below], bases.get(j));
      }
    }
    if (isOne(root[0]) && isOne(root[1])) {
      return quotient(whole[0], whole[1]);
    }
    Expression under = root(quotient(root[0], root[1]));
    return quotient(product(whole[0], under), whole[1]);
  }

  /** The columns of some numbers. */
  List<Feature> features(double[][] columns, int[] numbers) {
    return Arrays.stream(numbers).mapToObj(j -> new Feature(variables.get(j), columns[j])).toList();
  }

  /** The product of whole powers of at least one feature. */
  Feature monomial(List<Feature> bases, int[] exponents) {
    double[] values = Feature.map(bases.get(0).values(), x -> 1);
    for (int j = 0; j < exponents.length; j++) {
      boolean above = exponents[j] > 0;
      for (int k = 0; k < Math.abs(exponents[j]); k++) {
        values = Feature.map(values, bases.get(j).values(), (a, b) -> above ? a * b : a / b);
      }
    }
    int[] halves = Arrays.stream(exponents).map(p -> 2 * p).toArray();
    return new Feature(powers(bases.stream().map(Feature::expression).toList(), halves), values);
  }

  private static boolean isOne(Expression e) {
    return e instanceof Constant c && c.value() == 1;
  }
}
