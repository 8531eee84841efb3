package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.principia.symbolic.expression.Exponents;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.math.ElementaryFunctions;

/**
 * The target as {@code C x1^p1 x2^p2 … f1^q1 f2^q2 … exp(c g)}: linear in the exponents after the
 * logarithm.
 */
final class Products {
  private static final int BEAM = 12;
  private static final int SHORT_TERMS = 2500;
  private static final int MAX_HALVES = 12;

  /** Factors of which pairs are tried, and the single ones that they are tried beside. */
  private static final int PAIRED_TERMS = 800;

  private static final int SINGLES = 8;

  /** Logarithm of a factor that need not be written. */
  private static final double ALMOST_ONE = 1e-3;

  /** An exponent that need not be written. */
  private static final double NO_POWER = 1e-3;

  private final FirstPass pass;
  private final Formulas formulas;

  /** From this number on a feature stands in the exponent. */
  private final int exponents;

  private final List<Integer> columns = new ArrayList<>();
  private final List<double[]> terms = new ArrayList<>();
  private final List<Expression> expressions = new ArrayList<>();

  /** Powers of the columns alone. */
  Products(FirstPass pass) {
    this(pass, List.of(), List.of());
  }

  /** With factors and exponents out of a library. */
  Products(FirstPass pass, FeatureLibrary library) {
    this(pass, library.factors(), library.terms());
  }

  private Products(FirstPass pass, List<Feature> factors, List<Feature> inExponent) {
    this.pass = pass;
    this.formulas = pass.formulas();
    for (int j = 0; j < pass.table().columns().length; j++) {
      double[] column = pass.table().columns()[j];
      // One that does not vary is a part of the constant factor.
      if (isNeverZero(column) && Feature.isUseful(logs(column))) {
        columns.add(j);
      }
    }
    for (Feature f : factors) {
      double[] logs = logs(f.values());
      if (Feature.isUseful(logs)) {
        terms.add(logs);
        expressions.add(f.expression());
      }
    }
    exponents = terms.size();
    if (formulas.hasExponential()) {
      for (Feature f : inExponent) {
        terms.add(f.values());
        expressions.add(f.expression());
      }
    }
  }

  private static boolean isNeverZero(double[] values) {
    return Arrays.stream(values).allMatch(v -> v != 0);
  }

  static double[] logs(double[] values) {
    return Feature.map(values, x -> ElementaryFunctions.log(Math.abs(x)));
  }

  /** The logarithms of the columns, and a column of ones. */
  private List<double[]> base(Sample sample) {
    List<double[]> base = new ArrayList<>();
    base.add(Feature.map(sample.target(), y -> 1));
    for (int j : columns) {
      base.add(logs(sample.columns()[j]));
    }
    return base;
  }

  void search(TargetTransform transform, int most) {
    if (!transform.isInvertibleOn(pass.table().target()) || !isNeverZero(pass.table().target())) {
      return;
    }
    double[] y = Feature.map(pass.screen().target(), transform::of);
    double[] weights = weights(transform, pass.screen());
    double[] logs = logs(y);
    if (!Feature.isUseful(logs)) {
      return;
    }
    consider(transform, new int[0]);
    if (pass.isExact() || terms.isEmpty()) {
      return;
    }
    ForwardSelection selection = new ForwardSelection(logs, weights, base(pass.screen()), terms);
    pass.untilExact(selection, most, BEAM, SHORT_TERMS, terms -> consider(transform, terms));
    if (most > 2 && !pass.isExact()) {
      List<ForwardSelection.Model> pairs = selection.pairs(SINGLES, BEAM, PAIRED_TERMS);
      pass.untilExact(pairs, terms -> consider(transform, terms));
    }
  }

  /** Of the logarithm of the transformed target. */
  private static double[] weights(TargetTransform transform, Sample sample) {
    if (transform == TargetTransform.IDENTITY) {
      return TargetTransform.LOGARITHM.weights(sample.target(), sample.weights());
    }
    double[] t = Feature.map(sample.target(), transform::of);
    double[] own = transform.weights(sample.target(), sample.weights());
    double[] ofLog = TargetTransform.LOGARITHM.weights(t, Feature.map(t, x -> 1.0 / t.length));
    return Feature.map(own, ofLog, (a, b) -> a * b);
  }

  /** What the powers of the columns leave of the target's logarithm; null where it has none. */
  ForwardSelection selectionWithoutTerms() {
    double[] logs = logs(pass.screen().target());
    if (!isNeverZero(pass.table().target()) || !Feature.isUseful(logs)) {
      return null;
    }
    double[] weights = weights(TargetTransform.IDENTITY, pass.screen());
    return new ForwardSelection(logs, weights, base(pass.screen()), List.of());
  }

  /** Considers powers of the columns times a power of a factor. */
  void considerFactor(Expression factor) {
    if (factor != null) {
      consider(TargetTransform.IDENTITY, List.of(factor), List.of());
    }
  }

  private void consider(TargetTransform transform, int[] chosen) {
    List<Expression> powers = new ArrayList<>();
    List<Expression> inExponent = new ArrayList<>();
    for (int k : chosen) {
      (k < exponents ? powers : inExponent).add(expressions.get(k));
    }
    consider(transform, powers, inExponent);
  }

  private void consider(
      TargetTransform transform, List<Expression> powers, List<Expression> inExponent) {
    Sample rows = pass.rows();
    double[] y = Feature.map(rows.target(), transform::of);
    List<double[]> design = base(rows);
    for (Expression e : powers) {
      design.add(logs(pass.values(e, rows)));
    }
    for (Expression e : inExponent) {
      design.add(pass.values(e, rows));
    }
    if (design.size() >= rows.rows() || !design.stream().skip(1).allMatch(Feature::isUseful)) {
      return;
    }
    double[] found = new LeastSquares(logs(y), weights(transform, rows), design).coefficients();
    consider(transform, found, written(found, powers, inExponent));
    if (formulas.has(Operator.POW) && inExponent.isEmpty() && !pass.isExact()) {
      consider(transform, found, free(found, powers));
    }
  }

  private void consider(TargetTransform transform, double[] found, Expression product) {
    if (product == null) {
      return;
    }
    Sample rows = pass.rows();
    if (Math.abs(found[0]) < ALMOST_ONE) {
      pass.consider(transform.inverse(product, false, formulas));
    }
    boolean negative = TargetTransform.isNegative(rows.target());
    // The sign of the factors is not known from their logarithms.
    for (double sign : new double[] {1, -1}) {
      Expression scaled =
          formulas.product(formulas.constant(sign * ElementaryFunctions.exp(found[0])), product);
      pass.consider(transform.inverse(scaled, negative, formulas));
    }
  }

  /** The product with its exponents as they are; null where all are halves. */
  private Expression free(double[] found, List<Expression> powers) {
    Expression product = new Constant(1);
    boolean halves = true;
    for (int i = 0; i < columns.size() + powers.size(); i++) {
      double p = found[i + 1];
      if (Math.abs(p) > NO_POWER) {
        halves &= Math.abs(p - Exponents.nearest(p)) < NO_POWER;
        Expression base =
            i < columns.size()
                ? formulas.variables().get(columns.get(i))
                : powers.get(i - columns.size());
        product = formulas.product(product, formulas.raised(base, formulas.constant(p)));
      }
    }
    return halves ? null : product;
  }

  /** The product with its exponents rounded to halves. */
  private Expression written(double[] found, List<Expression> powers, List<Expression> inExponent) {
    List<Expression> bases = new ArrayList<>();
    columns.forEach(j -> bases.add(formulas.variables().get(j)));
    bases.addAll(powers);
    int[] halves = new int[bases.size()];
    boolean none = true;
    for (int i = 0; i < halves.length; i++) {
      double p = found[i + 1];
      double rounded = formulas.hasRoot() ? Math.rint(2 * p) : 2 * Math.rint(p);
      // Compared before it is an integer, the least of which has no absolute value.
      if (!(Math.abs(rounded) <= MAX_HALVES)) {
        return null;
      }
      halves[i] = (int) rounded;
      none &= halves[i] == 0;
    }
    Expression product = formulas.powers(bases, halves);
    if (inExponent.isEmpty()) {
      return none ? null : product;
    }
    return formulas.product(product, exponential(found, bases.size() + 1, inExponent));
  }

  /** The exponential of a sum of terms, or the product of theirs. */
  private Expression exponential(double[] found, int from, List<Expression> terms) {
    if (!formulas.has(Operator.EXP)) {
      Expression product = new Constant(1);
      for (int k = 0; k < terms.size(); k++) {
        product = formulas.product(product, formulas.exponential(found[from + k], terms.get(k)));
      }
      return product;
    }
    Expression exponent = formulas.product(formulas.constant(found[from]), terms.get(0));
    for (int k = 1; k < terms.size(); k++) {
      Expression term = formulas.product(formulas.constant(found[from + k]), terms.get(k));
      exponent = formulas.sum(exponent, term);
    }
    return formulas.unary(Operator.EXP, exponent);
  }
}
