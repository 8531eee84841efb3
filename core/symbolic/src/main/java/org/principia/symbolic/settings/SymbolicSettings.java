package org.principia.symbolic.settings;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.common.Setting;
import org.principia.common.SettingsCopy;
import org.principia.symbolic.constraint.Constraints;
import org.principia.symbolic.constraint.Units;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.expression.Complexities;
import org.principia.symbolic.expression.Operator;

/** Everything that steers a search, each value under a key: {@code max-complexity}. */
public record SymbolicSettings(
    @Setting(
            "Operators to search with, of + - * / ^ neg square cube sqrt exp log sin cos tanh abs"
                + " inv cbrt tan asin acos atan sinh cosh min max.")
        List<String> operators,
    @Setting("Largest complexity of a formula: its operators, constants and variables, 3 to 100.")
        int maxComplexity,
    @Setting(
            "What is minimised: mean-absolute, mean-square, mean-relative, huber, or auto: absolute"
                + " or relative, as the rows have it.")
        Loss loss,
    @Setting("Islands: populations that evolve independently, one task each, 1 to 10000.")
        int islands,
    @Setting("Members of a population, 10 to 100000.") int population,
    @Setting("Maximum number of rounds; after each the islands exchange members, 1 to 100000.")
        int rounds,
    @Setting("Formulas that an island fits in a round, 1 or more.") int fitsPerRound,
    @Setting("Rows that an island evaluates formulas on, drawn anew each round, 10 or more.")
        int rowsPerRound,
    @Setting("Steps of Levenberg-Marquardt for a new formula, 0 to 100.") int fitSteps,
    @Setting("Members compared when a parent is chosen, 2 to population.") int tournament,
    @Setting(
            "Adaptive parsimony: penalty on complexities that are frequent in a population, 0 or"
                + " more.")
        double frequencyPenalty,
    @Setting("Share of children from two parents, 0 to 1.") double crossover,
    @Setting("Share of the islands that fit a scale and a shift to every formula, 0 to 1.")
        double scaledIslands,
    @Setting(
            "Share of a population that migrants from other islands and the front replace, 0 to 1.")
        double migration,
    @Setting("Share of structures already fitted in a round that are fitted again, 0 to 1.")
        double repeats,
    @Setting("Rounds without progress after which an island restarts, 1 or more.") int restartAfter,
    @Setting("Rounds without progress of the front after which the search ends, 1 or more.")
        int patience,
    @Setting("The search ends when the loss falls below this share of the best constant's, 0 to 1.")
        double earlyStop,
    @Setting("How the chosen member is selected: fractional-drop, accuracy or description-length.")
        Choice choice,
    @Setting(
            "Seconds after which no round begins; it makes the front depend on the machine; 0 for"
                + " none.")
        double timeLimit,
    @Setting(
            "Fitted formulas after which a search ends with its round, the same on any machine; 0"
                + " for none.")
        long evaluationLimit,
    @Setting(
            "What is tried before evolution: none, quick (powers, polynomials, products) or full"
                + " (sums too).")
        FirstPassEffort firstPass,
    @Setting("Largest depth of a formula's tree, 2 to 100.") int maxDepth,
    @Setting(
            "Forbidden formulas: \"sin: sin cos\" (those inside a sine), \"exp <= 7\", \"^ <= 9 1\""
                + " (operands).")
        List<String> constraints,
    @Setting(
            "Complexity of operators, constants and variables, 1 by default: \"sin = 3\","
                + " \"constant = 2\", \"variable = 1\".")
        List<String> complexities,
    @Setting(
            "Units that formulas must respect, of every column, the target and, as 1, of constants:"
                + " \"x = m\", \"target = m/s^2\", \"constant = 1\".")
        List<String> units,
    @Setting("Formulas over the columns' names that the search starts from.") List<String> guesses,
    @Setting(
            "How regress searches: free (each component), central (one factor for all components)"
                + " or both.")
        Structure structure)
    implements Serializable {
  /**
   * Checks every value.
   *
   * @throws InputException naming the key
   */
  public SymbolicSettings {
    if (operators.isEmpty()) {
      throw InputException.invalid("operators", operators, "at least one");
    }
    operators = Operator.listOf("operators", operators).stream().map(Operator::symbol).toList();
    Checks.between("max-complexity", maxComplexity, 3, 100);
    Checks.between("islands", islands, 1, 10_000);
    Checks.between("population", population, 10, 100_000);
    Checks.between("rounds", rounds, 1, 100_000);
    Checks.atLeast("fits-per-round", fitsPerRound, 1);
    Checks.atLeast("rows-per-round", rowsPerRound, 10);
    Checks.between("fit-steps", fitSteps, 0, 100);
    Checks.between("tournament", tournament, 2, population);
    Checks.between("frequency-penalty", frequencyPenalty, 0, 1e6);
    Checks.between("crossover", crossover, 0, 1);
    Checks.between("scaled-islands", scaledIslands, 0, 1);
    Checks.between("migration", migration, 0, 1);
    Checks.between("repeats", repeats, 0, 1);
    Checks.atLeast("restart-after", restartAfter, 1);
    Checks.atLeast("patience", patience, 1);
    Checks.between("early-stop", earlyStop, 0, 1);
    constraints = List.copyOf(constraints);
    complexities = List.copyOf(complexities);
    units = List.copyOf(units);
    guesses = List.copyOf(guesses);
    Checks.between("max-depth", maxDepth, 2, Constraints.ANY_DEPTH);
    Constraints.check(constraints);
    Units.check(units);
    Checks.between("max-complexity", maxComplexity, new Complexities(complexities).least(), 100);
    Checks.between("time-limit", timeLimit, 0, 1e9);
    if (evaluationLimit < 0) {
      throw InputException.invalid(
          "evaluation-limit", evaluationLimit, "a whole number of at least 0");
    }
  }

  /** The default settings. */
  public static SymbolicSettings defaults() {
    return new SymbolicSettings(
        List.of("+", "-", "*", "/"),
        25,
        Loss.MEAN_ABSOLUTE,
        4,
        150,
        16,
        4000,
        512,
        6,
        8,
        20,
        0.15,
        0.75,
        0.08,
        0.05,
        4,
        4,
        1e-8,
        Choice.FRACTIONAL_DROP,
        0,
        0,
        FirstPassEffort.FULL,
        Constraints.ANY_DEPTH,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Structure.BOTH);
  }

  /**
   * The same with another number of islands, of rounds at the most, and of formulas that an island
   * fits in a round.
   */
  public SymbolicSettings withEffort(int islands, int rounds, int fitsPerRound) {
    return with(Map.of("islands", islands, "rounds", rounds, "fits-per-round", fitsPerRound));
  }

  /**
   * The same with other values.
   *
   * @param changes by key, a choice also by its label: {@code Map.of("max-complexity", 40, "loss",
   *     "huber")}
   * @throws InputException naming a value that is not allowed, or the nearest key to one unknown
   */
  public SymbolicSettings with(Map<String, ?> changes) {
    return SettingsCopy.of(this, changes);
  }

  /**
   * What formulas of a problem may be: depth, nesting, operands and units.
   *
   * @throws InputException if the units are not those of the problem's columns
   */
  public Constraints constraintsOn(Problem problem) {
    Optional<Units> checked =
        units.isEmpty() ? Optional.empty() : Optional.of(Units.of(units, problem));
    return new Constraints(maxDepth, constraints, complexityWeights(), checked);
  }

  /** Whether an island fits scale and shift: spread evenly, the first island among them. */
  public boolean isScaled(int island) {
    return (int) Math.ceil((island + 1) * scaledIslands - 1e-9)
        > (int) Math.ceil(island * scaledIslands - 1e-9);
  }

  /** Formulas that an island fits in a round: few beside a first pass, which may end the search. */
  public int fitsInRound(int round) {
    boolean few = round == 0 && firstPass != FirstPassEffort.NONE;
    return few ? Math.max(1, fitsPerRound / 10) : fitsPerRound;
  }

  /**
   * How much of its effort a search has behind it at a round, from 0: the share of the formulas
   * that it fits in all rounds.
   */
  public double shareBefore(int round) {
    return (double) fitsBefore(round) / fitsBefore(rounds);
  }

  private long fitsBefore(int round) {
    return round == 0 ? 0 : fitsInRound(0) + (round - 1L) * fitsPerRound;
  }

  public Complexities complexityWeights() {
    return new Complexities(complexities);
  }

  public List<Operator> operatorList() {
    return Operator.listOf("operators", operators);
  }
}
