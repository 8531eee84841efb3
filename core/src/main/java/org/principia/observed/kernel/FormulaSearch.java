package org.principia.observed.kernel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.principia.symbolic.SymbolicRegression;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.math.SmallCholesky;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * Formulas for a curve with correlated errors.
 *
 * <p>Symbolic regression on its points proposes them; each is fitted again to all points with their
 * covariance C, and they are ordered by {@code chi^2 / 2 + (k / 2) log n + L log 8}: chi^2 the
 * errors in the metric of C, k the number of constants, L the number of nodes, n the number of rows
 * behind the curve.
 */
final class FormulaSearch {
  private static final int ITERATIONS = 60;

  private static final Set<String> BENT = Set.of("abs", "min", "max");
  private static final double NODE = Math.log(8);

  /** Share of the variance of a point, and of its square, that no other point shares. */
  private static final double OWN = 1e-3;

  private static final double SPLINE = 1e-9;

  /** Formulas whose squared errors differ by a smaller share are one. */
  private static final double SAME = 1e-6;

  /** How much larger the squares of the errors may be. */
  private static final double LARGEST = 1e6;

  private final Curve curve;
  private final long rows;
  private final double[] factor;
  private final double[] errors;

  /** A formula with its distance from the curve. */
  record Candidate(Expression formula, double squares, double length) implements Serializable {

    /** The length where the squares of the errors are larger by a factor. */
    double length(double by) {
      return length - squares / 2 + squares / by / 2;
    }
  }

  FormulaSearch(Curve curve, long rows) {
    this.curve = curve;
    this.rows = rows;
    int m = curve.force().length;
    factor = curve.covariance().clone();
    errors = new double[m];
    for (int a = 0; a < m; a++) {
      double g = curve.force()[a];
      factor[a * m + a] = (1 + OWN) * factor[a * m + a] + SPLINE * g * g;
      errors[a] = Math.sqrt(factor[a * m + a]);
    }
    for (int a = 0; a < m; a++) {
      for (int b = 0; b < m; b++) {
        factor[a * m + b] /= errors[a] * errors[b];
      }
    }
  }

  List<Candidate> run(SymbolicSettings settings, long seed) {
    Table table =
        new Table(
            List.of("r"),
            new double[][] {curve.distance()},
            curve.force(),
            Arrays.stream(errors).map(e -> 1 / (e * e)).toArray());
    List<Candidate> candidates = new ArrayList<>();
    for (SymbolicSettings one : searches(settings)) {
      ParetoFront front = SymbolicRegression.builder().settings(one).seed(seed).build().fit(table);
      List<ParetoMember> members = new ArrayList<>(front.members());
      members.addAll(front.rivals());
      for (ParetoMember member : members) {
        Candidate c = fit(member.expression());
        if (Double.isFinite(c.length())) {
          candidates.add(c);
        }
      }
    }
    return ordered(candidates);
  }

  /**
   * One without operators that bend formulas first: few forces have a bend, and with them a search
   * of the same effort misses smooth ones.
   */
  static List<SymbolicSettings> searches(SymbolicSettings settings) {
    List<String> smooth =
        settings.operators().stream().filter(operator -> !BENT.contains(operator)).toList();
    return smooth.isEmpty() || smooth.size() == settings.operators().size()
        ? List.of(settings)
        : List.of(settings.with(Map.of("operators", smooth)), settings);
  }

  /**
   * In turns the shortest, and those that are the shortest where errors are larger by some factor,
   * since the curve may be off by more than its errors say; of those that are as near, the
   * simplest.
   */
  static List<Candidate> ordered(List<Candidate> candidates) {
    List<Candidate> rest = new ArrayList<>(candidates);
    rest.sort(
        Comparator.comparingInt((Candidate c) -> c.formula().complexity())
            .thenComparingDouble(Candidate::squares));
    List<Candidate> distinct = new ArrayList<>();
    for (Candidate c : rest) {
      if (distinct.stream()
          .noneMatch(d -> Math.abs(d.squares() - c.squares()) <= SAME * c.squares())) {
        distinct.add(c);
      }
    }
    List<Candidate> robust = new ArrayList<>();
    for (double errors = 1; errors <= LARGEST; errors *= 10) {
      double by = errors;
      distinct.stream()
          .min(Comparator.comparingDouble(c -> c.length(by)))
          .filter(c -> !robust.contains(c))
          .ifPresent(robust::add);
    }
    distinct.sort(Comparator.comparingDouble(Candidate::length));
    Set<Candidate> ordered = new LinkedHashSet<>();
    for (int k = 0; k < distinct.size(); k++) {
      if (k < robust.size()) {
        ordered.add(robust.get(k));
      }
      ordered.add(distinct.get(k));
    }
    return List.copyOf(ordered);
  }

  /** The formula with the constants that are nearest to the curve. */
  Candidate fit(Expression formula) {
    double[] now = formula.constants();
    int k = now.length;
    double[] rest = errors(formula, now);
    double squares = squares(rest);
    double damping = 1e-3;
    for (int step = 0; step < ITERATIONS && k > 0; step++) {
      double[][] slopes = new double[k][];
      for (int i = 0; i < k; i++) {
        double[] other = now.clone();
        double h = 1e-6 * Math.max(1e-3, Math.abs(now[i]));
        other[i] += h;
        double[] shifted = errors(formula, other);
        slopes[i] = new double[rest.length];
        for (int a = 0; a < rest.length; a++) {
          slopes[i][a] = (shifted[a] - rest[a]) / h;
        }
      }
      double before = squares;
      for (int attempt = 0; attempt < 8 && squares == before; attempt++) {
        double[] next = step(now, slopes, rest, damping);
        double[] after = errors(formula, next);
        double sum = squares(after);
        if (sum < squares) {
          now = next;
          rest = after;
          squares = sum;
          damping /= 10;
        } else {
          damping *= 10;
        }
      }
      if (!(before - squares > 1e-9 * before)) {
        break;
      }
    }
    double length =
        squares / 2 + k * Math.log(Math.max(2, (double) rows)) / 2 + NODE * formula.complexity();
    return new Candidate(formula.withConstants(now), squares, length);
  }

  private static double[] step(double[] now, double[][] slopes, double[] rest, double damping) {
    int k = now.length;
    double[] h = new double[k * k];
    double[] b = new double[k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        for (int a = 0; a < rest.length; a++) {
          h[i * k + j] += slopes[i][a] * slopes[j][a];
        }
      }
      for (int a = 0; a < rest.length; a++) {
        b[i] -= slopes[i][a] * rest[a];
      }
      h[i * k + i] *= 1 + damping;
    }
    SmallCholesky cholesky = new SmallCholesky();
    if (cholesky.decompose(h, k)) {
      cholesky.solveLower(b, 0);
      cholesky.solveUpper(b, 0);
    }
    double[] next = now.clone();
    Arrays.setAll(next, i -> now[i] + b[i]);
    return next;
  }

  /** Errors that are uncorrelated, of variance 1. */
  private double[] errors(Expression formula, double[] constants) {
    double[] rest = new double[errors.length];
    if (!Arrays.stream(constants).allMatch(Double::isFinite)) {
      Arrays.fill(rest, Double.POSITIVE_INFINITY);
      return rest;
    }
    Expression f = formula.withConstants(constants);
    for (int a = 0; a < rest.length; a++) {
      rest[a] = (f.evaluate(new double[] {curve.distance()[a]}) - curve.force()[a]) / errors[a];
    }
    SmallCholesky cholesky = new SmallCholesky();
    cholesky.decompose(factor, rest.length);
    cholesky.solveLower(rest, 0);
    return rest;
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v * v;
    }
    return Double.isFinite(sum) ? sum : Double.POSITIVE_INFINITY;
  }
}
