package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.internal.fit.NormalEquations;
import org.principia.symbolic.internal.fit.Sample;

/**
 * The target as a root beside another term, {@code T(y) = b r + sqrt(p)}: what solves the quadratic
 * equation {@code Y^2 = 2 b r Y + p - b^2 r^2}, linear in its coefficients.
 *
 * <p>First p is a polynomial of the second degree of columns and of their cosines, as in {@link
 * Polynomials}, then {@code b^2 r^2} and one term out of {@link FeatureLibrary#terms}.
 */
final class Quadratics {
  private static final int MONOMIALS = 60;
  private static final int SUMS = 700;
  private static final int FUNCTIONS = 16;
  private static final int COFACTORS = 12;

  /** Functions whose squares are terms, and the monomials that multiply them. */
  private static final int SQUARED = 8;

  private static final int OVER = 90;
  private static final int TERMS = 1200;
  private static final int KEPT = 6;

  /** Share of the target's variance that errors must be less than for a root to be tried. */
  private static final double WORTHWHILE = 0.05;

  private static final int MAX_LEFT = 10;

  private final FirstPass pass;
  private final Formulas formulas;
  private final TransformedTarget target;
  private final Polynomials polynomials;
  private final List<Feature> beside = new ArrayList<>();
  private final List<Feature> terms = new ArrayList<>();

  /** How many of what may stand beside a root are monomials and functions times monomials. */
  private final int peeled;

  /** The target less b times a term, and how well its square is a polynomial. */
  private record Root(
      List<Feature> design, Feature beside, double b, double[] rest, double noise) {}

  private record Found(Feature beside, Feature term, double left) {}

  Quadratics(
      FirstPass pass, FeatureLibrary library, TransformedTarget target, Polynomials polynomials) {
    this.pass = pass;
    this.target = target;
    this.polynomials = polynomials;
    formulas = pass.formulas();
    beside.addAll(FeatureLibrary.head(library.monomials(), MONOMIALS));
    beside.addAll(library.shortProducts(FUNCTIONS, COFACTORS));
    peeled = beside.size();
    beside.addAll(FeatureLibrary.head(library.sums(), SUMS));
    beside.removeIf(f -> f.expression() == null || !Feature.isUseful(f.values()));
    terms.addAll(FeatureLibrary.head(library.terms(), TERMS));
    terms.addAll(library.shortSquares(SQUARED, OVER));
    terms.removeIf(f -> f.expression() == null);
  }

  void search() {
    for (TargetTransform t : List.of(TargetTransform.IDENTITY, TargetTransform.SQUARE)) {
      if (formulas.hasRoot() && target.allows(t)) {
        if (!pass.isExact()) {
          polynomial(t);
        }
        if (!pass.isExact()) {
          single(t);
        }
      }
    }
  }

  /** Where what is under the root is a polynomial. */
  private void polynomial(TargetTransform transform) {
    Sample rows = pass.rows();
    double[] y = Feature.map(target.values(rows), transform::of);
    double[] weights = target.weights(rows);
    if (!Feature.isUseful(y)) {
      return;
    }
    List<Feature> wide =
        FeatureLibrary.head(beside, peeled).stream()
            .map(f -> new Feature(f.expression(), pass.values(f.expression(), rows)))
            .filter(f -> Feature.isUseful(Feature.map(y, f.values(), (a, b) -> a * b)))
            .toList();
    List<Root> found = new ArrayList<>();
    for (List<Feature> design : polynomials.quadratic()) {
      List<double[]> base = design.stream().map(Feature::values).toList();
      ForwardSelection selection =
          new ForwardSelection(Feature.map(y, v -> v * v), weights, base, List.of());
      for (Feature r : wide) {
        double own = selection.coefficient(Feature.map(y, r.values(), (a, b) -> a * b));
        for (double b : new double[] {1, -1, 0.5 * own}) {
          found.add(root(selection, design, r, b, y, weights));
        }
      }
    }
    found.sort(Comparator.comparingDouble(Root::noise));
    double enough = WORTHWHILE * FirstPass.variance(y, weights);
    for (Root root : found.subList(0, Math.min(KEPT, found.size()))) {
      if (!pass.isExact() && root.noise() < enough) {
        polynomial(transform, root, weights);
      }
    }
  }

  /** With the variance of errors of the target that would explain what the polynomial leaves. */
  private static Root root(
      ForwardSelection selection,
      List<Feature> design,
      Feature r,
      double b,
      double[] y,
      double[] weights) {
    double[] rest = Feature.map(y, r.values(), (v, x) -> v - b * x);
    double[] square = Feature.map(rest, v -> v * v);
    double fourth = 0;
    double second = 0;
    for (int i = 0; i < square.length; i++) {
      fourth += weights[i] * square[i] * square[i];
      second += weights[i] * square[i];
    }
    double[] own = Feature.map(r.values(), x -> x * x);
    double left = selection.shareLeft(square, own) * fourth / (4 * second);
    double freedom = 1 - (design.size() + 1.0) / square.length;
    return new Root(design, r, b, rest, left / freedom);
  }

  private void polynomial(TargetTransform transform, Root root, double[] weights) {
    List<Feature> terms = new ArrayList<>(root.design());
    Expression r = root.beside().expression();
    double[] squares = Feature.map(root.beside().values(), x -> x * x);
    terms.add(new Feature(formulas.power(r, 4), squares));
    List<double[]> columns = terms.stream().map(Feature::values).toList();
    double[] size = Feature.map(root.rest(), Math::abs);
    double middle = Arrays.stream(size).sorted().skip(size.length / 2).findFirst().orElse(1);
    // An error of the target counts twice as large in the square as the rest is; small ones do not
    // rule.
    double[] ofSquare =
        Feature.map(weights, size, (w, v) -> w * Math.min(1, (middle / v) * (middle / v)));
    Elimination elimination =
        new Elimination(Feature.map(root.rest(), v -> v * v), ofSquare, columns);
    if (!elimination.run() || elimination.left().length > MAX_LEFT) {
      return;
    }
    List<Feature> kept = Arrays.stream(elimination.left()).mapToObj(terms::get).toList();
    Expression under = CompletedSquares.sum(elimination.coefficients(), kept, formulas);
    consider(transform, root.b(), r, root.rest(), under);
  }

  /** Where it is {@code b^2 r^2} and one term. */
  private void single(TargetTransform transform) {
    Sample rows = pass.screen();
    double[] y = Feature.map(target.values(rows), transform::of);
    double[] roots = Feature.map(target.weights(rows), Math::sqrt);
    double[] goal = Feature.map(y, roots, (v, w) -> v * v * w);
    List<double[]> columns = new ArrayList<>();
    for (Feature t : terms) {
      columns.add(unit(Feature.map(t.values(), roots, (v, w) -> v * w)));
    }
    double[] along = columns.stream().mapToDouble(t -> dot(t, goal)).toArray();
    List<Found> found = new ArrayList<>();
    for (Feature r : beside) {
      double[] column = new double[y.length];
      Arrays.setAll(column, i -> y[i] * r.values()[i] * roots[i]);
      double[] q = unit(column);
      double a = dot(q, goal);
      double most = 0;
      int best = 0;
      for (int k = 0; k < columns.size(); k++) {
        double b = dot(q, columns.get(k));
        double gain = along[k] - a * b;
        if (1 - b * b > 1e-9 && gain * gain > most * (1 - b * b)) {
          most = gain * gain / (1 - b * b);
          best = k;
        }
      }
      found.add(new Found(r, terms.get(best), dot(goal, goal) - a * a - most));
    }
    found.sort(Comparator.comparingDouble(Found::left));
    for (Found f : found.subList(0, Math.min(KEPT, found.size()))) {
      if (!pass.isExact()) {
        single(transform, f, y);
      }
    }
  }

  private void single(TargetTransform transform, Found f, double[] y) {
    double[] column = Feature.map(y, f.beside().values(), (a, b) -> a * b);
    double[] weights = target.weights(pass.screen());
    double[] c =
        new LeastSquares(Feature.map(y, v -> v * v), weights, List.of(column, f.term().values()))
            .coefficients();
    double b = 0.5 * c[0];
    double[] rest = Feature.map(y, f.beside().values(), (v, x) -> v - b * x);
    Expression square =
        formulas.product(formulas.constant(b * b), formulas.power(f.beside().expression(), 4));
    Expression term = formulas.product(formulas.constant(c[1]), f.term().expression());
    consider(transform, b, f.beside().expression(), rest, formulas.sum(square, term));
  }

  /** Considers {@code b r} plus or minus the root. */
  private void consider(
      TargetTransform transform, double b, Expression r, double[] rest, Expression under) {
    if (under == null) {
      return;
    }
    boolean negative = TargetTransform.isNegative(rest);
    Expression root = formulas.power(under, 1);
    Expression part = formulas.product(formulas.constant(b), r);
    Expression sum = negative ? formulas.difference(part, root) : formulas.sum(part, root);
    target.consider(transform, sum);
  }

  private static double[] unit(double[] column) {
    double length = Math.sqrt(dot(column, column));
    boolean finite = length > 0 && length < Double.POSITIVE_INFINITY;
    return Feature.map(column, x -> finite ? x / length : 0);
  }

  private static double dot(double[] a, double[] b) {
    return NormalEquations.dot(a, 0, b, 0, a.length);
  }
}
