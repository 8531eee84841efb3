package org.principia.symbolic.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.principia.common.RandomStream;
import org.principia.symbolic.constraint.Constraints;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Complexities;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.Primitives;
import org.principia.symbolic.expression.StructureHash;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.front.HallOfFame;
import org.principia.symbolic.internal.fit.ConstantFit;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.internal.fit.StructureFit;
import org.principia.symbolic.internal.fit.Tidying;
import org.principia.symbolic.internal.screening.FirstPass;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * One population during one round.
 *
 * <p>A child comes from a tournament (or from the best of a complexity), by mutation or crossover;
 * it is simplified, skipped if its structure was already fitted in this round, has its constants
 * fitted on the round's rows, and replaces an old or poor member. Afterwards the best of each
 * complexity are fitted on all rows.
 */
final class Island {
  private static final double SECOND_MUTATION = 0.35;
  private static final int FINAL_STEPS = 12;

  /**
   * Factor of the front's loss on the round's rows up to which a structure is fitted on all rows.
   */
  private static final double SLACK = 1.01;

  /** The same for the best loss of its complexity, and the maximum number of a complexity. */
  private static final double SLACK_WITHIN = 1.03;

  private static final int MAX_PER_COMPLEXITY = 3;

  private final IslandTask task;
  private final BooleanSupplier cancelled;
  private final SymbolicSettings settings;
  private final Problem table;
  private final Sample sample;

  private final RandomGenerator rng;
  private final Primitives primitives;
  private final StructureFit fit;
  private final Constraints constraints;
  private final Complexities complexities;
  private final boolean scaled;
  private final int largest;
  private final Population population;
  private final Set<Long> seen = new HashSet<>();
  private final Set<Long> fittedStructures = new HashSet<>();
  private long births;
  private long fits;
  private long rowsOfFirstPass;
  private long fitsOfFirstPass;

  Island(IslandTask task, Problem table, BooleanSupplier cancelled) {
    this.task = task;
    this.cancelled = cancelled;
    this.settings = task.settings();
    this.table = table;
    long component = RandomStream.key(task.seed(), task.component());
    rng = RandomStream.of(task.seed(), "symbolic.island", component, task.island(), task.round());
    sample = Sample.draw(table, settings.rowsPerRound(), rng);
    primitives = new Primitives(settings.operatorList(), table.names());
    fit = StructureFit.of(table, settings.loss());
    constraints = settings.constraintsOn(table);
    complexities = settings.complexityWeights();
    boolean affine = primitives.has(Operator.ADD) && primitives.has(Operator.MULTIPLY);
    scaled = table instanceof Table && affine && settings.isScaled(task.island());
    largest = scaled ? Math.max(1, settings.maxComplexity() - 2) : settings.maxComplexity();
    population = new Population(settings, largest);
  }

  IslandResult run() {
    evaluateMembers();
    if (task.round() == 0) {
      settings.guesses().forEach(g -> insert(Expression.parse(g, table.names())));
    }
    List<HallOfFame.Entry> first = firstPass();
    if (isSolved(first)) {
      return result(first);
    }
    // Constraints may leave few structures, or none so small.
    long tries = 0;
    while (population.size() < settings.population() && tries++ < 200L * settings.population()) {
      insert(primitives.tree(1 + rng.nextInt(4), rng));
    }
    tries = 0;
    fits = 0;
    int budget =
        table instanceof Table ? settings.fitsInRound(task.round()) : settings.fitsPerRound();
    while (fits < budget && tries < 20L * budget) {
      tries++;
      insert(child());
    }
    List<HallOfFame.Entry> best = new ArrayList<>(first);
    best.addAll(bestOnAllRows());
    return result(best);
  }

  private IslandResult result(List<HallOfFame.Entry> best) {
    return new IslandResult(
        task.island(),
        task.round(),
        population.members(),
        best,
        population.bestLoss(),
        fits + fitsOfFirstPass,
        fit.rowsEvaluated() + rowsOfFirstPass);
  }

  private List<HallOfFame.Entry> firstPass() {
    List<HallOfFame.Entry> found = new ArrayList<>();
    if (!(table instanceof Table single)) {
      return found;
    }
    for (int group : FirstPass.groups(settings, task.island(), task.round())) {
      FirstPass pass = new FirstPass(single, settings, task.seed(), task.component());
      pass.before(this::requireNotCancelled);
      found.addAll(pass.run(group));
      rowsOfFirstPass += pass.rowsEvaluated();
      fitsOfFirstPass += pass.fits();
    }
    return found;
  }

  private boolean isSolved(List<HallOfFame.Entry> found) {
    double enough = settings.earlyStop() * task.fame().front().get(0).loss();
    return found.stream().anyMatch(e -> e.loss() <= enough);
  }

  /** Evaluates the members of the population on this round's rows. */
  private void evaluateMembers() {
    births = task.population().stream().mapToLong(m -> m.birth() + 1).max().orElse(0);
    for (Member m : task.population()) {
      double loss = fit.fit(m.expression(), sample, scaled, 1);
      if (Double.isFinite(loss)) {
        population.add(new Member(fit.withFitted(m.expression()), loss, m.birth()));
        seen.add(fit.family(m.expression(), scaled));
      }
    }
  }

  private Expression child() {
    if (population.size() == 0) {
      return primitives.tree(1 + rng.nextInt(8), rng);
    }
    Expression parent = population.parent(rng);
    Expression child =
        rng.nextDouble() < settings.crossover()
            ? crossover(parent, population.parent(rng), rng)
            : Mutation.draw(rng).apply(parent, primitives, rng);
    while (rng.nextDouble() < SECOND_MUTATION) {
      child = Mutation.draw(rng).apply(child, primitives, rng);
    }
    return child;
  }

  /**
   * A part of the giver in the place of a part of the receiver (Koza 1992), each node as likely.
   */
  static Expression crossover(Expression receiver, Expression giver, RandomGenerator rng) {
    Expression part = Trees.at(giver, rng.nextInt(giver.complexity()));
    return Trees.replace(receiver, rng.nextInt(receiver.complexity()), part);
  }

  private void requireNotCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("round " + task.round() + " was cancelled");
    }
  }

  private void insert(Expression raw) {
    requireNotCancelled();
    if (complexities.of(raw) > 2 * largest) {
      return;
    }
    Expression e = fit.canonical(complexities.simplified(raw));
    if (complexities.of(e) > largest || !Trees.hasVariable(e) || !constraints.allowPart(e)) {
      return;
    }
    // Simplification may introduce other operators; those of guesses are allowed.
    if (settings.guesses().isEmpty() && !primitives.allow(e)) {
      return;
    }
    if (!seen.add(fit.family(e, scaled)) && rng.nextDouble() >= settings.repeats()) {
      return;
    }
    fits++;
    double loss = fit.fit(e, sample, scaled, settings.fitSteps());
    if (Double.isFinite(loss)) {
      population.insert(new Member(fit.withFitted(e), loss, births++), rng);
    }
  }

  /** The best few of each complexity, complete with scale and shift, fitted on all rows. */
  private List<HallOfFame.Entry> bestOnAllRows() {
    Map<Integer, List<HallOfFame.Entry>> fitted = new TreeMap<>();
    for (Member m : population.nearBest(SLACK_WITHIN)) {
      for (Expression e : completions(m.expression())) {
        double loss = fit.fit(e, sample, false, settings.fitSteps());
        if (Double.isFinite(loss)
            && complexities.of(e) <= settings.maxComplexity()
            && constraints.allow(e)) {
          fitted
              .computeIfAbsent(complexities.of(e), c -> new ArrayList<>())
              .add(new HallOfFame.Entry(fit.withFitted(e), loss));
        }
      }
    }
    List<HallOfFame.Entry> accepted = new ArrayList<>();
    Sample all = Sample.all(table);
    double least = Double.POSITIVE_INFINITY;
    for (List<HallOfFame.Entry> entries : fitted.values()) {
      entries.sort(Comparator.comparingDouble(HallOfFame.Entry::loss));
      double best = entries.get(0).loss();
      for (HallOfFame.Entry e : entries.subList(0, Math.min(MAX_PER_COMPLEXITY, entries.size()))) {
        if (e.loss() <= Math.min(SLACK * least, SLACK_WITHIN * best)) {
          fitOnAllRows(e.expression(), all, accepted);
        }
      }
      least = Math.min(least, best);
    }
    return accepted;
  }

  private void fitOnAllRows(Expression e, Sample all, List<HallOfFame.Entry> accepted) {
    long structure = StructureHash.of(e);
    boolean known =
        task.fame()
            .at(complexities.of(e))
            .filter(old -> StructureHash.of(old.expression()) == structure)
            .isPresent();
    if (known || !fittedStructures.add(structure)) {
      return;
    }
    requireNotCancelled();
    double loss = fit.fit(e, all, false, FINAL_STEPS);
    Expression plain = complexities.simplified(fit.withFitted(e));
    if (Double.isFinite(loss) && constraints.allow(plain)) {
      addTidied(plain, loss, all, accepted);
    }
  }

  /**
   * A formula, or the same without parts that are constant; an exact one also without the terms
   * that explain nothing but rounding.
   */
  private void addTidied(Expression e, double loss, Sample all, List<HallOfFame.Entry> accepted) {
    double negligible =
        (settings.loss().isSquare() ? 1e-20 : 1e-10) * task.fame().front().get(0).loss();
    if (!(fit instanceof ConstantFit single)) {
      accepted.add(new HallOfFame.Entry(e, loss));
      return;
    }
    Tidying tidying = new Tidying(single, settings.loss(), all, negligible, 0);
    Expression flat = tidying.settled(e, loss);
    int saved = complexities.of(e) - complexities.of(flat);
    boolean keep = flat.equals(e) || saved < 0 || !constraints.allow(flat);
    if (!keep && saved == 0) {
      // Both stay: one has a constant less.
      accepted.add(new HallOfFame.Entry(e, loss));
    }
    double reached = keep ? loss : fit.fit(flat, all, false, FINAL_STEPS);
    Expression plain = keep ? e : fit.withFitted(flat);
    accepted.add(new HallOfFame.Entry(plain, reached));
    if (reached <= negligible) {
      Expression tidy = tidying.tidied(plain, reached);
      if (complexities.of(tidy) < complexities.of(plain) && constraints.allow(tidy)) {
        double exact = fit.fit(tidy, all, false, FINAL_STEPS);
        accepted.add(new HallOfFame.Entry(fit.withFitted(tidy), exact));
      }
    }
  }

  private List<Expression> completions(Expression f) {
    if (!scaled || !(fit instanceof ConstantFit single)) {
      return List.of(f);
    }
    single.fit(f, sample, true, settings.fitSteps());
    Expression fitted = single.withFitted(f);
    double a = single.scale();
    double b = single.shift();
    if (!Double.isFinite(a) || !Double.isFinite(b)) {
      return List.of();
    }
    Expression scale = Expression.constant(a);
    Expression shift = Expression.constant(b);
    Expression times = complexities.simplified(Expression.apply(Operator.MULTIPLY, scale, fitted));
    return List.of(
        fitted,
        times,
        complexities.simplified(Expression.apply(Operator.ADD, shift, times)),
        complexities.simplified(Expression.apply(Operator.ADD, shift, fitted)));
  }
}
