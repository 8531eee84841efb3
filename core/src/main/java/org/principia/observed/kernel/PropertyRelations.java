package org.principia.observed.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.principia.observed.kernel.KernelResult.Exponent;
import org.principia.observed.kernel.KernelResult.Hypothesis;
import org.principia.observed.kernel.KernelResult.Relation;
import org.principia.observed.spline.KnownFactor;
import org.principia.observed.spline.KnownRuns;
import org.principia.observed.spline.Strengths;
import org.principia.observed.verdict.Judgement;
import org.principia.observed.weak.Normal;

/**
 * What the strengths of particles have to do with their known properties.
 *
 * <p>With the strengths s of a fit and their covariance C, by generalised least squares: exponents
 * b of {@code log |s| = c + sum_k b_k log |P_k|}, over the strengths that are known, errors widened
 * where the power law leaves more than they allow; and for each factor h that properties give,
 * {@code chi^2 = min_c (s - c h)' C^-1 (s - c h)}. Where runs have strengths and a scale of their
 * own, c is another in each run.
 */
final class PropertyRelations {
  /** Errors that a strength is away from 0 at least, to have a logarithm. */
  private static final double KNOWN = 3;

  private static final int STEPS = 4;

  private final FormulaFit.Fitted fitted;
  private final KnownRuns runs;
  private final boolean sources;
  private final List<Group> groups = new ArrayList<>();

  /** Strengths that have one scale: their values, properties, and the inverse of C. */
  private record Group(double[] values, Map<String, double[]> known, double[] covariance) {

    int size() {
      return values.length;
    }

    Group only(int... chosen) {
      int m = chosen.length;
      double[] part = new double[m * m];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < m; j++) {
          part[i * m + j] = covariance[chosen[i] * size() + chosen[j]];
        }
      }
      Map<String, double[]> properties = new LinkedHashMap<>();
      known.forEach((name, all) -> properties.put(name, chosen(all, chosen)));
      return new Group(chosen(values, chosen), properties, part);
    }

    private static double[] chosen(double[] all, int... chosen) {
      return Arrays.stream(chosen).mapToDouble(i -> all[i]).toArray();
    }
  }

  private PropertyRelations(FormulaFit.Fitted fitted, KnownRuns runs, boolean sources) {
    this.fitted = fitted;
    this.runs = runs;
    this.sources = sources;
    if (fitted.state().strengths().shared()) {
      groups.add(shared());
    } else {
      runs.particles().keySet().forEach(run -> groups.add(local(run)));
    }
  }

  /**
   * Of the sources, and where it can be asked of the responses. Those that were not learned are
   * fitted for this, beside the others, from what they were.
   *
   * @param free whether the frame is free, where there are no responses
   */
  static List<Relation> of(FormulaFit fit, FormulaFit.Fitted fitted, KnownRuns runs, boolean free) {
    List<Relation> relations = new ArrayList<>();
    // Particles of a type are alike, and forces by types have no strengths beside.
    boolean varies = KnownFactor.all(runs).size() > 1 && !fitted.state().byType();
    for (boolean source : new boolean[] {true, false}) {
      if (varies && (source || !free)) {
        PropertyRelations all =
            new PropertyRelations(learned(fit, fitted, runs, source), runs, source);
        relations.add(all.relation());
      }
    }
    return relations;
  }

  /** The same law with a kind of strengths learned, too. */
  private static FormulaFit.Fitted learned(
      FormulaFit fit, FormulaFit.Fitted fitted, KnownRuns runs, boolean source) {
    FormulaState state = fitted.state();
    Strengths now = state.strengths();
    if (source ? now.sources() : now.responses()) {
      return fitted;
    }
    boolean[] held = state.held().clone();
    for (int factor : FormulaState.factors(state.formula(), runs.quantiles(5))) {
      held[factor] = true;
    }
    Strengths more =
        now.learning(
            source || now.sources(),
            !source || now.responses(),
            now.learned() ? now.shared() : runs.several());
    return fit.fit(state.withFormula(state.formula(), held).withStrengths(more), STEPS);
  }

  private Group shared() {
    Map<String, double[]> known = new LinkedHashMap<>();
    List<String> properties = runs.properties();
    Map<String, Integer> names = new LinkedHashMap<>();
    runs.particles().values().forEach(l -> l.forEach(p -> names.putIfAbsent(p, names.size())));
    int n = names.size();
    double[] values = new double[n];
    properties.forEach(p -> known.put(p, new double[n]));
    runs.particles()
        .forEach(
            (run, own) -> {
              double[] all = strengths(run);
              for (int j = 0; j < all.length; j++) {
                int at = names.get(own.get(j));
                values[at] = all[j];
                for (String property : properties) {
                  known.get(property)[at] = runs.known().get(run).get(property)[j];
                }
              }
            });
    int offset = fitted.shared() - n;
    offset -= sources && fitted.state().strengths().responses() ? n : 0;
    return new Group(values, known, block(fitted.covariance(), fitted.shared(), offset, n));
  }

  private Group local(String run) {
    double[] values = strengths(run);
    double[] covariance = fitted.local().get(run);
    int size = (int) Math.round(Math.sqrt(covariance.length));
    return new Group(
        values,
        runs.known().get(run),
        block(covariance, size, sources ? 0 : size - values.length, values.length));
  }

  private double[] strengths(String run) {
    return (sources ? fitted.state().sources() : fitted.state().responses()).get(run);
  }

  private double[] block(double[] covariance, int size, int offset, int n) {
    double factor = fitted.phi() * fitted.inflation();
    double[] block = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        block[i * n + j] = factor * covariance[(offset + i) * size + offset + j];
      }
    }
    return block;
  }

  private Relation relation() {
    List<Hypothesis> hypotheses = new ArrayList<>();
    for (KnownFactor factor : KnownFactor.all(runs)) {
      hypotheses.add(hypothesis(factor));
    }
    return new Relation(sources ? "source" : "response", exponents(), hypotheses);
  }

  private Hypothesis hypothesis(KnownFactor factor) {
    Regression fit = new Regression(0);
    List<double[]> scaled = new ArrayList<>();
    for (Group group : groups) {
      double[] h = factor.values(group.known(), group.size());
      scaled.add(h);
      fit.add(group, group.values(), new double[][] {h});
    }
    fit.solve();
    double sum = 0;
    double count = 0;
    for (int g = 0; g < groups.size(); g++) {
      double[] values = groups.get(g).values();
      for (int i = 0; i < values.length; i++) {
        double expected = fit.scale(g) * scaled.get(g)[i];
        sum += Math.pow(values[i] - expected, 2);
        count += Math.pow(expected, 2);
      }
    }
    return new Hypothesis(
        factor.label(),
        fit.squares(),
        fit.freedom(),
        Math.sqrt(sum / count),
        fit.squares() <= Judgement.quantile(fit.freedom()));
  }

  private List<Exponent> exponents() {
    List<String> varying = runs.properties().stream().filter(this::varies).toList();
    List<Group> known =
        groups.stream()
            .map(
                g ->
                    g.only(
                        IntStream.range(0, g.size())
                            .filter(
                                i ->
                                    Math.abs(g.values()[i])
                                        > KNOWN * Math.sqrt(g.covariance()[i * g.size() + i]))
                            .toArray()))
            .filter(g -> g.size() > 0)
            .toList();
    Regression fit = new Regression(varying.size());
    for (Group group : known) {
      fit.add(logarithms(group), log(group.values()), columns(group, varying));
    }
    if (varying.isEmpty() || fit.freedom() < 0) {
      return List.of();
    }
    fit.solve();
    List<Exponent> exponents = new ArrayList<>();
    for (int k = 0; k < varying.size(); k++) {
      String name = varying.get(k);
      exponents.add(new Exponent(name, fit.coefficient(k), fit.error(k), correlation(known, name)));
    }
    return exponents;
  }

  /** Whether a property has a logarithm of all particles, and not the same of all. */
  private boolean varies(String property) {
    double[] logs =
        groups.stream().flatMapToDouble(g -> Arrays.stream(log(g.known().get(property)))).toArray();
    double low = Arrays.stream(logs).min().orElse(0);
    double high = Arrays.stream(logs).max().orElse(0);
    return Double.isFinite(low) && Double.isFinite(high) && high - low > 1e-6;
  }

  private static double[] log(double... values) {
    return Arrays.stream(values).map(x -> Math.log(Math.abs(x))).toArray();
  }

  /** With the covariance of the logarithms. */
  private static Group logarithms(Group group) {
    int n = group.size();
    double[] covariance = group.covariance().clone();
    Arrays.setAll(covariance, k -> covariance[k] / (group.values()[k / n] * group.values()[k % n]));
    return new Group(group.values(), group.known(), covariance);
  }

  /** Ones, then the logarithm of each property. */
  private static double[][] columns(Group group, List<String> properties) {
    double[][] columns = new double[properties.size() + 1][group.size()];
    Arrays.fill(columns[0], 1);
    for (int k = 0; k < properties.size(); k++) {
      columns[k + 1] = log(group.known().get(properties.get(k)));
    }
    return columns;
  }

  /** Of the logarithms, less their means of each group. */
  private static double correlation(List<Group> groups, String property) {
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (Group group : groups) {
      double[] x = log(group.known().get(property));
      double[] y = log(group.values());
      double meanX = Arrays.stream(x).average().orElse(0);
      double meanY = Arrays.stream(y).average().orElse(0);
      for (int i = 0; i < x.length; i++) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        yy += (y[i] - meanY) * (y[i] - meanY);
        xy += (x[i] - meanX) * (y[i] - meanY);
      }
    }
    return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
  }

  /** Generalised least squares with a scale, of each group its own or of all, and slopes. */
  private final class Regression {
    private final int slopes;
    private final boolean ownScales =
        !fitted.state().strengths().shared() && fitted.state().strengths().both();
    private final List<double[]> scaleRows = new ArrayList<>();
    private final double[] h;
    private final double[] b;
    private double squares;
    private int rows;
    private int scales;
    private double[] inverse = new double[0];
    private double[] solution = new double[0];

    Regression(int slopes) {
      this.slopes = slopes;
      h = new double[slopes * slopes];
      b = new double[slopes];
    }

    /** Sums of one scale: of its column with itself, each slope's and the values. */
    private double[] sums = new double[0];

    void add(Group group, double[] values, double[][] columns) {
      int n = group.size();
      double[] weight = Normal.inverse(group.covariance(), n);
      double[][] all = Arrays.copyOf(columns, columns.length + 1);
      all[columns.length] = values;
      int k = all.length;
      double[] products = new double[k * k];
      for (int i = 0; i < k; i++) {
        double[] weighted = Normal.times(weight, all[i], n);
        for (int j = 0; j < k; j++) {
          for (int a = 0; a < n; a++) {
            products[i * k + j] += weighted[a] * all[j][a];
          }
        }
      }
      rows += n;
      if (ownScales || sums.length == 0) {
        finish();
        sums = products;
        scales++;
      } else {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += products[i];
        }
      }
    }

    /** Eliminates a scale. */
    private void finish() {
      int k = slopes + 2;
      if (sums.length == 0) {
        return;
      }
      scaleRows.add(Arrays.copyOf(sums, k));
      for (int i = 0; i < slopes; i++) {
        for (int j = 0; j < slopes; j++) {
          h[i * slopes + j] += reduced(i + 1, j + 1);
        }
        b[i] += reduced(i + 1, k - 1);
      }
      squares += reduced(k - 1, k - 1);
      sums = new double[0];
    }

    private double reduced(int i, int j) {
      int k = slopes + 2;
      return sums[i * k + j] - sums[i * k] * sums[j] / sums[0];
    }

    void solve() {
      finish();
      inverse = Normal.inverse(h, slopes);
      solution = Normal.times(inverse, b, slopes);
      for (int i = 0; i < slopes; i++) {
        squares -= solution[i] * b[i];
      }
    }

    int freedom() {
      return rows - scales - slopes;
    }

    double squares() {
      return Math.max(0, squares);
    }

    double coefficient(int slope) {
      return solution[slope];
    }

    double error(int slope) {
      double phi = freedom() > 0 ? Math.max(1, squares() / freedom()) : 1;
      return Math.sqrt(phi * inverse[slope * slopes + slope]);
    }

    /** The scale of a group. */
    double scale(int group) {
      double[] row = scaleRows.get(ownScales ? group : 0);
      double right = row[slopes + 1];
      for (int i = 0; i < slopes; i++) {
        right -= row[i + 1] * solution[i];
      }
      return right / row[0];
    }
  }
}
