package org.principia.symbolic.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/** Walks over trees. A node's position is its number in pre-order: the root is 0. */
public final class Trees {
  private Trees() {}

  /** All nodes in pre-order: by position. */
  public static List<Expression> nodes(Expression e) {
    List<Expression> nodes = new ArrayList<>();
    collect(e, nodes);
    return nodes;
  }

  private static void collect(Expression e, List<Expression> nodes) {
    nodes.add(e);
    if (e instanceof Unary u) {
      collect(u.operand(), nodes);
    } else if (e instanceof Binary b) {
      collect(b.left(), nodes);
      collect(b.right(), nodes);
    }
  }

  /** The leaves of one kind, left to right. */
  static <T extends Expression> List<T> leaves(Expression e, Class<T> kind) {
    return nodes(e).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Asked for in each fit: it allocates nothing, nor does {@link #hasVariable}. */
  static int countConstants(Expression e) {
    if (e instanceof Unary u) {
      return countConstants(u.operand());
    }
    if (e instanceof Binary b) {
      return countConstants(b.left()) + countConstants(b.right());
    }
    return e instanceof Constant ? 1 : 0;
  }

  /** The tree with others in the place of its leaves, which are asked for left to right. */
  public static Expression mapLeaves(Expression e, UnaryOperator<Expression> leaf) {
    if (e instanceof Unary u) {
      return new Unary(u.operator(), mapLeaves(u.operand(), leaf));
    }
    if (e instanceof Binary b) {
      Expression left = mapLeaves(b.left(), leaf);
      return new Binary(b.operator(), left, mapLeaves(b.right(), leaf));
    }
    return leaf.apply(e);
  }

  /**
   * How often a variable stands that stands further left, too, but for those that a division of
   * numerator and denominator makes needless: {@code x / (x + 2)} is {@code 1 / (1 + 2 / x)}.
   */
  public static int repeatedVariables(Expression e) {
    List<Variable> all = leaves(e, Variable.class);
    int repeated = all.size() - (int) all.stream().distinct().count();
    return Math.max(0, repeated - nodes(e).stream().mapToInt(Trees::needless).sum());
  }

  /**
   * Of each factor x of a numerator: divided by x, terms of the denominator lose theirs, and the
   * others, together, get the one of the numerator.
   */
  private static int needless(Expression e) {
    List<Expression> terms = new ArrayList<>();
    List<Expression> above = new ArrayList<>();
    if (e instanceof Binary b && b.operator() == Operator.DIVIDE) {
      parts(b.right(), true, terms);
      parts(b.left(), false, above);
    }
    return above.stream()
        .filter(x -> x instanceof Variable && terms.size() > 1)
        .distinct()
        .mapToInt(x -> (int) terms.stream().filter(term -> isFactor(x, term)).count())
        .sum();
  }

  private static boolean isFactor(Expression x, Expression term) {
    List<Expression> factors = new ArrayList<>();
    parts(term, false, factors);
    return factors.contains(x);
  }

  /** The terms of a sum, or the factors of a product's numerator. */
  private static void parts(Expression e, boolean sum, List<Expression> out) {
    boolean both =
        e instanceof Binary b && (sum ? b.operator().isSum() : b.operator() == Operator.MULTIPLY);
    if (e instanceof Binary b && (both || (!sum && b.operator() == Operator.DIVIDE))) {
      parts(b.left(), sum, out);
      if (both) {
        parts(b.right(), sum, out);
      }
    } else {
      out.add(e);
    }
  }

  /**
   * How many units of a formula's columns and of its value depend on the others, were each free:
   * none in {@code 2 * x / (3 + x)}, one in {@code x - 3}.
   */
  public static int tiedUnits(Expression e) {
    return TiedUnits.count(e);
  }

  /**
   * How many functions of variables stand within another function: 1 in {@code exp(1 / sqrt(x))}.
   * Whole powers, inverses, signs and sizes are none; powers with other exponents are.
   */
  public static int nestedFunctions(Expression e) {
    return nestedFunctions(e, 0);
  }

  private static int nestedFunctions(Expression e, int within) {
    int own = isFunction(e) && hasVariable(e) ? 1 : 0;
    int nested = within * own;
    int inside = Math.max(within, own);
    if (e instanceof Unary u) {
      return nested + nestedFunctions(u.operand(), inside);
    }
    return e instanceof Binary b
        ? nested + nestedFunctions(b.left(), inside) + nestedFunctions(b.right(), inside)
        : nested;
  }

  private static boolean isFunction(Expression e) {
    if (e instanceof Unary u) {
      return switch (u.operator()) {
        case NEG, ABS, SQUARE, CUBE, INV -> false;
        default -> true;
      };
    }
    return e instanceof Binary b
        && b.operator() == Operator.POW
        && !(b.right() instanceof Constant c && c.value() == Math.rint(c.value()));
  }

  public static boolean hasVariable(Expression e) {
    if (e instanceof Unary u) {
      return hasVariable(u.operand());
    }
    return e instanceof Binary b
        ? hasVariable(b.left()) || hasVariable(b.right())
        : e instanceof Variable;
  }

  /** The subtree at a position. */
  public static Expression at(Expression e, int position) {
    if (position == 0) {
      return e;
    }
    if (e instanceof Unary u) {
      return at(u.operand(), position - 1);
    }
    Binary b = (Binary) e;
    int left = b.left().complexity();
    return position <= left ? at(b.left(), position - 1) : at(b.right(), position - 1 - left);
  }

  /** The tree with the subtree at a position replaced. */
  public static Expression replace(Expression e, int position, Expression replacement) {
    if (position == 0) {
      return replacement;
    }
    if (e instanceof Unary u) {
      return new Unary(u.operator(), replace(u.operand(), position - 1, replacement));
    }
    Binary b = (Binary) e;
    int left = b.left().complexity();
    return position <= left
        ? new Binary(b.operator(), replace(b.left(), position - 1, replacement), b.right())
        : new Binary(b.operator(), b.left(), replace(b.right(), position - 1 - left, replacement));
  }
}
