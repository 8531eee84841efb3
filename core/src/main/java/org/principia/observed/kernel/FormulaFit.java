package org.principia.observed.kernel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.principia.observed.spline.Strengths;
import org.principia.observed.verdict.Unknowns;
import org.principia.observed.weak.Normal;
import org.principia.parallel.FinishedSteps;
import org.principia.symbolic.expression.Expression;

/**
 * Constants, extra terms and strengths of a law whose pair force is a formula, by Gauss and
 * Newton's method on the data: one pass over all runs a step.
 *
 * <p>Unknowns that all runs share are solved for together; strengths of one run are eliminated from
 * its normal equations first (Schur complement).
 */
final class FormulaFit {
  private static final int STEPS = 12;
  private static final double ENOUGH = 1e-6;
  private static final double[] DAMPING = {0, 1e-3, 1e-1, 10};

  private final BiFunction<FormulaState, Unknowns, List<FormulaPass.Sums>> pass;
  private final Map<String, List<String>> particles = new LinkedHashMap<>();
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final FinishedSteps steps;
  private int number;

  /**
   * The end of a fit.
   *
   * @param state the law
   * @param rests what it leaves, by run
   * @param covariance of the shared unknowns, for errors of variance 1
   * @param shared their number
   * @param local covariances of the strengths of each run that are its own
   * @param free number of all unknowns
   * @param slopes of the shared unknowns: the sum of the squares of the slopes of all blocks over
   *     the curvature
   * @param correlated variances of the shared unknowns by the {@link Sandwich}
   */
  record Fitted(
      FormulaState state,
      List<FormulaPass.Rests> rests,
      double[] covariance,
      int shared,
      Map<String, double[]> local,
      int free,
      double[] slopes,
      double[] correlated)
      implements Serializable {

    double squares(boolean train) {
      double sum = 0;
      for (FormulaPass.Rests r : rests) {
        for (FormulaPass.Rest rest : train ? r.train() : r.test()) {
          sum += rest.squares();
        }
      }
      return sum;
    }

    /** Number of constants that are fitted: the first of the shared unknowns. */
    int constants() {
      int count = 0;
      for (boolean held : state.held()) {
        count += held ? 0 : 1;
      }
      return count;
    }

    /** Mean squared error of the rows that are fitted, 1 at least. */
    double phi() {
      return Math.max(1, squares(true) / Math.max(1, rows(true) - free));
    }

    /**
     * By how much the errors of the shared unknowns are larger than if what the law leaves were
     * uncorrelated: the median over the unknowns of {@code sum_b g_b^2 / (phi h)}, g_b the slope
     * that a block of time of a run contributes, h the curvature; 1 at least.
     */
    double inflation() {
      if (slopes.length == 0) {
        return 1;
      }
      double[] sorted = slopes.clone();
      Arrays.sort(sorted);
      return Math.max(1, sorted[sorted.length / 2] / (squares(true) / Math.max(1, rows(true))));
    }

    /**
     * Standard error of a shared unknown: by the size of what the law leaves, or by how it is
     * correlated if that makes it larger.
     */
    double error(int unknown) {
      double own = phi() * covariance[unknown * shared + unknown];
      return Math.sqrt(local.isEmpty() ? Math.max(own, correlated[unknown]) : inflation() * own);
    }

    long rows(boolean train) {
      return rests.stream()
          .flatMap(r -> (train ? r.train() : r.test()).stream())
          .mapToLong(FormulaPass.Rest::rows)
          .sum();
    }
  }

  FormulaFit(
      Map<String, List<String>> particles,
      BiFunction<FormulaState, Unknowns, List<FormulaPass.Sums>> pass,
      FinishedSteps steps) {
    this.pass = pass;
    this.steps = steps;
    this.particles.putAll(particles);
    particles.values().forEach(l -> l.forEach(p -> names.putIfAbsent(p, names.size())));
  }

  /** Whether a particle is in several runs. */
  boolean several() {
    return names.size() < particles.values().stream().mapToInt(List::size).sum();
  }

  /** Strengths by run with the mean of those of the same particle in the place of each. */
  Map<String, double[]> shared(Map<String, double[]> byRun) {
    double[] sums = new double[names.size()];
    int[] counts = new int[names.size()];
    particles.forEach(
        (run, own) -> {
          for (int j = 0; j < own.size(); j++) {
            sums[names.get(own.get(j))] += byRun.get(run)[j];
            counts[names.get(own.get(j))]++;
          }
        });
    Map<String, double[]> means = new LinkedHashMap<>();
    particles.forEach(
        (run, own) ->
            means.put(
                run,
                own.stream()
                    .mapToInt(names::get)
                    .mapToDouble(name -> sums[name] / counts[name])
                    .toArray()));
    return means;
  }

  /** Which unknown each column of each receiver is. */
  Unknowns layout(FormulaState state) {
    return layoutOf(state).unknowns();
  }

  private FormulaLayout layoutOf(FormulaState state) {
    return new FormulaLayout(state, particles, names);
  }

  /**
   * Fits from a state; the misfits are held. Each fit is a step, by its number: which fits are
   * asked, one after the other, depends on those before alone.
   */
  Fitted fit(FormulaState start, int count) {
    return steps.of("fit-" + number++, () -> fitted(descend(start, count, true)));
  }

  private Fitted fitted(Descent end) {
    FormulaState now = end.state();
    List<FormulaPass.Sums> sums = end.sums();
    FormulaLayout layout = layoutOf(now);
    Solution last = solve(layout, sums, 0, true);
    Sandwich sandwich = new Sandwich(now, particles, layout.unknowns(), last.covariance);
    int gauges = now.strengths().both() ? (now.strengths().shared() ? 1 : particles.size()) : 0;
    return new Fitted(
        now,
        sums.stream().map(FormulaPass.Sums::rests).toList(),
        last.covariance,
        layout.shared,
        last.local,
        layout.shared + layout.local() - gauges,
        sandwich.slopes(sums),
        sandwich.variances(sums));
  }

  /** Fits the strengths that are of one run each; what runs share is held, and the misfits. */
  FormulaState fitOwn(FormulaState start, int steps) {
    return descend(start, steps, false).state();
  }

  private record Descent(FormulaState state, List<FormulaPass.Sums> sums) {}

  private Descent descend(FormulaState start, int steps, boolean all) {
    FormulaState now = start;
    // No step changes what is fitted.
    Unknowns unknowns = layout(start);
    List<FormulaPass.Sums> sums = pass.apply(now, unknowns);
    double error = error(sums);
    for (int step = 0; step < Math.min(steps, STEPS); step++) {
      double before = error;
      for (int attempt = 0; attempt < DAMPING.length && error == before; attempt++) {
        FormulaLayout layout = layoutOf(now);
        FormulaState next = moved(layout, solve(layout, sums, DAMPING[attempt], all));
        List<FormulaPass.Sums> after = pass.apply(next, unknowns);
        double sum = error(after);
        if (sum < error) {
          now = next;
          sums = after;
          error = sum;
        }
      }
      if (!(before - error > ENOUGH * before)) {
        break;
      }
    }
    return new Descent(now, sums);
  }

  private static double error(List<FormulaPass.Sums> sums) {
    double sum = 0;
    for (FormulaPass.Sums s : sums) {
      for (FormulaPass.Rest rest : s.rests().train()) {
        sum += rest.squares();
      }
    }
    return Double.isFinite(sum) ? sum : Double.POSITIVE_INFINITY;
  }

  /** A step in all unknowns, and their covariances. */
  private static final class Solution {
    double[] shared;
    double[] covariance;
    final Map<String, double[]> steps = new HashMap<>();
    final Map<String, double[]> local = new HashMap<>();
  }

  private Solution solve(
      FormulaLayout layout, List<FormulaPass.Sums> sums, double damping, boolean all) {
    int g = layout.shared;
    double[] h = new double[g * g];
    double[] b = new double[g];
    List<Normal> normals = new ArrayList<>();
    for (FormulaPass.Sums s : sums) {
      Normal normal = normal(layout, s);
      normals.add(normal);
      normal.eliminate(g, h, b);
    }
    gauge(layout, h);
    for (int i = 0; i < g; i++) {
      h[i * g + i] *= 1 + damping;
    }
    Solution solution = new Solution();
    solution.covariance = Normal.inverse(h, g);
    solution.shared = all ? Normal.times(solution.covariance, b, g) : new double[g];
    for (int r = 0; r < sums.size(); r++) {
      Normal normal = normals.get(r);
      if (normal.local > 0) {
        solution.steps.put(sums.get(r).run(), normal.localStep(solution.shared));
        solution.local.put(sums.get(r).run(), normal.localCovariance(g, solution.covariance));
      }
    }
    return solution;
  }

  private Normal normal(FormulaLayout layout, FormulaPass.Sums s) {
    Normal normal = s.normal().copy();
    Strengths strengths = layout.state.strengths();
    if (!strengths.shared() && strengths.both()) {
      int n = particles.get(s.run()).size();
      normal.hold(n, layout.state.responses().get(s.run()));
    }
    return normal;
  }

  /** Holds the scale of the responses against that of the sources, where all runs share them. */
  private void gauge(FormulaLayout layout, double[] h) {
    FormulaState state = layout.state;
    if (state.strengths().shared() && state.strengths().both()) {
      Normal.hold(h, layout.shared, layout.responses, sharedValues(state.responses()));
    }
  }

  private double[] sharedValues(Map<String, double[]> byRun) {
    double[] values = new double[names.size()];
    particles.forEach(
        (run, own) -> {
          for (int j = 0; j < own.size(); j++) {
            values[names.get(own.get(j))] = byRun.get(run)[j];
          }
        });
    return values;
  }

  private FormulaState moved(FormulaLayout layout, Solution solution) {
    FormulaState state = layout.state;
    double[] constants = state.formula().constants();
    for (int c = 0; c < constants.length; c++) {
      double next =
          constants[c] + (layout.constant[c] < 0 ? 0 : solution.shared[layout.constant[c]]);
      constants[c] = Double.isFinite(next) ? next : constants[c];
    }
    double[] coefficients = state.coefficients().clone();
    for (int e = 0; e < coefficients.length; e++) {
      coefficients[e] += solution.shared[layout.extras + e];
    }
    Map<String, double[]> sources = new LinkedHashMap<>();
    Map<String, double[]> responses = new LinkedHashMap<>();
    particles.forEach(
        (run, own) -> {
          double[] s = state.sources().get(run).clone();
          double[] p = state.responses().get(run).clone();
          move(layout, solution, run, s, p);
          sources.put(run, s);
          responses.put(run, p);
        });
    Expression formula = state.formula().withConstants(constants);
    return new FormulaState(
        formula,
        state.held(),
        state.strengths(),
        state.extras(),
        coefficients,
        sources,
        responses,
        state.misfits(),
        state.pairs());
  }

  /** Adds a step to the strengths of a run. */
  private void move(FormulaLayout layout, Solution solution, String run, double[] s, double[] p) {
    Strengths strengths = layout.state.strengths();
    List<String> own = particles.get(run);
    double[] step = solution.steps.get(run);
    for (int j = 0; j < s.length; j++) {
      int name = names.get(own.get(j));
      if (strengths.sources()) {
        s[j] += strengths.shared() ? solution.shared[layout.sources + name] : step[j];
      }
      if (strengths.responses()) {
        int at = (strengths.sources() ? s.length : 0) + j;
        p[j] += strengths.shared() ? solution.shared[layout.responses + name] : step[at];
      }
    }
  }
}
