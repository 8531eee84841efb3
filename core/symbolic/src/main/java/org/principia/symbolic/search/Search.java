package org.principia.symbolic.search;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.principia.common.InputException;
import org.principia.common.RandomStream;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Complexities;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Operator;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.front.FrontScale;
import org.principia.symbolic.front.HallOfFame;
import org.principia.symbolic.front.Outliers;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.TargetSpread;
import org.principia.symbolic.internal.fit.Sample;
import org.principia.symbolic.internal.fit.StructureFit;
import org.principia.symbolic.internal.screening.ColumnScreening;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * A search between two rounds: immutable, serialisable, a checkpoint of itself.
 *
 * <pre>
 * Search search = Search.start(table, settings, seed, "message-1");
 * while (!search.finished()) {
 *   List&lt;IslandResult&gt; results = … each of search.tasks() run, anywhere, in any order …
 *   search = search.absorb(results);
 * }
 * ParetoFront front = search.front();
 * </pre>
 *
 * <p>Every draw comes from a stream of (seed, component, island, round), so that the front is the
 * same for any number of workers and after any repetition of a task.
 */
public final class Search implements Serializable {
  /** Counts the versions of what a search does with the same settings: results change with it. */
  public static final int METHOD = 8;

  private static final long serialVersionUID = 1L;

  /** A loss must fall below this share of the one before to count as progress. */
  private static final double PROGRESS = 0.99;

  private static final int FORMER_STEPS = 12;

  /** Searches that begin anew after a first: what is far off may change once what is found does. */
  private static final int MAX_RESTARTS = 2;

  private static final int FIRST_PASS_ROUNDS = 2;

  private final SymbolicSettings settings;
  private final long seed;
  private final String component;
  private final FrontScale scale;
  private final boolean constantAllowed;

  /** Numbers and names of the columns that formulas are made of; empty for all. */
  private final List<Integer> columns;

  private final List<String> columnNames;

  /** Whether errors may yet turn out to grow with the target, or rows to be far off. */
  private final boolean open;

  /** Numbers of the rows that do not count, far off what was found before. */
  private final List<Integer> aside;

  private final int restarts;

  private final int formerRounds;

  /** What was found before, fitted to these rows: the front has it from the beginning. */
  private final List<HallOfFame.Entry> former;

  private final int round;
  private final int idleRounds;
  private final long fits;
  private final long rowsEvaluated;
  private final HallOfFame fame;
  private final List<IslandState> islands;

  /** What an island keeps between rounds. */
  private record IslandState(List<Member> population, double bestLoss, int idleRounds)
      implements Serializable {
    static IslandState fresh() {
      return new IslandState(List.of(), Double.POSITIVE_INFINITY, 0);
    }
  }

  private Search(Search before, int idle, long[] effort, HallOfFame fame, List<IslandState> next) {
    this.settings = before.settings;
    this.seed = before.seed;
    this.component = before.component;
    this.scale = before.scale;
    this.constantAllowed = before.constantAllowed;
    this.columns = before.columns;
    this.columnNames = before.columnNames;
    this.open = before.open;
    this.aside = before.aside;
    this.restarts = before.restarts;
    this.formerRounds = before.formerRounds;
    this.former = before.former;
    this.round = before.round + 1;
    this.idleRounds = idle;
    this.fits = effort[0];
    this.rowsEvaluated = effort[1];
    this.fame = fame;
    this.islands = next;
  }

  private Search(
      Problem table, SymbolicSettings settings, boolean open, long seed, String component) {
    this.settings = settings;
    this.seed = seed;
    this.component = component;
    this.scale = FrontScale.of(table, settings.loss());
    this.constantAllowed = settings.constraintsOn(table).allow(scale.constant().expression());
    this.columns = kept(table, settings);
    this.columnNames = columns.stream().map(table.names()::get).toList();
    this.open = open;
    this.aside = List.of();
    this.restarts = 0;
    this.formerRounds = 0;
    this.former = List.of();
    this.round = 0;
    this.idleRounds = 0;
    this.fits = 0;
    this.rowsEvaluated = 0;
    this.fame = HallOfFame.empty(settings.complexityWeights()).with(List.of(scale.constant()));
    this.islands = List.copyOf(Collections.nCopies(settings.islands(), IslandState.fresh()));
  }

  /** Anew after another search, without some rows, its random streams its own. */
  private Search(Search before, Table table, Loss loss, List<Integer> aside) {
    Table rows = table.without(aside);
    this.settings = before.settings.with(Map.of("loss", loss));
    this.seed = before.seed;
    this.component = before.component + "'";
    this.scale = FrontScale.of(rows, loss);
    this.constantAllowed = before.constantAllowed;
    this.columns = before.columns;
    this.columnNames = before.columnNames;
    this.open = true;
    this.aside = aside;
    this.restarts = before.restarts + 1;
    this.formerRounds = before.round();
    this.former = before.fitted(rows, loss);
    this.round = 0;
    this.idleRounds = 0;
    this.fits = before.fits;
    this.rowsEvaluated = before.rowsEvaluated;
    this.fame = HallOfFame.empty(settings.complexityWeights()).with(List.of(scale.constant()));
    this.islands = List.copyOf(Collections.nCopies(settings.islands(), IslandState.fresh()));
  }

  /**
   * A search before its first round.
   *
   * @param table the rows; each task is run on this same table
   * @param settings of the search
   * @param seed the user's
   * @param component what is searched for: keys the random streams, so that no two searches of a
   *     seed draw alike
   * @return the search
   * @throws InputException if a guess is no expression over the columns, units are not theirs, or
   *     squares of the target are beyond the range of numbers
   */
  public static Search start(
      Problem table, SymbolicSettings settings, long seed, String component) {
    Guesses.requireAllowed(settings, table);
    boolean open = settings.loss() == Loss.AUTO;
    SymbolicSettings resolved =
        open ? settings.with(Map.of("loss", TargetSpread.loss(table))) : settings;
    return new Search(table, resolved, open && table instanceof Table, seed, component);
  }

  private static List<Integer> kept(Problem problem, SymbolicSettings settings) {
    // Where every column has a unit they belong together, and the units do the screening.
    if (!(problem instanceof Table table)
        || table.names().size() <= ColumnScreening.WHOLE
        || !settings.units().isEmpty()) {
      return List.of();
    }
    int[] guessed =
        settings.guesses().stream()
            .flatMap(g -> Guesses.parsed(g, table.names()).variables().stream())
            .distinct()
            .mapToInt(table.names()::indexOf)
            .toArray();
    return Arrays.stream(ColumnScreening.kept(table, settings.loss(), guessed)).boxed().toList();
  }

  /** Names of the columns that formulas are made of, where a table has more; else empty. */
  public List<String> columns() {
    return columnNames;
  }

  /**
   * The search to go on with after a round: this one, or, under {@link Loss#AUTO}, one that begins
   * anew: with relative errors where they grow with the target, without the rows that are far off
   * what was found. That is looked at once this one has finished; after the first pass already
   * where what was found explains all but a few scattered rows.
   *
   * @param problem that this search began with
   */
  public Search settled(Problem problem) {
    boolean early = round == FIRST_PASS_ROUNDS && restarts == 0;
    if (!open || !(finished() || early) || isSolved() || restarts == MAX_RESTARTS) {
      return this;
    }
    Table table = (Table) problem;
    Expression best = front().described(table).choose(Choice.DESCRIPTION_LENGTH).expression();
    boolean relative = finished() && TargetSpread.isRelative(best, table);
    Loss loss = relative ? Loss.MEAN_RELATIVE : settings.loss();
    Outliers far = Outliers.of(best, table, loss);
    boolean anew = finished() ? loss != settings.loss() || far.differ(aside) : far.areClear();
    return anew ? new Search(this, table, loss, far.rows()) : this;
  }

  /** The front's formulas with their constants fitted for another loss. */
  private List<HallOfFame.Entry> fitted(Problem table, Loss loss) {
    Sample all = Sample.all(table);
    StructureFit fit = StructureFit.of(table, loss);
    List<HallOfFame.Entry> entries = new ArrayList<>();
    for (HallOfFame.Entry e : fame.front()) {
      double reached = fit.fit(e.expression(), all, false, FORMER_STEPS);
      if (Double.isFinite(reached) && Trees.hasVariable(e.expression())) {
        entries.add(new HallOfFame.Entry(fit.withFitted(e.expression()), reached));
      }
    }
    return entries;
  }

  /**
   * Whether there is nothing to run: the rounds are used up, the front stands still, or the loss is
   * small enough.
   */
  public boolean finished() {
    return round >= settings.rounds() || idleRounds >= settings.patience() || isSolved();
  }

  private boolean isSolved() {
    return leastLoss(Integer.MAX_VALUE) <= settings.earlyStop() * scale.constant().loss();
  }

  /** The tasks of the coming round, one for each island. */
  public List<IslandTask> tasks() {
    List<IslandTask> tasks = new ArrayList<>();
    for (int i = 0; i < islands.size(); i++) {
      tasks.add(
          new IslandTask(
              settings,
              seed,
              component,
              i,
              round,
              islands.get(i).population(),
              fame,
              columns,
              aside));
    }
    return tasks;
  }

  /**
   * The search after a round; this one stays as it is.
   *
   * @param results of all tasks of this round, in any order
   * @throws IllegalArgumentException if the results are not those of this round's tasks
   */
  public Search absorb(List<IslandResult> results) {
    List<IslandResult> sorted =
        results.stream().sorted(Comparator.comparingInt(IslandResult::island)).toList();
    requireComplete(sorted);
    HallOfFame merged = fame;
    long[] effort = {fits, rowsEvaluated};
    for (IslandResult r : sorted) {
      merged = merged.with(r.best());
      effort[0] += r.fits();
      effort[1] += r.rowsEvaluated();
    }
    HallOfFame after = merged;
    List<IslandState> next = sorted.stream().map(r -> next(r, sorted, after)).toList();
    return new Search(this, hasProgressed(after) ? 0 : idleRounds + 1, effort, after, next);
  }

  /**
   * The front so far: members of strictly falling loss on all rows. That of a search that begins
   * anew has the former one's formulas, too: it may be stopped before it finds as good ones.
   */
  public ParetoFront front() {
    return ParetoFront.of(fame.with(former), scale, constantAllowed, settings);
  }

  /** Rounds absorbed, 0 at the start. */
  public int round() {
    return formerRounds + round;
  }

  /** Formulas fitted so far. */
  public long fits() {
    return fits;
  }

  /** Formulas times rows evaluated so far, derivatives counted as one evaluation. */
  public long rowsEvaluated() {
    return rowsEvaluated;
  }

  private void requireComplete(List<IslandResult> sorted) {
    boolean current = sorted.stream().allMatch(r -> r.round() == round);
    List<Integer> numbers = sorted.stream().map(IslandResult::island).toList();
    if (!current || !numbers.equals(IntStream.range(0, islands.size()).boxed().toList())) {
      throw new IllegalArgumentException(
          "results are not one for each island of round " + round + ": " + sorted.size());
    }
  }

  private IslandState next(IslandResult r, List<IslandResult> all, HallOfFame merged) {
    IslandState before = islands.get(r.island());
    boolean progress = r.bestLoss() < PROGRESS * before.bestLoss();
    double best = Math.min(before.bestLoss(), r.bestLoss());
    int idle = progress ? 0 : before.idleRounds() + 1;
    // The first island keeps its population; the others may restart.
    if (idle >= settings.restartAfter() && r.island() > 0) {
      return IslandState.fresh();
    }
    return new IslandState(migrated(r, all, merged), best, idle);
  }

  private List<Member> migrated(IslandResult r, List<IslandResult> all, HallOfFame merged) {
    long key = RandomStream.key(seed, component);
    RandomGenerator rng = RandomStream.of(seed, "symbolic.migration", key, r.island(), round);
    List<Member> population = new ArrayList<>(r.population());
    long birth = population.stream().mapToLong(Member::birth).max().orElse(0) + 1;
    int migrants = (int) Math.ceil(settings.migration() * population.size());
    List<HallOfFame.Entry> front = merged.front();
    boolean scaled = !scale.joint() && settings.isScaled(r.island());
    for (int i = 0; i < migrants && !population.isEmpty(); i++) {
      Expression migrant;
      List<Member> from = all.get(rng.nextInt(all.size())).population();
      // An island that solved the problem without evolution has no members.
      if (rng.nextBoolean() || from.isEmpty()) {
        migrant = front.get(rng.nextInt(front.size())).expression();
      } else {
        migrant = from.get(rng.nextInt(from.size())).expression();
      }
      Expression e = scaled ? core(migrant) : migrant;
      if (Trees.hasVariable(e)) {
        int slot = rng.nextInt(population.size());
        population.set(slot, new Member(e, Double.POSITIVE_INFINITY, birth));
      }
    }
    return List.copyOf(population);
  }

  /** Without the outermost shift and scale, which a scaled island fits by itself. */
  private static Expression core(Expression e) {
    if (e instanceof Expression.Binary b && b.left() instanceof Expression.Constant) {
      boolean outer = b.operator() == Operator.ADD || b.operator() == Operator.MULTIPLY;
      return outer ? core(b.right()) : e;
    }
    return e;
  }

  private boolean hasProgressed(HallOfFame after) {
    Complexities complexities = settings.complexityWeights();
    return after.front().stream()
        .anyMatch(e -> e.loss() < PROGRESS * leastLoss(complexities.of(e.expression())));
  }

  /** The least loss so far up to a complexity; infinite where there is none. */
  private double leastLoss(int complexity) {
    Complexities complexities = settings.complexityWeights();
    return fame.front().stream()
        .filter(e -> complexities.of(e.expression()) <= complexity)
        .mapToDouble(HallOfFame.Entry::loss)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
