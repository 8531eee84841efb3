package org.principia.symbolic.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/**
 * One identity, as text: {@code $x / $x -> 1 when $x != 0}.
 *
 * <p>{@code $c}, {@code $c1}, … stand for constants, other {@code $} names for any expression; a
 * name that occurs twice stands for equal trees. Behind {@code when} stands the domain on which
 * both sides are equal, conditions joined by {@code and}; a test draws points of that domain.
 */
record RewriteRule(String text, List<String> names, Expression pattern, Expression replacement) {
  private static final Pattern NAME = Pattern.compile("\\$[a-z]\\d?");

  static RewriteRule parse(String text) {
    String identity = text.split(" when ")[0];
    String[] sides = identity.split("->");
    TreeSet<String> found = new TreeSet<>();
    Matcher matcher = NAME.matcher(identity);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    List<String> names = List.copyOf(found);
    return new RewriteRule(
        text, names, Expression.parse(sides[0], names), Expression.parse(sides[1], names));
  }

  Operator root() {
    return pattern instanceof Unary u ? u.operator() : ((Binary) pattern).operator();
  }

  /** The right side with what the left side matched, if it matches the whole tree. */
  Optional<Expression> apply(Expression e) {
    Expression[] bound = new Expression[names.size()];
    return matches(pattern, e, bound)
        ? Optional.of(
            Trees.mapLeaves(
                replacement, leaf -> leaf instanceof Variable v ? bound[v.index()] : leaf))
        : Optional.empty();
  }

  private boolean matches(Expression p, Expression e, Expression[] bound) {
    if (p instanceof Variable v) {
      if (v.name().charAt(1) == 'c' && !(e instanceof Constant)) {
        return false;
      }
      if (bound[v.index()] == null) {
        bound[v.index()] = e;
        return true;
      }
      return bound[v.index()].equals(e);
    }
    if (p instanceof Unary u) {
      return e instanceof Unary f
          && u.operator() == f.operator()
          && matches(u.operand(), f.operand(), bound);
    }
    if (p instanceof Binary b) {
      return e instanceof Binary f
          && b.operator() == f.operator()
          && matches(b.left(), f.left(), bound)
          && matches(b.right(), f.right(), bound);
    }
    return p instanceof Constant c && e instanceof Constant d && c.value() == d.value();
  }

  @Override
  public String toString() {
    return text;
  }

  /**
   * The rules that may match a node, by its operator and by what its operands are: most nodes have
   * none, and a search simplifies a million nodes a second.
   */
  // The ordinal is the row of a table that lives as long as the enum does.
  @SuppressWarnings("EnumOrdinal")
  static final class Index {
    private static final int OPERATORS = Operator.values().length;

    /** An operand is a constant, a variable, or an operator by its ordinal. */
    private static final int CONSTANT = OPERATORS;

    private static final int VARIABLE = OPERATORS + 1;
    private static final int KINDS = OPERATORS + 2;

    private final RewriteRule[][] table = new RewriteRule[OPERATORS * KINDS * KINDS][];

    Index(List<RewriteRule> rules) {
      for (Operator root : Operator.values()) {
        for (int left = 0; left < KINDS; left++) {
          for (int right = 0; right < KINDS; right++) {
            List<RewriteRule> matching = new ArrayList<>();
            for (RewriteRule rule : rules) {
              if (rule.root() == root && mayMatch(rule.pattern, left, right)) {
                matching.add(rule);
              }
            }
            table[cell(root, left, right)] = matching.toArray(RewriteRule[]::new);
          }
        }
      }
    }

    /** The rules that may match at the root of an expression, which is no leaf. */
    RewriteRule[] of(Expression e) {
      if (e instanceof Unary u) {
        return table[cell(u.operator(), kind(u.operand()), 0)];
      }
      Binary b = (Binary) e;
      return table[cell(b.operator(), kind(b.left()), kind(b.right()))];
    }

    private static int cell(Operator root, int left, int right) {
      return (root.ordinal() * KINDS + left) * KINDS + right;
    }

    private static int kind(Expression e) {
      if (e instanceof Constant) {
        return CONSTANT;
      }
      if (e instanceof Variable) {
        return VARIABLE;
      }
      return e instanceof Unary u ? u.operator().ordinal() : ((Binary) e).operator().ordinal();
    }

    private static boolean mayMatch(Expression pattern, int left, int right) {
      if (pattern instanceof Unary u) {
        return right == 0 && allows(u.operand(), left);
      }
      Binary b = (Binary) pattern;
      return allows(b.left(), left) && allows(b.right(), right);
    }

    /** Whether a part of a pattern may stand for an operand of this kind. */
    private static boolean allows(Expression pattern, int kind) {
      if (pattern instanceof Variable v) {
        return v.name().charAt(1) != 'c' || kind == CONSTANT;
      }
      return kind(pattern) == kind;
    }
  }
}
