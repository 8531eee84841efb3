package org.principia.theory.search;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.common.InputException;
import org.principia.messages.Recording;
import org.principia.parallel.Cluster;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.front.JointFront;
import org.principia.symbolic.front.JointMember;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.front.ParetoMember;
import org.principia.symbolic.front.Snapping;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * Which formulas are searched for, in which order, with which guesses and effort.
 *
 * <ol>
 *   <li>where a central structure is wanted: a short search for the factor that all messages have
 *       in common, the members of whose front are guesses for the next step;
 *   <li>one factor for all messages times linear maps of the separation;
 *   <li>one factor for all accelerations times affine maps of summed messages and velocity;
 *   <li>where free structures are wanted: each component by itself, over all variables.
 * </ol>
 *
 * <p>The space of factors is small, and the search for that of the messages has a first pass that a
 * vector cannot have: steps 2 and 3 get a quarter of the rounds.
 */
public final class FormulaSearchPlan {
  /** Step 1. */
  public static final String FACTOR = "factor";

  /** Step 4. */
  public static final String FREE = FrontMember.FREE;

  /** Rounds that the first pass takes. */
  private static final int FACTOR_ROUNDS = 2;

  /** The factor's search has this part of the fits of a round. */
  private static final int FACTOR_SHARE = 4;

  /** A central structure is searched for in this part of the rounds. */
  private static final int CENTRAL_SHARE = 4;

  /** Rows that say whether a simple number will do. */
  private static final int SNAPPING_ROWS = 1000;

  /** A member before its formula is written. */
  private record Draft(
      String component,
      ParetoMember member,
      double loss,
      Expression formula,
      boolean chosen,
      String structure)
      implements Serializable {}

  private final SearchTables samples;
  private final SymbolicSettings settings;
  private final Map<String, Table> tables;
  private final Map<String, Problem> problems = new LinkedHashMap<>();

  /**
   * A plan.
   *
   * @param recording the samples
   * @param settings of the searches; neither units nor guesses, which name columns
   * @throws InputException if the settings have such, or if the samples cannot be searched
   */
  public FormulaSearchPlan(Recording recording, int dimension, SymbolicSettings settings) {
    requireNoColumns(settings);
    this.samples = new SearchTables(recording, dimension);
    this.settings = settings;
    this.tables = samples.free();
    if (settings.structure().isCentral()) {
      problems.putAll(samples.central());
    }
    if (settings.structure().isFree()) {
      problems.putAll(tables);
    }
  }

  /**
   * Requires that settings name no columns, which differ between the searches of a plan.
   *
   * @throws InputException if they do
   */
  public static void requireNoColumns(SymbolicSettings settings) {
    Map.of("units", settings.units(), "guesses", settings.guesses())
        .forEach(
            (key, value) -> {
              if (!value.isEmpty()) {
                throw InputException.invalid(
                    "symbolic." + key,
                    value,
                    "nothing: the searches of regress have other columns each; fit takes it");
              }
            });
  }

  /** Runs all steps: the fronts by the names of the searches, those of guesses left out. */
  public Map<String, ParetoFront> run(SearchRunner runner) {
    Map<String, ParetoFront> fronts = new LinkedHashMap<>();
    if (settings.structure().isCentral()) {
      List<String> guesses = guesses(runner);
      int rounds = Math.max(1, settings.rounds() / CENTRAL_SHARE);
      for (String name : List.of(OutputNames.MESSAGES, OutputNames.ACCELERATIONS)) {
        boolean message = name.equals(OutputNames.MESSAGES);
        SymbolicSettings own =
            settings.with(Map.of("rounds", rounds, "guesses", message ? guesses : List.of()));
        fronts.putAll(runner.run(name, own, Map.of(name, problems.get(name))));
      }
    }
    if (settings.structure().isFree()) {
      fronts.putAll(runner.run(FREE, settings, tables));
    }
    return fronts;
  }

  /** Formulas of the factor that all messages have in common. */
  private List<String> guesses(SearchRunner runner) {
    SymbolicSettings rough =
        settings.with(
            Map.of(
                "rounds",
                Math.min(FACTOR_ROUNDS, settings.rounds()),
                "fits-per-round",
                Math.max(1, settings.fitsPerRound() / FACTOR_SHARE),
                "guesses",
                List.of()));
    return samples.factor().stream()
        .map(factor -> runner.run(FACTOR, rough, Map.of(FACTOR, factor)).get(FACTOR))
        .flatMap(front -> front.members().stream())
        .map(member -> member.expression().toText())
        .toList();
  }

  /**
   * The members of this plan's fronts, all or some of them, written as formulas of the variables,
   * with simple numbers where the rows allow them; free ones first, which are preferred.
   */
  public List<FrontMember> members(Map<String, ParetoFront> fronts, Cluster cluster) {
    Map<String, ParetoFront> found = new LinkedHashMap<>(fronts);
    found.keySet().retainAll(problems.keySet());
    Loss loss = settings.loss();
    List<Draft> drafts = new ArrayList<>();
    found.forEach(
        (name, front) ->
            drafts.addAll(
                problems.get(name) instanceof JointTable joint
                    ? central(JointFront.of(front, joint))
                    : free(name, front)));
    drafts.sort(Comparator.comparing(m -> m.structure().equals(FrontMember.FREE) ? 0 : 1));
    return cluster.map(
        new LinkedHashMap<>(tables),
        drafts,
        (shared, draft) -> written(draft, shared.get(draft.component()), loss));
  }

  private static List<Draft> free(String name, ParetoFront front) {
    ParetoMember chosen = front.chosen();
    return front.members().stream()
        .map(m -> new Draft(name, m, m.loss(), m.expression(), m.equals(chosen), FREE))
        .toList();
  }

  /** Every structure with the formula that it gives each target. */
  private static List<Draft> central(JointFront front) {
    List<Draft> drafts = new ArrayList<>();
    for (int t = 0; t < front.targets().size(); t++) {
      for (JointMember m : front.members()) {
        drafts.add(
            new Draft(
                front.targets().get(t),
                m.structure(),
                m.losses()[t],
                m.formula(t),
                m.structure().equals(front.chosen().structure()),
                FrontMember.CENTRAL));
      }
    }
    return drafts;
  }

  private static FrontMember written(Draft draft, Table table, Loss loss) {
    Expression formula = draft.formula().bind(table.names());
    double reached = draft.loss();
    if (draft.structure().equals(FrontMember.CENTRAL)) {
      // Its linear maps have a coefficient for every axis, needed or not.
      formula = Snapping.tidied(formula, table, loss);
      reached = Snapping.loss(formula, table, loss);
    }
    Expression snapped = Snapping.snapped(formula, first(table), loss);
    return new FrontMember(
        draft.component(),
        draft.member().complexity(),
        reached,
        draft.member().score(),
        formula.toText(),
        formula.toLatex(6),
        draft.chosen(),
        draft.structure(),
        formula.toSql(),
        snapped.toText(),
        Snapping.loss(snapped, table, loss));
  }

  /** The first rows: samples come in the order of their random keys. */
  private static Table first(Table table) {
    int rows = Math.min(SNAPPING_ROWS, table.rows());
    double[][] columns =
        Arrays.stream(table.columns())
            .map(column -> Arrays.copyOf(column, rows))
            .toArray(double[][]::new);
    double[] target = Arrays.copyOf(table.target(), rows);
    boolean varied = Arrays.stream(target).anyMatch(y -> y != target[0]);
    return varied ? Table.of(table.names(), columns, target) : table;
  }
}
