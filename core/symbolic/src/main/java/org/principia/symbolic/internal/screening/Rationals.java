package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.internal.fit.Sample;

/**
 * The target as a ratio of polynomials of the columns and of their cosines: {@code p - y q = 0} is
 * linear in all coefficients, and they are the direction in which the columns of p and of y q have
 * no extent.
 *
 * <p>The direction is found by inverse iteration on the triangle of the columns (Golub and Van
 * Loan, Matrix Computations, 8.6); the column that has the largest part in it becomes the target of
 * an {@link Elimination} of the others.
 */
final class Rationals {
  private static final int MAX_DEGREE = 4;
  private static final int MAX_LEFT = 12;
  private static final double ALIKE = 0.03;
  private static final int ITERATIONS = 3;

  /** Of the triangle's diagonal, beside its largest element. */
  private static final double LEAST = 1e-15;

  private final FirstPass pass;
  private final Polynomials polynomials;
  private final Formulas formulas;
  private final TransformedTarget target;
  private final Sample rows;

  Rationals(FirstPass pass, TransformedTarget target, Polynomials polynomials) {
    this.pass = pass;
    this.polynomials = polynomials;
    formulas = pass.formulas();
    this.target = target;
    rows = pass.rows();
  }

  void search() {
    for (int degree = 1; degree <= MAX_DEGREE && formulas.has(Operator.DIVIDE); degree++) {
      for (boolean waved : new boolean[] {false, true}) {
        if (!pass.isExact()) {
          search(polynomials.design(degree, waved));
        }
      }
    }
  }

  /** Ratios of sums of the terms of a design on the rows of the pass. */
  private void search(List<Feature> design) {
    int size = 2 * design.size();
    if (size == 0 || size > rows.rows() / 2) {
      return;
    }
    double[] y = target.values(rows);
    List<double[]> columns = new ArrayList<>();
    for (boolean below : new boolean[] {false, true}) {
      for (Feature f : design) {
        columns.add(unit(below ? Feature.map(f.values(), y, (a, b) -> a * b) : f.values()));
      }
    }
    int lead = lead(columns);
    List<Integer> others = IntStream.range(0, size).filter(k -> k != lead).boxed().toList();
    double[] ones = Feature.map(y, v -> 1);
    Elimination elimination =
        new Elimination(columns.get(lead), ones, others.stream().map(columns::get).toList());
    if (!elimination.run() || elimination.left().length > MAX_LEFT) {
      return;
    }
    double[] c = new double[size];
    c[lead] = -1;
    for (int k = 0; k < elimination.left().length; k++) {
      c[others.get(elimination.left()[k])] = elimination.coefficients()[k];
    }
    for (int k = 0; k < size; k++) {
      Feature f = design.get(k % design.size());
      double[] raw = k < design.size() ? f.values() : Feature.map(f.values(), y, (a, b) -> a * b);
      c[k] /= length(raw);
    }
    consider(design, c);
  }

  /** Considers {@code y = d + (p - d q) / q}, d what most terms of q are in p. */
  private void consider(List<Feature> design, double[] c) {
    int size = design.size();
    double[] below = Arrays.copyOfRange(c, size, 2 * size);
    double unit =
        Arrays.stream(below)
            .filter(b -> b != 0)
            .reduce(0, (a, b) -> a == 0 || Math.abs(b) < Math.abs(a) ? b : a);
    if (unit == 0) {
      return;
    }
    below = Feature.map(below, b -> b / unit);
    double[] above = Feature.map(Arrays.copyOf(c, size), a -> -a / unit);
    Expression whole = quotient(design, above, below);
    if (whole != null) {
      target.consider(whole);
    }
    double offset = offset(above, below);
    if (offset != 0) {
      double[] rest = Feature.map(above, below, (a, b) -> b != 0 && a != 0 ? 0 : a - offset * b);
      Expression quotient = quotient(design, rest, below);
      if (quotient != null) {
        target.consider(formulas.sum(formulas.constant(offset), quotient));
      }
    }
  }

  private Expression quotient(List<Feature> design, double[] above, double[] below) {
    Expression p = sum(design, above);
    Expression q = sum(design, below);
    return p == null || q == null ? null : formulas.quotient(p, q);
  }

  private Expression sum(List<Feature> design, double[] c) {
    int[] in = IntStream.range(0, c.length).filter(k -> c[k] != 0).toArray();
    return in.length == 0
        ? null
        : CompletedSquares.sum(
            Arrays.stream(in).mapToDouble(k -> c[k]).toArray(),
            Arrays.stream(in).mapToObj(design::get).toList(),
            formulas);
  }

  /** The ratio of the coefficients of the terms that are both above and below, 0 if they differ. */
  private static double offset(double[] above, double[] below) {
    double offset = 0;
    for (int k = 0; k < above.length; k++) {
      if (above[k] != 0 && below[k] != 0) {
        double ratio = above[k] / below[k];
        if (offset != 0 && Math.abs(ratio / offset - 1) > ALIKE) {
          return 0;
        }
        offset = offset == 0 ? ratio : offset;
      }
    }
    return offset;
  }

  /** The column with the largest part in the direction of least extent. */
  private static int lead(List<double[]> columns) {
    double[] ones = Feature.map(columns.get(0), v -> 1);
    LeastSquares triangle = new LeastSquares(columns.get(0), ones, columns);
    int size = columns.size();
    double largest =
        IntStream.range(0, size)
            .mapToDouble(k -> Math.abs(triangle.triangle(k, k)))
            .max()
            .orElse(1);
    double[] v = new double[size];
    Arrays.setAll(v, k -> 1 + 0.1 * (k % 7));
    for (int i = 0; i < ITERATIONS; i++) {
      for (int k = 0; k < size; k++) {
        for (int m = 0; m < k; m++) {
          v[k] -= triangle.triangle(m, k) * v[m];
        }
        v[k] /= diagonal(triangle, k, largest);
      }
      for (int k = size - 1; k >= 0; k--) {
        for (int m = k + 1; m < size; m++) {
          v[k] -= triangle.triangle(k, m) * v[m];
        }
        v[k] /= diagonal(triangle, k, largest);
      }
      v = unit(v);
    }
    int lead = 0;
    for (int k = 1; k < size; k++) {
      lead = Math.abs(v[k]) > Math.abs(v[lead]) ? k : lead;
    }
    return lead;
  }

  private static double diagonal(LeastSquares triangle, int k, double largest) {
    double d = triangle.triangle(k, k);
    return Math.abs(d) > LEAST * largest ? d : LEAST * largest;
  }

  private static double length(double[] column) {
    double unit = Arrays.stream(column).map(Math::abs).max().orElse(1);
    return unit * Math.sqrt(Arrays.stream(column).map(x -> (x / unit) * (x / unit)).sum());
  }

  private static double[] unit(double[] column) {
    double length = length(column);
    return Feature.map(column, x -> x / length);
  }
}
