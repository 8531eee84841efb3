package org.principia.symbolic.search;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.Primitives;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.math.ElementaryFunctions;

/** A random change of one expression. */
// The fields hold functions without state.
@SuppressWarnings("ImmutableEnumChecker")
enum Mutation {
  /** Moves one constant far, to leave the basin that the fit is caught in. */
  CHANGE_CONSTANT(
      0.4,
      (e, primitives, rng) -> {
        int at = position(e, Constant.class, rng);
        if (at < 0) {
          return e;
        }
        double c = ((Constant) Trees.at(e, at)).value();
        double moved =
            rng.nextDouble() < 0.25
                ? rng.nextGaussian()
                : c * ElementaryFunctions.exp(rng.nextGaussian());
        return Trees.replace(e, at, new Constant(rng.nextDouble() < 0.25 ? -moved : moved));
      }),
  /** Another operator of the same arity. */
  CHANGE_OPERATOR(
      1,
      (e, primitives, rng) -> {
        int at = position(e, rng);
        Expression node = Trees.at(e, at);
        // Simplification and guesses bring operators that the search may not have a peer of.
        if (node instanceof Unary u && primitives.hasUnary()) {
          return Trees.replace(e, at, new Unary(primitives.operator(1, rng), u.operand()));
        }
        if (node instanceof Binary b && primitives.hasBinary()) {
          Operator op = primitives.operator(2, rng);
          return Trees.replace(e, at, primitives.joined(op, b.left(), b.right(), rng));
        }
        return e;
      }),
  /** Another column or a constant in the place of a leaf. */
  CHANGE_LEAF(
      1,
      (e, primitives, rng) -> {
        boolean variable = rng.nextDouble() < 0.8;
        int at = position(e, variable ? Variable.class : Constant.class, rng);
        return at < 0 ? e : Trees.replace(e, at, primitives.leaf(rng));
      }),
  /** An operator with a new leaf above any node. */
  INSERT_OPERATOR(
      2,
      (e, primitives, rng) -> {
        int at = position(e, rng);
        Expression above = primitives.above(Trees.at(e, at), primitives.leaf(rng), rng);
        return Trees.replace(e, at, above);
      }),
  /** A new term, with its coefficient, added to any node. */
  ADD_TERM(
      1.5,
      (e, primitives, rng) -> {
        if (!primitives.has(Operator.ADD)) {
          return e;
        }
        boolean multiply = primitives.has(Operator.MULTIPLY);
        int at = rng.nextDouble() < 0.3 ? 0 : position(e, rng);
        Expression term = primitives.variable(rng);
        if (rng.nextDouble() < 0.4 && primitives.has(Operator.DIVIDE)) {
          Expression factor = primitives.variable(rng);
          Operator op = rng.nextBoolean() && multiply ? Operator.MULTIPLY : Operator.DIVIDE;
          term = new Binary(op, term, factor);
        }
        Expression scaled =
            multiply ? new Binary(Operator.MULTIPLY, primitives.constant(rng), term) : term;
        return Trees.replace(e, at, new Binary(Operator.ADD, Trees.at(e, at), scaled));
      }),
  /** A factor or divisor, a column with or without an offset, at any node. */
  MULTIPLY_FACTOR(
      1.5,
      (e, primitives, rng) -> {
        boolean multiply = primitives.has(Operator.MULTIPLY);
        if (!multiply && !primitives.has(Operator.DIVIDE)) {
          return e;
        }
        int at = rng.nextDouble() < 0.3 ? 0 : position(e, rng);
        Expression factor = primitives.variable(rng);
        if (rng.nextDouble() < 0.4 && primitives.has(Operator.ADD)) {
          factor = new Binary(Operator.ADD, primitives.constant(rng), factor);
        }
        boolean divide = primitives.has(Operator.DIVIDE) && (rng.nextBoolean() || !multiply);
        Operator op = divide ? Operator.DIVIDE : Operator.MULTIPLY;
        return Trees.replace(e, at, new Binary(op, Trees.at(e, at), factor));
      }),
  /** An operand in the place of its operator. */
  DELETE_NODE(
      1.2,
      (e, primitives, rng) -> {
        int at = position(e, rng);
        Expression node = Trees.at(e, at);
        if (node instanceof Unary u) {
          return Trees.replace(e, at, u.operand());
        }
        if (node instanceof Binary b) {
          return Trees.replace(e, at, rng.nextBoolean() ? b.left() : b.right());
        }
        return e;
      }),
  /** A new small tree in the place of any node. */
  REPLACE_SUBTREE(
      0.7,
      (e, primitives, rng) ->
          Trees.replace(e, position(e, rng), primitives.tree(rng.nextInt(3), rng))),
  /** The operands of a binary node exchanged. */
  SWAP_OPERANDS(
      0.3,
      (e, primitives, rng) ->
          changed(
              e, rng, b -> new Binary(b.operator(), /* left= */ b.right(), /* right= */ b.left()))),
  /** {@code (a o b) p c} becomes {@code a o (b p c)}, or the reverse. */
  ROTATE(0.7, (e, primitives, rng) -> changed(e, rng, Mutation::rotated)),
  /**
   * A part of the expression once more, its columns moved on by one place half of the time, joined
   * to any node: {@code x1*y1 + x2*y2} and {@code u/(1-u)} come about this way.
   */
  REPEAT_MOTIF(
      0.7,
      (e, primitives, rng) -> {
        Expression motif = Trees.at(e, position(e, rng));
        if (!Trees.hasVariable(motif) || motif.complexity() > 7 || !primitives.hasBinary()) {
          return e;
        }
        if (rng.nextBoolean()) {
          motif = shifted(motif, primitives.variables(), 1 + rng.nextInt(2));
        }
        int at = position(e, rng);
        Operator op = primitives.operator(2, rng);
        return Trees.replace(e, at, new Binary(op, Trees.at(e, at), motif));
      }),
  /** A constant and its operator left out; the fit makes up for it where it can. */
  DROP_CONSTANT(
      1,
      (e, primitives, rng) ->
          changed(
              e,
              rng,
              b ->
                  b.left() instanceof Constant
                      ? b.right()
                      : b.right() instanceof Constant ? b.left() : b)),
  /** A new random tree. */
  RENEW(0.2, (e, primitives, rng) -> primitives.tree(1 + rng.nextInt(4), rng));

  /** All of them. */
  static final List<Mutation> ALL = List.of(values());

  private final double weight;
  private final Change change;

  Mutation(double weight, Change change) {
    this.weight = weight;
    this.change = change;
  }

  /** How often the change is tried, relative to the others. */
  double weight() {
    return weight;
  }

  /** The changed tree; the same tree where the change finds nothing to act on. */
  Expression apply(Expression e, Primitives primitives, RandomGenerator rng) {
    return change.apply(e, primitives, rng);
  }

  private interface Change {
    Expression apply(Expression e, Primitives primitives, RandomGenerator rng);
  }

  /** A mutation drawn by weight. */
  static Mutation draw(RandomGenerator rng) {
    double total = 0;
    for (Mutation m : ALL) {
      total += m.weight();
    }
    double at = rng.nextDouble() * total;
    for (Mutation m : ALL) {
      at -= m.weight();
      if (at < 0) {
        return m;
      }
    }
    return ALL.get(ALL.size() - 1);
  }

  private static int position(Expression e, RandomGenerator rng) {
    return rng.nextInt(e.complexity());
  }

  /** A random position among the nodes of one kind, -1 if there is none. */
  private static int position(Expression e, Class<? extends Expression> kind, RandomGenerator rng) {
    List<Expression> nodes = Trees.nodes(e);
    int seen = 0;
    int found = -1;
    for (int at = 0; at < nodes.size(); at++) {
      // Each new one takes the place of the last.
      if (kind.isInstance(nodes.get(at)) && rng.nextInt(++seen) == 0) {
        found = at;
      }
    }
    return found;
  }

  /** The tree with another in the place of a binary node, if there is one. */
  private static Expression changed(
      Expression e, RandomGenerator rng, Function<Binary, Expression> change) {
    int at = position(e, Binary.class, rng);
    return at < 0 ? e : Trees.replace(e, at, change.apply((Binary) Trees.at(e, at)));
  }

  private static Expression rotated(Binary b) {
    if (b.left() instanceof Binary l) {
      Expression inner = new Binary(b.operator(), l.right(), b.right());
      return new Binary(l.operator(), l.left(), inner);
    }
    if (b.right() instanceof Binary r) {
      Expression inner = new Binary(b.operator(), b.left(), r.left());
      return new Binary(r.operator(), inner, r.right());
    }
    return b;
  }

  private static Expression shifted(Expression e, List<Variable> variables, int by) {
    return Trees.mapLeaves(
        e,
        leaf ->
            leaf instanceof Variable v ? variables.get((v.index() + by) % variables.size()) : leaf);
  }
}
