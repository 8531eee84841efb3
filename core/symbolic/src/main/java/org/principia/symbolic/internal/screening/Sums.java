package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Constant;

/**
 * The target as {@code h T^-1(c0 + c1 f1 + c2 f2 + …)}, or {@code h (c0 + c1 f1 + …) / (1 + d1 m1 +
 * …)}, which is linear after multiplying out.
 */
final class Sums {
  private static final int BEAM = 6;
  private static final int SHORT_TERMS = 800;
  private static final int MAX_TERMS = 4;
  private static final int RATIONAL = 80;

  /** Functions in a denominator, and the monomials that multiply them. */
  private static final int FUNCTIONS = 12;

  private static final int COFACTORS = 6;

  private final FirstPass pass;
  private final Formulas formulas;
  private final TransformedTarget target;
  private final List<Feature> terms;

  /** What may stand in a denominator. */
  private final List<Feature> below = new ArrayList<>();

  Sums(FirstPass pass, FeatureLibrary library, TransformedTarget target) {
    this.pass = pass;
    this.formulas = pass.formulas();
    this.target = target;
    terms = library.terms();
    below.addAll(FeatureLibrary.head(terms, RATIONAL));
    below.addAll(library.shortProducts(FUNCTIONS, COFACTORS));
    below.removeIf(f -> f.expression() == null);
  }

  private static double[] ones(double[] like) {
    return Feature.map(like, x -> 1);
  }

  void search(TargetTransform transform) {
    double[] y = target.values(pass.screen());
    double[] t = Feature.map(y, transform::of);
    if (!Feature.isUseful(t)) {
      return;
    }
    double[] weights = transform.weights(y, target.weights(pass.screen()));
    List<double[]> values = terms.stream().map(Feature::values).toList();
    ForwardSelection selection = new ForwardSelection(t, weights, List.of(ones(t)), values);
    pass.untilExact(selection, MAX_TERMS, BEAM, SHORT_TERMS, terms -> consider(transform, terms));
  }

  private void consider(TargetTransform transform, int[] chosen) {
    double[] y = target.values(pass.rows());
    double[] t = Feature.map(y, transform::of);
    double[] weights = transform.weights(y, target.weights(pass.rows()));
    List<double[]> design = new ArrayList<>();
    List<Expression> parts = new ArrayList<>();
    for (int k : chosen) {
      parts.add(terms.get(k).expression());
      design.add(pass.values(terms.get(k).expression(), pass.rows()));
    }
    if (!areUseful(design) || design.size() + 1 >= t.length) {
      return;
    }
    LeastSquares through = new LeastSquares(t, weights, design);
    target.consider(transform, through.coefficients(), parts);
    design.add(ones(t));
    parts.add(new Constant(1));
    LeastSquares shifted = new LeastSquares(t, weights, design);
    target.consider(transform, shifted.coefficients(), parts);
  }

  /** Ratios: {@code y = c0 + c1 f1 + … - y (d1 m1 + …)}. */
  void searchRatios() {
    double[] y = target.values(pass.screen());
    List<double[]> values = new ArrayList<>();
    below.forEach(f -> values.add(Feature.map(f.values(), y, (m, t) -> m * t)));
    terms.forEach(f -> values.add(f.values()));
    ForwardSelection selection =
        new ForwardSelection(y, target.weights(pass.screen()), List.of(ones(y)), values);
    pass.untilExact(selection, MAX_TERMS, BEAM, SHORT_TERMS, this::considerRatio);
  }

  /** The first numbers stand for terms of the denominator. */
  private void considerRatio(int[] chosen) {
    int first = below.size();
    if (Arrays.stream(chosen).noneMatch(k -> k < first)) {
      return;
    }
    double[] y = target.values(pass.rows());
    List<double[]> design = new ArrayList<>();
    List<Expression> parts = new ArrayList<>();
    for (int k : chosen) {
      Expression e = (k < first ? below.get(k) : terms.get(k - first)).expression();
      double[] values = pass.values(e, pass.rows());
      parts.add(e);
      design.add(k < first ? Feature.map(values, y, (m, t) -> m * t) : values);
    }
    design.add(ones(y));
    if (!areUseful(design.subList(0, chosen.length)) || design.size() >= y.length) {
      return;
    }
    double[] c = new LeastSquares(y, target.weights(pass.rows()), design).coefficients();
    Expression above = formulas.constant(c[chosen.length]);
    Expression below = new Constant(1);
    for (int i = 0; i < chosen.length; i++) {
      boolean denominator = chosen[i] < first;
      Expression term =
          formulas.product(formulas.constant(denominator ? -c[i] : c[i]), parts.get(i));
      if (denominator) {
        below = formulas.sum(below, term);
      } else {
        above = formulas.sum(above, term);
      }
    }
    target.consider(formulas.quotient(above, below));
  }

  private static boolean areUseful(List<double[]> design) {
    return design.stream().allMatch(Feature::isUseful);
  }
}
