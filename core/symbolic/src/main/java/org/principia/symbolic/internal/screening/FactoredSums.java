package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.internal.fit.NormalEquations;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * The target as a sum of up to three terms times a power of one factor: {@code T(y) = f^q (c1 t1 +
 * c2 t2 + c3 t3)}, q a half or one, of both signs.
 *
 * <p>Among them is what a sum over a root is, {@code (t - u x / c^2) / sqrt(1 - u^2 / c^2)}, and
 * the inverse of such a thing. For each factor the sum is a linear problem, of which the terms are
 * found by forward selection with a small beam.
 */
final class FactoredSums {
  private static final int[] FACTORS = {450, 250, 150};
  private static final int MONOMIALS = 350;
  private static final int FUNCTIONS = 12;
  private static final int COFACTORS = 12;
  private static final int MAX_TERMS = 3;
  private static final int KEPT = 10;

  /** Terms from which a second one is looked for, of each factor and of the best factors. */
  private static final int QUICK = 5;

  private static final int BEAM = 8;
  private static final int PROMISING = 40;

  /** Share of the scatter that two terms under a factor must leave less of. */
  private static final double WORTHWHILE = 0.05;

  private static final Set<Operator> FUNCTIONS_OF =
      EnumSet.of(
          Operator.SIN, Operator.COS, Operator.EXP, Operator.LOG, Operator.TANH, Operator.SQRT);
  private static final int[] HALVES = {1, -1, 2, -2};

  /** Share of its squares that a term must keep beside the others. */
  private static final double INDEPENDENT = 1e-9;

  private final FirstPass pass;
  private final Formulas formulas;
  private final TransformedTarget target;
  private final Sample rows;
  private final List<Feature> factors = new ArrayList<>();
  private final List<Feature> terms = new ArrayList<>();

  /** The terms scaled to sizes of at most one, and their squares. */
  private final List<double[]> scaled = new ArrayList<>();

  private final List<double[]> squares = new ArrayList<>();

  private record Found(Feature factor, int halves, int[] terms, double left) {}

  FactoredSums(FirstPass pass, FeatureLibrary library, TransformedTarget target) {
    this.pass = pass;
    this.target = target;
    formulas = pass.formulas();
    rows = pass.screen();
    int[] taken = new int[FACTORS.length];
    for (Feature f : library.factors()) {
      int kind = kind(f.expression());
      boolean positive = Arrays.stream(f.values()).allMatch(v -> v > 0);
      if (kind >= 0 && positive && taken[kind]++ < FACTORS[kind]) {
        factors.add(f);
      }
    }
    terms.add(new Feature(Expression.constant(1), Feature.map(rows.target(), y -> 1)));
    terms.addAll(FeatureLibrary.head(library.monomials(), MONOMIALS));
    terms.addAll(library.shortProducts(FUNCTIONS, COFACTORS));
    terms.removeIf(t -> t.expression() == null);
    for (Feature t : terms) {
      double[] column = toOne(t.values());
      scaled.add(column);
      squares.add(Feature.map(column, x -> x * x));
    }
  }

  /** 0 is one and a monomial, 1 a sum of two, 2 a sum with a function, -1 no sum. */
  private static int kind(Expression e) {
    if (!(e instanceof Expression.Binary b && b.operator().isSum())) {
      return -1;
    }
    boolean function =
        Trees.nodes(e).stream()
            .anyMatch(n -> n instanceof Expression.Unary u && FUNCTIONS_OF.contains(u.operator()));
    return function ? 2 : b.left() instanceof Expression.Constant ? 0 : 1;
  }

  void search() {
    for (TargetTransform t : List.of(TargetTransform.IDENTITY, TargetTransform.RECIPROCAL)) {
      if (!pass.isExact() && target.allows(t)) {
        search(t);
      }
    }
  }

  private void search(TargetTransform transform) {
    double[] y = target.values(rows);
    double[] t = Feature.map(y, transform::of);
    if (!Feature.isUseful(t)) {
      return;
    }
    double[] roots = Feature.map(transform.weights(y, target.weights(rows)), Math::sqrt);
    double[] goal = Feature.map(t, roots, (a, b) -> a * b);
    List<Found> found = new ArrayList<>();
    for (Feature f : factors) {
      for (int halves : HALVES) {
        // A reciprocal times a whole power is a ratio of sums.
        boolean other = transform == TargetTransform.IDENTITY || Math.abs(halves) == 1;
        if (other && formulas.power(f.expression(), halves) != null) {
          found.add(quick(f, halves, goal, roots));
        }
      }
    }
    found.sort(Comparator.comparingDouble(Found::left));
    double scatter = FirstPass.variance(t, Feature.map(roots, w -> w * w / t.length));
    found.removeIf(f -> !(f.left() < WORTHWHILE * t.length * scatter));
    for (Found f : List.copyOf(found.subList(0, Math.min(PROMISING, found.size())))) {
      found.addAll(selected(f.factor(), f.halves(), goal, roots));
    }
    found.sort(Comparator.comparingDouble(Found::left));
    found.removeIf(f -> f.terms().length == 0);
    for (Found f : found.subList(0, Math.min(KEPT, found.size()))) {
      if (!pass.isExact()) {
        consider(transform, f);
      }
    }
  }

  /** What two terms under a factor leave, the first one of the best few. */
  private Found quick(Feature factor, int halves, double[] goal, double[] roots) {
    double[] weights = Feature.map(toOne(power(factor.values(), halves)), roots, (p, w) -> p * w);
    double[] weighted = Feature.map(weights, goal, (w, y) -> w * y);
    double[] square = Feature.map(weights, w -> w * w);
    int size = terms.size();
    double[] along = new double[size];
    double[] norm = new double[size];
    double[] gains = new double[size];
    for (int k = 0; k < size; k++) {
      along[k] = dot(scaled.get(k), weighted);
      norm[k] = dot(squares.get(k), square);
      gains[k] = norm[k] > 0 ? along[k] * along[k] / norm[k] : 0;
    }
    double[] sorted = gains.clone();
    Arrays.sort(sorted);
    double most = 0;
    for (int first = 0; first < size; first++) {
      if (!(gains[first] > 0 && gains[first] >= sorted[Math.max(0, size - QUICK)])) {
        continue;
      }
      double[] beside = Feature.map(scaled.get(first), square, (t, w) -> t * w);
      for (int k = 0; k < size; k++) {
        double share = dot(scaled.get(k), beside) / norm[first];
        double own = norm[k] - share * share * norm[first];
        double rest = along[k] - share * along[first];
        if (own > INDEPENDENT * norm[k]) {
          most = Math.max(most, gains[first] + rest * rest / own);
        }
      }
    }
    return new Found(factor, halves, new int[0], dot(goal, goal) - most);
  }

  private static double[] toOne(double[] values) {
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(1);
    return Feature.map(values, x -> x / largest);
  }

  /** The best two terms under a factor, and the best third. */
  private List<Found> selected(Feature factor, int halves, double[] goal, double[] roots) {
    double[] power = power(factor.values(), halves);
    List<double[]> columns = new ArrayList<>();
    for (Feature t : terms) {
      double[] column = new double[goal.length];
      for (int i = 0; i < column.length; i++) {
        column[i] = t.values()[i] * power[i] * roots[i];
      }
      columns.add(unit(column));
    }
    double[] along = columns.stream().mapToDouble(c -> Math.abs(dot(c, goal))).toArray();
    double[] sorted = along.clone();
    Arrays.sort(sorted);
    List<Found> out = new ArrayList<>();
    for (int k = 0; k < along.length; k++) {
      if (along[k] > 0 && along[k] >= sorted[Math.max(0, sorted.length - BEAM)]) {
        Found found = new Found(factor, halves, new int[] {k}, 0);
        List<double[]> basis = new ArrayList<>(List.of(columns.get(k)));
        double[] rest = goal.clone();
        while (found != null && found.terms().length < MAX_TERMS) {
          found = grown(found, basis, rest, columns);
          if (found != null) {
            out.add(found);
          }
        }
      }
    }
    return out;
  }

  /** With the best further term; the rest loses what the last column of the basis explains. */
  private static Found grown(
      Found from, List<double[]> basis, double[] rest, List<double[]> columns) {
    project(rest, basis.subList(basis.size() - 1, basis.size()));
    double most = 0;
    int best = -1;
    for (int k = 0; k < columns.size(); k++) {
      double[] column = columns.get(k);
      double norm = 1;
      for (double[] q : basis) {
        double b = dot(q, column);
        norm -= b * b;
      }
      double gain = dot(column, rest);
      if (norm > INDEPENDENT && gain * gain > most * norm) {
        most = gain * gain / norm;
        best = k;
      }
    }
    if (best < 0) {
      return null;
    }
    double[] column = columns.get(best).clone();
    project(column, basis);
    basis.add(unit(column));
    int[] terms = Arrays.copyOf(from.terms(), from.terms().length + 1);
    terms[terms.length - 1] = best;
    return new Found(from.factor(), from.halves(), terms, dot(rest, rest) - most);
  }

  private void consider(TargetTransform transform, Found found) {
    Sample sample = pass.rows();
    double[] y = target.values(sample);
    double[] power = power(pass.values(found.factor().expression(), sample), found.halves());
    List<double[]> design = new ArrayList<>();
    List<Expression> parts = new ArrayList<>();
    for (int k : found.terms()) {
      Expression term = terms.get(k).expression();
      parts.add(term);
      design.add(Feature.map(pass.values(term, sample), power, (a, b) -> a * b));
    }
    if (!design.stream().allMatch(Feature::isUseful) || design.size() >= y.length) {
      return;
    }
    double[] weights = transform.weights(y, target.weights(sample));
    double[] c = new LeastSquares(Feature.map(y, transform::of), weights, design).coefficients();
    Expression sum = formulas.product(formulas.constant(c[0]), parts.get(0));
    for (int k = 1; k < c.length; k++) {
      sum = formulas.sum(sum, formulas.product(formulas.constant(c[k]), parts.get(k)));
    }
    Expression factor = formulas.power(found.factor().expression(), Math.abs(found.halves()));
    target.consider(
        transform,
        found.halves() > 0 ? formulas.product(sum, factor) : formulas.quotient(sum, factor));
  }

  private static double[] power(double[] values, int halves) {
    return Feature.map(values, v -> ElementaryFunctions.pow(v, 0.5 * halves));
  }

  private static void project(double[] column, List<double[]> basis) {
    for (double[] q : basis) {
      double along = dot(q, column);
      for (int i = 0; i < column.length; i++) {
        column[i] -= along * q[i];
      }
    }
  }

  /** Of length one; zero where it has none. */
  private static double[] unit(double[] column) {
    double length = Math.sqrt(dot(column, column));
    return Feature.map(
        column, x -> length > 0 && length < Double.POSITIVE_INFINITY ? x / length : 0);
  }

  private static double dot(double[] a, double[] b) {
    return NormalEquations.dot(a, 0, b, 0, a.length);
  }
}
