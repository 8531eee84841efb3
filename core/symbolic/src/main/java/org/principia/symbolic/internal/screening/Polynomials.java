package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.principia.symbolic.expression.Expression;
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

  /** Columns that may stand below a line in each term of a sum. */
  private static final int MAX_INVERSES = 4;

  private static final List<TargetTransform> OF_INVERSES =
      List.of(
          TargetTransform.IDENTITY,
          TargetTransform.RECIPROCAL,
          TargetTransform.SQUARE,
          TargetTransform.RECIPROCAL_SQUARE);

  private final FirstPass pass;
  private final Formulas formulas;
  private final TransformedTarget target;
  private final Sample rows;

  /** Exponents of the columns in each monomial. */
  private final List<int[]> monomials = new ArrayList<>();

  private final List<Feature> variables;

  Polynomials(FirstPass pass, TransformedTarget target, int[] used, Sample rows) {
    this.pass = pass;
    this.formulas = pass.formulas();
    this.target = target;
    this.rows = rows;
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

  /** Sums of products of columns and their inverses, and of the squares of such products. */
  void searchInverses() {
    monomials.clear();
    int size = variables.size();
    if (size > MAX_INVERSES) {
      return;
    }
    for (int k = 0; k < Math.pow(3, size); k++) {
      int[] exponents = new int[size];
      int digits = k;
      for (int j = 0; j < size; j++) {
        exponents[j] = digits % 3 - 1;
        digits /= 3;
      }
      monomials.add(exponents);
      if (IntStream.of(exponents).anyMatch(p -> p != 0)) {
        monomials.add(IntStream.of(exponents).map(p -> 2 * p).toArray());
      }
    }
    for (TargetTransform t : OF_INVERSES) {
      if (!pass.isExact() && target.allows(t)) {
        fit(t, List.of());
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
    double[] y = target.values(rows);
    double[] t = Feature.map(y, transform::of);
    List<Feature> design = Feature.isUseful(t) ? design(waves) : List.of();
    if (!design.isEmpty()) {
      eliminate(transform, t, transform.weights(y, target.weights(rows)), design);
    }
  }

  /** The monomials, alone and times waves; none if they are too many or cannot be written. */
  private List<Feature> design(List<Expression> waves) {
    List<Feature> design = new ArrayList<>();
    if (monomials.size() * (1 + waves.size()) > Math.min(MAX_TERMS, rows.rows() / 2)) {
      return design;
    }
    for (int w = -1; w < waves.size(); w++) {
      double[] wave = w < 0 ? null : pass.values(waves.get(w), rows);
      for (int[] exponents : monomials) {
        Feature m = formulas.monomial(variables, exponents);
        design.add(w < 0 ? m : m.times(new Feature(waves.get(w), wave), formulas));
      }
    }
    return design.stream().allMatch(f -> f.expression() != null) ? design : List.of();
  }

  /** The design of a degree, with waves or without; empty if it is too long. */
  List<Feature> design(int degree, boolean waved) {
    monomials.clear();
    collect(new int[variables.size()], 0, degree);
    List<Expression> waves = waved ? waves() : List.of();
    return waved && waves.isEmpty() ? List.of() : design(waves);
  }

  /** The designs of the second degree without waves and with each one. */
  List<List<Feature>> quadratic() {
    monomials.clear();
    collect(new int[variables.size()], 0, 2);
    List<List<Feature>> designs = new ArrayList<>(List.of(design(List.of())));
    waves().forEach(w -> designs.add(design(List.of(w))));
    designs.removeIf(List::isEmpty);
    return designs;
  }

  private void eliminate(
      TargetTransform transform, double[] t, double[] weights, List<Feature> design) {
    List<double[]> columns = design.stream().map(Feature::values).toList();
    Elimination elimination = new Elimination(t, weights, columns);
    if (!(elimination.run() && elimination.left().length <= MAX_LEFT)) {
      return;
    }
    int[] left = elimination.left();
    double[] c = elimination.coefficients();
    List<Feature> kept = Arrays.stream(left).mapToObj(design::get).toList();
    target.consider(transform, c, kept.stream().map(Feature::expression).toList());
    Expression squares = CompletedSquares.completed(c, kept, formulas);
    if (squares != null) {
      target.consider(transform, squares);
    }
  }
}
