package org.principia.jobs.fit;

import java.util.List;
import org.principia.symbolic.expression.Expression;

/**
 * A formula and what its variables are called in the file.
 *
 * @param expression the formula
 * @param columns the file's names, by the index of the variable
 */
record Formula(Expression expression, List<String> columns) {

  /** The formula with the file's names, which may be any texts. */
  Expression overColumns() {
    return renamed(expression);
  }

  private Expression renamed(Expression e) {
    if (e instanceof Expression.Variable v) {
      return new Expression.Variable(columns.get(v.index()), v.index());
    }
    if (e instanceof Expression.Unary u) {
      return new Expression.Unary(u.operator(), renamed(u.operand()));
    }
    if (e instanceof Expression.Binary b) {
      return new Expression.Binary(b.operator(), renamed(b.left()), renamed(b.right()));
    }
    return e;
  }
}
