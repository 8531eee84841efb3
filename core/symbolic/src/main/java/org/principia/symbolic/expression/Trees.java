package org.principia.symbolic.expression;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.principia.common.InputException;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/** Walks over trees. A node's position is its number in pre-order: the root is 0. */
public final class Trees {
  private Trees() {}

  static double[] constants(Expression e) {
    double[] out = new double[countConstants(e)];
    collect(e, out, 0);
    return out;
  }

  static int countConstants(Expression e) {
    if (e instanceof Unary u) {
      return countConstants(u.operand());
    }
    if (e instanceof Binary b) {
      return countConstants(b.left()) + countConstants(b.right());
    }
    return e instanceof Constant ? 1 : 0;
  }

  private static int collect(Expression e, double[] out, int next) {
    if (e instanceof Unary u) {
      return collect(u.operand(), out, next);
    }
    if (e instanceof Binary b) {
      return collect(b.right(), out, collect(b.left(), out, next));
    }
    if (e instanceof Constant c) {
      out[next] = c.value();
      return next + 1;
    }
    return next;
  }

  static Expression withConstants(Expression e, double[] constants) {
    int expected = countConstants(e);
    if (expected != constants.length) {
      throw InputException.invalid(
          "number of constants", constants.length, expected + " expected by " + e);
    }
    return expected == 0 ? e : new Filling(constants).fill(e);
  }

  /** Hands out constants left to right. */
  private static final class Filling {
    private final double[] constants;
    private int next;

    Filling(double[] constants) {
      this.constants = constants;
    }

    Expression fill(Expression e) {
      if (e instanceof Unary u) {
        return new Unary(u.operator(), fill(u.operand()));
      }
      if (e instanceof Binary b) {
        Expression left = fill(b.left());
        return new Binary(b.operator(), left, fill(b.right()));
      }
      return e instanceof Constant ? new Constant(constants[next++]) : e;
    }
  }

  static Expression substitute(Expression e, Map<String, Expression> replacements) {
    if (e instanceof Unary u) {
      return new Unary(u.operator(), substitute(u.operand(), replacements));
    }
    if (e instanceof Binary b) {
      return new Binary(
          b.operator(), substitute(b.left(), replacements), substitute(b.right(), replacements));
    }
    return e instanceof Variable v ? replacements.getOrDefault(v.name(), v) : e;
  }

  public static Expression bind(Expression e, List<String> names) {
    if (e instanceof Unary u) {
      return new Unary(u.operator(), bind(u.operand(), names));
    }
    if (e instanceof Binary b) {
      return new Binary(b.operator(), bind(b.left(), names), bind(b.right(), names));
    }
    if (e instanceof Variable v) {
      int index = names.indexOf(v.name());
      if (index < 0) {
        throw InputException.invalid("variable", v.name(), "one of " + String.join(", ", names));
      }
      return new Variable(v.name(), index);
    }
    return e;
  }

  static void collectVariables(Expression e, Set<String> names) {
    if (e instanceof Unary u) {
      collectVariables(u.operand(), names);
    } else if (e instanceof Binary b) {
      collectVariables(b.left(), names);
      collectVariables(b.right(), names);
    } else if (e instanceof Variable v) {
      names.add(v.name());
    }
  }

  public static boolean hasVariable(Expression e) {
    if (e instanceof Unary u) {
      return hasVariable(u.operand());
    }
    if (e instanceof Binary b) {
      return hasVariable(b.left()) || hasVariable(b.right());
    }
    return e instanceof Variable;
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
