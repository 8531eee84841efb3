package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.List;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Operator;

/** Sums of terms with {@code a p^2 - 2 a p q + a q^2} written as {@code a (p - q)^2}. */
final class CompletedSquares {
  private static final double ALIKE = 0.03;

  private CompletedSquares() {}

  /** The sum of terms with their coefficients, squares completed where there are some. */
  static Expression sum(double[] c, List<Feature> terms, Formulas formulas) {
    Expression squares = completed(c, terms, formulas);
    if (squares != null) {
      return squares;
    }
    List<Expression> out = new ArrayList<>();
    for (int i = 0; i < c.length; i++) {
      out.add(formulas.product(formulas.constant(c[i]), terms.get(i).expression()));
    }
    return formulas.sum(out);
  }

  /** The same; null if no square is completed. */
  static Expression completed(double[] c, List<Feature> terms, Formulas formulas) {
    boolean[] gone = new boolean[c.length];
    List<Expression> out = new ArrayList<>();
    for (int i = 0; i < c.length; i++) {
      for (int k = 0; k < i; k++) {
        Expression p = root(terms.get(i).expression());
        Expression q = root(terms.get(k).expression());
        for (int m = 0; m < c.length && p != null && q != null; m++) {
          boolean alike = Math.abs(c[i] - c[k]) < ALIKE * Math.abs(c[i]);
          double twice = 2 * Math.abs(c[i]);
          if (alike
              && Math.abs(Math.abs(c[m]) - twice) < ALIKE * twice
              && !gone[i]
              && !gone[k]
              && !gone[m]
              && isMean(terms.get(m), terms.get(i), terms.get(k))) {
            gone[i] = true;
            gone[k] = true;
            gone[m] = true;
            Expression inner = c[m] * c[i] > 0 ? formulas.sum(p, q) : formulas.difference(p, q);
            out.add(formulas.product(formulas.constant(c[i]), formulas.power(inner, 4)));
          }
        }
      }
    }
    for (int i = 0; i < c.length && !out.isEmpty(); i++) {
      if (!gone[i]) {
        out.add(formulas.product(formulas.constant(c[i]), terms.get(i).expression()));
      }
    }
    return out.isEmpty() ? null : formulas.sum(out);
  }

  /** What an expression is the square of, null if it is none. */
  private static Expression root(Expression e) {
    if (e instanceof Expression.Unary u) {
      return u.operator() == Operator.SQUARE ? u.operand() : null;
    }
    if (!(e instanceof Expression.Binary b)) {
      return null;
    }
    if (b.operator() == Operator.POW && b.right() instanceof Constant n && n.value() % 2 == 0) {
      return n.value() == 2
          ? b.left()
          : new Expression.Binary(Operator.POW, b.left(), new Constant(0.5 * n.value()));
    }
    if (b.operator() == Operator.MULTIPLY && b.left().equals(b.right())) {
      return b.left();
    }
    Expression p = b.left().equals(new Constant(1)) ? b.left() : root(b.left());
    Expression q = root(b.right());
    boolean product = b.operator() == Operator.MULTIPLY || b.operator() == Operator.DIVIDE;
    return product && p != null && q != null ? new Expression.Binary(b.operator(), p, q) : null;
  }

  /** Whether a term is the product of the roots of two others: their geometric mean. */
  private static boolean isMean(Feature term, Feature a, Feature b) {
    for (int i = 0; i < term.values().length; i++) {
      double square = a.values()[i] * b.values()[i];
      double own = term.values()[i] * term.values()[i];
      if (!(Math.abs(square - own) <= 1e-9 * own)) {
        return false;
      }
    }
    return true;
  }
}
