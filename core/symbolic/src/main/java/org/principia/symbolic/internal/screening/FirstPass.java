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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.principia.common.RandomStream;
import org.principia.symbolic.constraint.Constraints;
import org.principia.symbolic.data.ColumnFunction;
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
 *   <li>Shapes with a constant inside: {@link Curves} of one argument, {@link Superpositions} of
 *       two shapes, {@link InnerConstants} of several columns.
 *   <li>{@link Rationals}, {@link Quadratics} and {@link FactoredSums}.
 * </ol>
 *
 * <p>Structures are screened on a few rows; the constants of the best are then fitted on more rows,
 * and of the best of each complexity on all. The ideas are those of AI Feynman (Udrescu and Tegmark
 * 2020), the means are other ones.
 */
public final class FirstPass {
  private static final int GROUPS = 6;

  /** From this one on groups wait for a round of evolution. */
  private static final int LATE = 4;

  /** Columns of which sums of shapes with constants inside are tried. */
  private static final int MAX_MIXED = 4;

  /** Columns of which roots and ratios are tried: of more the terms that come first are too few. */
  private static final int MAX_ROOTS = 5;

  private static final int WIDE_ROWS = 1000;
  private static final int SCREEN_ROWS = 96;
  private static final int FIT_ROWS = 400;
  private static final int FIT_STEPS = 12;
  private static final int PER_COMPLEXITY = 3;
  private static final double EXACT = 1e-22;

  private static final Set<TargetTransform> SUMS =
      EnumSet.complementOf(EnumSet.of(TargetTransform.LOGARITHM));

  private static final List<TargetTransform> LOGARITHMS =
      List.of(
          TargetTransform.SINE,
          TargetTransform.EXPONENTIAL,
          TargetTransform.ARC_SINE,
          TargetTransform.COSINE,
          TargetTransform.TANGENT);

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
    Loss loss = settings.loss();
    rows = Sample.draw(table, FIT_ROWS, rng).weighed(loss);
    screen = Sample.draw(table, SCREEN_ROWS, rng).weighed(loss);
    wide = Sample.draw(table, WIDE_ROWS, rng).weighed(loss);
    fit = new ConstantFit(settings.loss());
    formulas =
        new Formulas(
            EnumSet.copyOf(settings.operatorList()),
            new Primitives(settings.operatorList(), table.names()).variables());
    variance = variance(rows.target(), rows.weights());
  }

  static double variance(double[] target, double[] weights) {
    double mean = 0;
    for (int i = 0; i < target.length; i++) {
      mean += weights[i] * target[i];
    }
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      sum += weights[i] * (target[i] - mean) * (target[i] - mean);
    }
    return sum;
  }

  /**
   * The groups that fall to an island in a round: the quick one to the first island at once, the
   * others to as many islands one round later, the late ones after one more.
   */
  public static List<Integer> groups(SymbolicSettings settings, int island, int round) {
    int last =
        switch (settings.firstPass()) {
          case NONE -> 0;
          case QUICK -> 1;
          case FULL -> GROUPS;
        };
    return IntStream.range(0, last)
        .filter(g -> round == round(g) && g % settings.islands() == island)
        .boxed()
        .toList();
  }

  private static int round(int group) {
    return group == 0 ? 0 : group < LATE ? 1 : 2;
  }

  /**
   * Searches one group of structures, from 0: the best formulas of each complexity, judged on all
   * rows.
   */
  public List<HallOfFame.Entry> run(int group) {
    int[] all = IntStream.range(0, table.columns().length).toArray();
    int[] matter = Relevance.columns(wide);
    if (matter.length < all.length) {
      run(group, matter);
    }
    ifOpen(() -> run(group, all));
    return judged();
  }

  /** Searches one group of structures of some columns. */
  private void run(int group, int[] used) {
    TransformedTarget whole = new TransformedTarget(this, new int[table.columns().length]);
    switch (group) {
      case 0 -> {
        new Products(this).search(TargetTransform.IDENTITY, 0);
        ifProper(Separation.of(wide), used, this::polynomials);
        polynomials(whole, used);
        ifOpen(() -> products(library(used), List.of(TargetTransform.IDENTITY), 3));
      }
      case 1 -> {
        FeatureLibrary library = library(used);
        new Curves(this, library.plain()).search();
        superpositions(used, 1, 1);
        new InnerConstants(this, new Products(this), library).search();
        List<TargetTransform> written = LOGARITHMS.stream().filter(whole::allows).toList();
        ifOpen(() -> products(library, written, 1));
      }
      case 2 -> ifProper(Separation.of(wide), used, this::sums);
      case 3 -> sums(whole, used);
      case 4 -> superpositions(used, 2, MAX_MIXED);
      default -> {
        Separation sure = Separation.of(wide);
        Separation likely = Separation.likely(wide);
        boolean more = !Arrays.equals(sure.halves(), likely.halves());
        if (more) {
          ifProper(likely, used, this::rootsAndFactors);
        }
        if (!ifProper(sure, used, this::rootsAndFactors)) {
          ifOpen(() -> rootsAndFactors(whole, used));
        }
      }
    }
  }

  /**
   * With the target divided by the powers that split off, and those of the columns that are left;
   * whether there are some.
   */
  private boolean ifProper(
      Separation separation, int[] used, BiConsumer<TransformedTarget, int[]> use) {
    int[] rest = IntStream.of(used).filter(j -> separation.halves()[j] == 0).toArray();
    boolean proper = separation.isProper() && rest.length > 0;
    if (!exact && proper) {
      use.accept(new TransformedTarget(this, separation.halves()), rest);
    }
    return proper;
  }

  private void rootsAndFactors(TransformedTarget target, int[] used) {
    if (used.length > MAX_ROOTS) {
      return;
    }
    FeatureLibrary library = library(used);
    Polynomials polynomials = new Polynomials(this, target, used, rows);
    new Rationals(this, target, polynomials).search();
    ifOpen(() -> new Polynomials(this, target, used, wide).searchInverses());
    ifOpen(() -> new Quadratics(this, library, target, polynomials).search());
    ifOpen(() -> new FactoredSums(this, library, target).search());
  }

  private void superpositions(int[] used, int fewest, int most) {
    if (fewest <= used.length && used.length <= most) {
      ifOpen(() -> new Superpositions(this, used).search());
    }
  }

  private FeatureLibrary library(int[] used) {
    return new FeatureLibrary(formulas, screen.columns(), used);
  }

  private void products(FeatureLibrary library, List<TargetTransform> transforms, int mostFactors) {
    Products products = new Products(this, library);
    transforms.forEach(t -> ifOpen(() -> products.search(t, mostFactors)));
  }

  private void polynomials(TransformedTarget target, int[] used) {
    Polynomials polynomials = new Polynomials(this, target, used, wide);
    SUMS.stream().filter(target::allows).forEach(t -> ifOpen(() -> polynomials.search(t)));
  }

  private void sums(TransformedTarget target, int[] used) {
    Sums sums = new Sums(this, library(used), target);
    SUMS.stream().filter(target::allows).forEach(t -> ifOpen(() -> sums.search(t)));
    if (formulas.has(Operator.DIVIDE)) {
      ifOpen(sums::searchRatios);
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

  /** Whether the rows count by the shares that errors are of their targets. */
  boolean isRelative() {
    return settings.loss() == Loss.MEAN_RELATIVE;
  }

  /** Whether a formula that leaves so much is exact. */
  boolean isNegligible(double left) {
    return left < EXACT * variance;
  }

  boolean isExact() {
    return exact;
  }

  /**
   * Tries models of up to so many terms, until a formula is exact: of the first terms with a wide
   * beam, where there may be several, then of all with a narrow one.
   */
  void untilExact(
      ForwardSelection selection, int most, int beam, int first, Consumer<int[]> consider) {
    if (most > 1) {
      untilExact(selection.models(most, 4 * beam, beam, first), consider);
    }
    ifOpen(() -> untilExact(selection.models(most, beam, beam, Integer.MAX_VALUE), consider));
  }

  /** Tries models until a formula is exact. */
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
    double[] out = new double[sample.rows()];
    new ColumnFunction(e).values(sample.columns(), out);
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
      exact |= isNegligible(left);
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
