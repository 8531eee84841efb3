package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.internal.fit.Sample;

/**
 * The target as {@code h T^-1(p)}, p a polynomial of the columns, or of the columns and of cosines
 * of columns and of their differences: all coefficients at once by least squares, then the terms
 * that explain nothing are dropped, the least first.
 */
final class Polynomials {
  private static final int MAX_TERMS = 170;
  private static final int MAX_LEFT = 12;

  private final FirstPass pass;
  private final Formulas formulas;
  private final TransformedTarget target;
  private final Sample rows;

  /** Exponents of the columns in each monomial. */
  private final List<int[]> monomials = new ArrayList<>();

  private final List<Feature> variables;

  Polynomials(FirstPass pass, TransformedTarget target, int[] used) {
    this.pass = pass;
    this.formulas = pass.formulas();
    this.target = target;
    rows = pass.wide();
    variables = formulas.features(rows.columns(), used);
  }

  /**
   * Polynomials of degree 2, also with cosines, then of higher degrees while their terms are few.
   */
  void search(TargetTransform transform) {
    for (int degree = 2; degree <= 6 && !pass.isExact(); degree++) {
      monomials.clear();
      collect(new int[variables.size()], 0, degree);
      if (monomials.size() > MAX_TERMS) {
        break;
      }
      fit(transform, List.of());
      if (degree == 2 && !pass.isExact()) {
        fit(transform, waves());
      }
    }
  }

  private void collect(int[] at, int j, int left) {
    if (j == at.length) {
      monomials.add(at.clone());
      return;
    }
    for (int p = 0; p <= left; p++) {
      at[j] = p;
      collect(at, j + 1, left - p);
    }
    at[j] = 0;
  }

  /** Cosines of the columns and of their differences. */
  private List<Expression> waves() {
    List<Expression> waves = new ArrayList<>();
    if (formulas.has(Operator.COS)) {
      for (int i = 0; i < variables.size(); i++) {
        Expression x = variables.get(i).expression();
        waves.add(formulas.unary(Operator.COS, x));
        for (Feature y : variables.subList(0, i)) {
          waves.add(formulas.unary(Operator.COS, formulas.difference(y.expression(), x)));
        }
      }
    }
    waves.removeIf(Objects::isNull);
    return waves;
  }

  private void fit(TargetTransform transform, List<Expression> waves) {
    if (monomials.size() * (1 + waves.size()) > Math.min(MAX_TERMS, rows.rows() / 2)) {
      return;
    }
    double[] y = target.values(rows);
    double[] t = Feature.map(y, transform::of);
    if (!Feature.isUseful(t)) {
      return;
    }
    List<double[]> columns = new ArrayList<>();
    List<Expression> parts = new ArrayList<>();
    for (int w = -1; w < waves.size(); w++) {
      double[] wave = w < 0 ? Feature.map(y, v -> 1) : pass.values(waves.get(w), rows);
      for (int[] exponents : monomials) {
        Feature m = formulas.monomial(variables, exponents);
        columns.add(Feature.map(m.values(), wave, (a, b) -> a * b));
        parts.add(w < 0 ? m.expression() : formulas.product(m.expression(), waves.get(w)));
      }
    }
    if (parts.contains(null)) {
      return;
    }
    eliminate(transform, t, transform.weights(y, target.weights(rows)), columns, parts);
  }

  private void eliminate(
      TargetTransform transform,
      double[] t,
      double[] weights,
      List<double[]> columns,
      List<Expression> parts) {
    Elimination elimination = new Elimination(t, weights, columns);
    if (!(elimination.run() && elimination.left().length <= MAX_LEFT)) {
      return;
    }
    int[] left = elimination.left();
    double[] c = elimination.coefficients();
    List<Expression> kept = Arrays.stream(left).mapToObj(parts::get).toList();
    target.consider(transform, c, kept);
    Expression squares = completed(c, kept);
    if (squares != null) {
      target.consider(transform, squares);
    }
  }

  /** With {@code a x^2 - 2 a x y + a y^2} written as {@code a (x - y)^2}; null if there is none. */
  private Expression completed(double[] c, List<Expression> parts) {
    boolean[] gone = new boolean[c.length];
    List<Expression> out = new ArrayList<>();
    for (int i = 0; i < c.length; i++) {
      for (int k = 0; k < i; k++) {
        for (int m = 0; m < c.length; m++) {
          Expression.Variable x = squareOf(parts.get(i));
          Expression.Variable y = squareOf(parts.get(k));
          boolean mixed = x != null && y != null && isProduct(parts.get(m), x, y);
          if (mixed
              && !gone[i]
              && !gone[k]
              && !gone[m]
              && Math.abs(c[i] - c[k]) < 0.03 * Math.abs(c[i])
              && Math.abs(Math.abs(c[m]) - 2 * Math.abs(c[i])) < 0.06 * Math.abs(c[i])) {
            gone[i] = true;
            gone[k] = true;
            gone[m] = true;
            Expression inner = c[m] * c[i] > 0 ? formulas.sum(x, y) : formulas.difference(x, y);
            out.add(formulas.product(formulas.constant(c[i]), formulas.power(inner, 4)));
          }
        }
      }
    }
    if (out.isEmpty()) {
      return null;
    }
    for (int i = 0; i < c.length; i++) {
      if (!gone[i]) {
        out.add(formulas.product(formulas.constant(c[i]), parts.get(i)));
      }
    }
    return out.stream().reduce(formulas::sum).orElseThrow();
  }

  private static Expression.Variable squareOf(Expression e) {
    if (e instanceof Expression.Unary u
        && u.operator() == Operator.SQUARE
        && u.operand() instanceof Expression.Variable v) {
      return v;
    }
    if (e instanceof Expression.Binary b && b.left() instanceof Expression.Variable v) {
      boolean power = b.operator() == Operator.POW && b.right().equals(new Constant(2));
      return power || (b.operator() == Operator.MULTIPLY && b.right().equals(v)) ? v : null;
    }
    return null;
  }

  private static boolean isProduct(Expression e, Expression x, Expression y) {
    if (!(e instanceof Expression.Binary b) || b.operator() != Operator.MULTIPLY) {
      return false;
    }
    boolean straight = b.left().equals(x) && b.right().equals(y);
    return straight || (b.left().equals(y) && b.right().equals(x));
  }
}
