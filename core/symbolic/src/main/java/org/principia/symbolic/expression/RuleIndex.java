package org.principia.symbolic.expression;

import java.util.ArrayList;
import java.util.List;
import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/**
 * The rules that may match a node, by its operator and by what its operands are: most nodes have
 * none, and a search simplifies a million nodes a second.
 */
// The ordinal is the row of a table that lives as long as the enum does.
@SuppressWarnings("EnumOrdinal")
final class RuleIndex {
  private static final int OPERATORS = Operator.values().length;

  /** An operand is a constant, a variable, or an operator by its ordinal. */
  private static final int CONSTANT = OPERATORS;

  private static final int VARIABLE = OPERATORS + 1;
  private static final int KINDS = OPERATORS + 2;

  private final RewriteRule[][] table = new RewriteRule[OPERATORS * KINDS * KINDS][];

  RuleIndex(List<RewriteRule> rules) {
    for (Operator root : Operator.values()) {
      for (int left = 0; left < KINDS; left++) {
        for (int right = 0; right < KINDS; right++) {
          List<RewriteRule> matching = new ArrayList<>();
          for (RewriteRule rule : rules) {
            if (rule.root() == root && mayMatch(rule.pattern(), left, right)) {
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
