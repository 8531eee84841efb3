package org.principia.symbolic.expression;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/** What expressions are made of: the operators of the search and the columns of the table. */
public final class Primitives {
  private static final double CONSTANT_SHARE = 0.35;

  private final List<Operator> unary;
  private final List<Operator> binary;
  private final List<Variable> variables;

  public Primitives(List<Operator> operators, List<String> names) {
    unary = operators.stream().filter(o -> o.arity() == 1).toList();
    binary = operators.stream().filter(o -> o.arity() == 2).toList();
    variables =
        IntStream.range(0, names.size()).mapToObj(i -> new Variable(names.get(i), i)).toList();
  }

  public boolean has(Operator operator) {
    return unary.contains(operator) || binary.contains(operator);
  }

  public boolean hasUnary() {
    return !unary.isEmpty();
  }

  public boolean hasBinary() {
    return !binary.isEmpty();
  }

  /**
   * Whether an expression is of these operators. Constants may be added and multiplied always, and
   * differences count as sums, products as quotients: simplification writes {@code x + x} as {@code
   * 2 * x}, and {@code x / (y / z)} as {@code x * z / y}.
   */
  public boolean allow(Expression e) {
    if (e instanceof Unary u) {
      boolean absolute = u.operator() == Operator.ABS && has(Operator.SQRT) && has(Operator.SQUARE);
      return (has(u.operator()) || absolute) && allow(u.operand());
    }
    if (e instanceof Binary b) {
      boolean constant = b.left() instanceof Constant || b.right() instanceof Constant;
      return allow(b.operator(), constant) && allow(b.left()) && allow(b.right());
    }
    return true;
  }

  private boolean allow(Operator binaryOperator, boolean withConstant) {
    return switch (binaryOperator) {
      case ADD, SUBTRACT -> withConstant || has(Operator.ADD) || has(Operator.SUBTRACT);
      case MULTIPLY -> withConstant || has(Operator.MULTIPLY) || has(Operator.DIVIDE);
      case DIVIDE -> has(Operator.DIVIDE) || has(Operator.INV);
      default -> has(binaryOperator);
    };
  }

  public List<Variable> variables() {
    return variables;
  }

  public Operator operator(int arity, RandomGenerator rng) {
    List<Operator> of = arity == 1 ? unary : binary;
    return of.get(rng.nextInt(of.size()));
  }

  public Variable variable(RandomGenerator rng) {
    return variables.get(rng.nextInt(variables.size()));
  }

  public Constant constant(RandomGenerator rng) {
    return new Constant(rng.nextGaussian());
  }

  public Expression leaf(RandomGenerator rng) {
    return rng.nextDouble() < CONSTANT_SHARE ? constant(rng) : variable(rng);
  }

  /** Puts a random operator above an expression, on either side of a binary one. */
  public Expression above(Expression e, Expression other, RandomGenerator rng) {
    int kinds = unary.size() + binary.size();
    if (rng.nextInt(kinds) < unary.size()) {
      return new Unary(operator(1, rng), e);
    }
    Operator op = operator(2, rng);
    return rng.nextBoolean() ? joined(op, e, other, rng) : joined(op, other, e, rng);
  }

  /** Operands under an operator; a power has one of the usual exponents more often than not. */
  public Expression joined(Operator op, Expression left, Expression right, RandomGenerator rng) {
    boolean power = op == Operator.POW && Trees.hasVariable(left);
    return new Binary(op, left, power ? Exponents.drawn(right, rng) : right);
  }

  /** A random tree: a variable, and random operators put above it or below a random leaf. */
  public Expression tree(int operators, RandomGenerator rng) {
    Expression e = variable(rng);
    for (int i = 0; i < operators; i++) {
      int position = rng.nextInt(e.complexity());
      Expression at = Trees.at(e, position);
      e = Trees.replace(e, position, above(at, leaf(rng), rng));
    }
    return e;
  }
}
