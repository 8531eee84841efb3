package org.principia.symbolic.internal.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.symbolic.constraint.Constraints;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Complexities;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.Primitives;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.front.HallOfFame;
import org.principia.symbolic.internal.fit.ConstantFit;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.internal.fit.Tidying;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * What can be found without evolution: a look at each of many small structures, in a fixed order.
 *
 * <ol>
 *   <li>Products: {@code log|T(y)|} as a sum of logarithms of the columns and of up to three
 *       factors out of {@link FeatureLibrary#factors}, by {@link ForwardSelection}; the exponents
 *       are rounded to halves.
 *   <li>Sums: {@code T(y)}, {@code T} out of {@link TargetTransform}, as a sum of up to four terms
 *       out of {@link FeatureLibrary#terms}, or as a ratio of two sums.
 *   <li>The same for {@code y / h}, where h holds the powers of those columns that split off.
 *   <li>Shapes with a constant inside: {@link InnerConstants}.
 * </ol>
 *
 * <p>Structures are screened on a few rows; the constants of the best are then fitted on more rows,
 * and of the best of each complexity on all. The ideas are those of AI Feynman (Udrescu and Tegmark
 * 2020), the means are other ones.
 */
public final class FirstPass {
  private static final int GROUPS = 4;
  private static final int WIDE_ROWS = 1000;
  private static final int SCREEN_ROWS = 96;
  private static final int FIT_ROWS = 400;
  private static final int FIT_STEPS = 12;
  private static final int PER_COMPLEXITY = 3;
  private static final double EXACT = 1e-22;

  private static final List<TargetTransform> SUMS =
      List.of(
          TargetTransform.IDENTITY,
          TargetTransform.RECIPROCAL,
          TargetTransform.SQUARE,
          TargetTransform.RECIPROCAL_SQUARE,
          TargetTransform.ROOT,
          TargetTransform.EXPONENTIAL,
          TargetTransform.SINE,
          TargetTransform.ARC_SINE,
          TargetTransform.ARC_COSINE);

  private static final List<TargetTransform> LOGARITHMS =
      List.of(TargetTransform.SINE, TargetTransform.EXPONENTIAL, TargetTransform.ARC_SINE);

  private final Table table;
  private final SymbolicSettings settings;
  private final Formulas formulas;
  private final Constraints constraints;
  private final Complexities complexities;
  private final Sample screen;
  private final Sample rows;
  private final Sample wide;
  private final ConstantFit fit;
  private final ConstantFit squares = new ConstantFit(Loss.MEAN_SQUARE);
  private final double variance;
  private final Set<String> considered = new HashSet<>();
  private final Map<Integer, List<HallOfFame.Entry>> found = new TreeMap<>();
  private Products products;
  private boolean exact;
  private long fits;
  private Runnable before = () -> {};

  public FirstPass(Table table, SymbolicSettings settings, long seed, String component) {
    this.table = table;
    this.settings = settings;
    constraints = settings.constraintsOn(table);
    complexities = settings.complexityWeights();
    RandomGenerator rng =
        RandomStream.of(seed, "symbolic.first-pass", RandomStream.key(seed, component));
    rows = Sample.draw(table, FIT_ROWS, rng);
    screen = Sample.draw(table, SCREEN_ROWS, rng);
    wide = Sample.draw(table, WIDE_ROWS, rng);
    fit = new ConstantFit(settings.loss());
    formulas =
        new Formulas(
            EnumSet.copyOf(settings.operatorList()),
            new Primitives(settings.operatorList(), table.names()).variables());
    double mean = 0;
    double square = 0;
    for (int i = 0; i < rows.rows(); i++) {
      mean += rows.weights()[i] * rows.target()[i];
      square += rows.weights()[i] * rows.target()[i] * rows.target()[i];
    }
    variance = Math.max(square - mean * mean, Double.MIN_NORMAL);
  }

  /**
   * The groups that fall to an island in a round: the quick one to the first island at once, the
   * others to as many islands one round later.
   */
  public static List<Integer> groups(SymbolicSettings settings, int island, int round) {
    int last =
        switch (settings.firstPass()) {
          case NONE -> 0;
          case QUICK -> 1;
          case FULL -> GROUPS;
        };
    List<Integer> groups = new ArrayList<>();
    for (int g = 0; g < last; g++) {
      if (round == Math.min(g, 1) && g % settings.islands() == island) {
        groups.add(g);
      }
    }
    return groups;
  }

  /**
   * Searches one group of structures, from 0: the best formulas of each complexity, judged on all
   * rows.
   */
  public List<HallOfFame.Entry> run(int group) {
    steps(group).forEach(this::ifOpen);
    return judged();
  }

  private List<Runnable> steps(int group) {
    int[] all = new int[table.columns().length];
    Arrays.setAll(all, j -> j);
    TransformedTarget whole = new TransformedTarget(this, new int[all.length]);
    List<Runnable> steps = new ArrayList<>();
    switch (group) {
      case 0 -> {
        steps.add(() -> new Products(this).search(TargetTransform.IDENTITY, 0));
        ifProper(s -> polynomials(new TransformedTarget(this, s.halves()), s.rest(), steps));
        polynomials(whole, all, steps);
        steps.add(() -> products(all).search(TargetTransform.IDENTITY, 3));
      }
      case 1 -> {
        steps.add(() -> new InnerConstants(this, new Products(this), library(all)).search());
        for (TargetTransform t : LOGARITHMS) {
          steps.add(() -> products(all).search(t, 1));
        }
      }
      case 2 ->
          ifProper(s -> sums(new TransformedTarget(this, s.halves()), library(s.rest()), steps));
      default -> sums(whole, library(all), steps);
    }
    return steps;
  }

  private void ifProper(Consumer<Separation> use) {
    Separation separation = Separation.of(wide);
    if (separation.isProper()) {
      use.accept(separation);
    }
  }

  private FeatureLibrary library(int[] used) {
    return new FeatureLibrary(formulas, screen.columns(), used);
  }

  private Products products(int[] used) {
    if (products == null) {
      products = new Products(this, library(used));
    }
    return products;
  }

  private void polynomials(TransformedTarget target, int[] used, List<Runnable> steps) {
    for (TargetTransform t : SUMS) {
      if (target.allows(t)) {
        steps.add(() -> new Polynomials(this, target, used).search(t));
      }
    }
  }

  private void sums(TransformedTarget target, FeatureLibrary library, List<Runnable> steps) {
    Sums sums = new Sums(this, library, target);
    for (TargetTransform t : SUMS) {
      if (target.allows(t)) {
        steps.add(() -> sums.search(t));
      }
    }
    if (formulas.has(Operator.DIVIDE)) {
      steps.add(sums::searchRatios);
    }
  }

  /** What is done before each formula. */
  public void before(Runnable action) {
    before = action;
  }

  /** Formulas fitted. */
  public long fits() {
    return fits;
  }

  Formulas formulas() {
    return formulas;
  }

  Sample screen() {
    return screen;
  }

  Sample rows() {
    return rows;
  }

  /** Rows for fits of many coefficients. */
  Sample wide() {
    return wide;
  }

  Table table() {
    return table;
  }

  boolean isExact() {
    return exact;
  }

  /** Tries the terms of one model after another, until a formula is exact. */
  void untilExact(List<ForwardSelection.Model> models, Consumer<int[]> consider) {
    models.forEach(m -> ifOpen(() -> consider.accept(m.terms())));
  }

  private void ifOpen(Runnable step) {
    if (!exact) {
      step.run();
    }
  }

  /** Rows and expressions evaluated. */
  public long rowsEvaluated() {
    return fit.rowsEvaluated() + squares.rowsEvaluated();
  }

  /** Values of an expression on some rows. */
  double[] values(Expression e, Sample sample) {
    double[] x = new double[sample.columns().length];
    double[] out = new double[sample.rows()];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < x.length; j++) {
        x[j] = sample.columns()[j][i];
      }
      out[i] = e.evaluate(x);
    }
    return out;
  }

  /** Fits the constants of a candidate and remembers it if it is among the best of its size. */
  void consider(Expression raw) {
    if (raw == null) {
      return;
    }
    Expression e = complexities.simplified(raw);
    if (complexities.of(e) > settings.maxComplexity() + 6
        || !Trees.hasVariable(e)
        || !constraints.allowPart(e)
        || !considered.add(e.toText(6))) {
      return;
    }
    before.run();
    fits++;
    double left = squares.fit(e, rows, false, FIT_STEPS);
    if (!Double.isFinite(left)) {
      return;
    }
    Expression fitted = squares.withFitted(e);
    remember(fitted, left);
    Expression tidy =
        new Tidying(squares, Loss.MEAN_SQUARE, rows, EXACT * variance, 0).tidied(fitted, left);
    if (!tidy.equals(fitted)) {
      remember(tidy, squares.fit(tidy, rows, false, FIT_STEPS));
    }
  }

  private void remember(Expression e, double left) {
    if (complexities.of(e) <= settings.maxComplexity()
        && Double.isFinite(left)
        && constraints.allow(e)) {
      exact |= left < EXACT * variance;
      List<HallOfFame.Entry> best =
          found.computeIfAbsent(complexities.of(e), c -> new ArrayList<>());
      best.add(new HallOfFame.Entry(e, left));
      best.sort(Comparator.comparingDouble(HallOfFame.Entry::loss));
      if (best.size() > PER_COMPLEXITY) {
        best.remove(PER_COMPLEXITY);
      }
    }
  }

  private List<HallOfFame.Entry> judged() {
    Sample all = Sample.all(table);
    List<HallOfFame.Entry> entries = new ArrayList<>();
    for (List<HallOfFame.Entry> best : found.values()) {
      for (HallOfFame.Entry e : best) {
        double loss = fit.fit(e.expression(), all, false, FIT_STEPS);
        Expression fitted = complexities.simplified(fit.withFitted(e.expression()));
        if (Double.isFinite(loss)
            && complexities.of(fitted) <= settings.maxComplexity()
            && constraints.allow(fitted)) {
          entries.add(new HallOfFame.Entry(fitted, loss));
        }
      }
    }
    return entries;
  }
}
