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

  /** How often a variable stands that stands further left, too. */
  public static int repeatedVariables(Expression e) {
    List<Variable> all = leaves(e, Variable.class);
    return all.size() - (int) all.stream().distinct().count();
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
