package org.principia.symbolic.front;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.expression.Complexities;
import org.principia.symbolic.expression.Exponents;
import org.principia.symbolic.expression.Expression;
import org.principia.symbolic.expression.Trees;
import org.principia.symbolic.math.ElementaryFunctions;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * The formulas of which none is both simpler and better than another: complexity rises, loss falls.
 *
 * @param members the simplest first
 * @param rivals formulas beside the front with fewer constants than a member that is as complex,
 *     and nearly its loss, the simplest first
 * @param loss which loss the members have
 * @param rows that the loss is over
 * @param columns that formulas could draw from
 * @param operators that formulas could draw from
 * @param choice which member {@link #chosen} gives
 */
public record ParetoFront(
    List<ParetoMember> members,
    List<ParetoMember> rivals,
    Loss loss,
    int rows,
    int columns,
    int operators,
    Choice choice)
    implements Serializable {
  /**
   * A member is at or beyond the knee if no later one lies below it by more than this fraction of
   * the loss per added complexity (of the root, for the mean square). Measured on networks' noise:
   * a right formula that lacks a constant or a factor leaves 2.3 to 5 percent a node to gain, the
   * smooth error of a network less than 2.
   */
  public static final double KNEE_TOLERANCE = 0.02;

  /** A node takes a nat off the misfit; of fewer rows a share of each row's error. */
  private static final double ROWS_PER_NODE = 30;

  private static final double REPEATED = 1;

  /**
   * A unit that must be what it is takes so many nats: fewer than a constant that makes it free.
   */
  private static final double TIED = 1.5;

  /** A function within another takes so many nats. */
  private static final double NESTED = 2;

  /** A rival's loss over that of the member beside it, at most. */
  private static final double RIVAL = 1.5;

  /** Copies the lists. */
  public ParetoFront {
    members = List.copyOf(members);
    rivals = List.copyOf(rivals);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a front has members");
    }
  }

  /**
   * The front of what a search found.
   *
   * @param withConstant whether the best constant may be a member
   */
  public static ParetoFront of(
      HallOfFame fame, FrontScale scale, boolean withConstant, SymbolicSettings settings) {
    List<HallOfFame.Entry> entries = new ArrayList<>(fame.front());
    if (!withConstant && entries.size() > 1) {
      entries.remove(scale.constant());
    }
    List<ParetoMember> members = new ArrayList<>();
    Complexities complexities = settings.complexityWeights();
    double floor = floor(settings.loss(), entries.get(0).loss());
    for (HallOfFame.Entry e : entries) {
      int complexity = complexities.of(e.expression());
      double score = 0;
      if (!members.isEmpty()) {
        ParetoMember last = members.get(members.size() - 1);
        // Beyond an exact formula others explain its rounding.
        if (last.loss() <= floor) {
          break;
        }
        score = drop(last.loss(), e.loss()) / (complexity - last.complexity());
      }
      members.add(new ParetoMember(complexity, e.loss(), score, Double.NaN, e.expression()));
    }
    int largest = members.get(members.size() - 1).complexity();
    List<ParetoMember> rivals =
        fame.rivals(RIVAL).stream()
            .map(e -> rival(complexities.of(e.expression()), e))
            .filter(r -> r.complexity() <= largest)
            .toList();
    return new ParetoFront(
        members,
        rivals,
        settings.loss(),
        scale.rows(),
        scale.columns(),
        settings.operators().size(),
        settings.choice());
  }

  private static ParetoMember rival(int complexity, HallOfFame.Entry e) {
    return new ParetoMember(complexity, e.loss(), 0, Double.NaN, e.expression());
  }

  /** The same with what the rows of the table cost beyond each formula. */
  public ParetoFront described(Table table) {
    return with(
        members.stream().map(m -> m.described(table, loss, m.loss() <= floor())).toList(),
        rivals.stream().map(m -> m.described(table, loss, false)).toList());
  }

  /** The same front of the same rows with formulas in another form. */
  public ParetoFront with(List<ParetoMember> otherMembers, List<ParetoMember> otherRivals) {
    return new ParetoFront(otherMembers, otherRivals, loss, rows, columns, operators, choice);
  }

  /** A loss of zero counts as the smallest number there is, so that the drop stays finite. */
  private static double drop(double from, double to) {
    return ElementaryFunctions.log(Math.max(from, Double.MIN_NORMAL))
        - ElementaryFunctions.log(Math.max(to, Double.MIN_NORMAL));
  }

  /** The member that the settings choose. */
  public ParetoMember chosen() {
    return choose(choice);
  }

  /** The member that a rule chooses, the simpler one of two that are as good. */
  public ParetoMember choose(Choice rule) {
    if (rule == Choice.DESCRIPTION_LENGTH) {
      return byDescription().get(0);
    }
    ParetoMember best = members.get(members.size() - 1);
    double most = Double.NEGATIVE_INFINITY;
    for (ParetoMember m : members) {
      boolean open = rule == Choice.ACCURACY || isBeyondKnee(m);
      double merit = rule == Choice.ACCURACY ? -m.loss() : m.score();
      if (open && merit > most) {
        most = merit;
        best = m;
      }
    }
    return best;
  }

  /** Members and rivals, that of the shortest description first. */
  public List<ParetoMember> byDescription() {
    return Stream.concat(members.stream(), rivals.stream())
        .sorted(
            Comparator.comparingDouble(this::descriptionLength)
                .thenComparingInt(ParetoMember::complexity))
        .toList();
  }

  private double floor() {
    return floor(loss, members.get(0).loss());
  }

  /**
   * What rounding leaves of the simplest member's loss: less is not better. Values carry some 1e-15
   * of relative error, and a formula adds up a few.
   */
  private static double floor(Loss loss, double simplest) {
    return (loss.isSquare() ? 1e-27 : 1e-13) * simplest + Double.MIN_NORMAL;
  }

  /** What a node must take off the logarithm of the loss. */
  static double perNode(Loss loss) {
    return loss.isSquare() ? 2 * KNEE_TOLERANCE : KNEE_TOLERANCE;
  }

  private boolean isBeyondKnee(ParetoMember m) {
    double floor = floor();
    double perNode = perNode(loss);
    return members.stream()
        .filter(later -> later.complexity() > m.complexity())
        .allMatch(
            later ->
                drop(Math.max(m.loss(), floor), Math.max(later.loss(), floor))
                    <= perNode * (later.complexity() - m.complexity()));
  }

  /**
   * Length of the rows' description by a formula, in nats up to a constant: {@code L + min(1, n /
   * 30) k + c + v + 2 f + 1.5 u + p (log(s0 / s) + 1/2 log n)}.
   *
   * <p>L is the misfit of the rows, and {@code n log(loss)} ({@code n/2 log(loss)} of squares)
   * where the front is not {@link #described}; k the complexity; c which columns stand in the
   * formula, the first one out of d, the next out of the d - 1 that are left; v how often a
   * variable stands that stood before, f how many functions stand within another, u how many units
   * of the columns and of the value depend on others ({@link Trees#tiedUnits}), which laws of
   * nature seldom need; p the number of constants, each of which is needed to the digits that the
   * rows can tell: the size of an error s over that around the simplest member s0, and the root of
   * n. So n constants for n rows gain nothing, however well they fit. Measured beside other prices
   * of nodes and constants and other distributions of errors, see decision 32.
   *
   * @param m a member or a rival
   * @return the length
   */
  public double descriptionLength(ParetoMember m) {
    double misfit = misfit(m);
    // A simplest member with a pole has no misfit to compare with.
    double simplest =
        members.stream().mapToDouble(this::misfit).filter(Double::isFinite).findFirst().orElse(0);
    double digits = Math.max(0, (simplest - misfit) / rows);
    double constant = digits + 0.5 * ElementaryFunctions.log(rows);
    int constants = Exponents.countFitted(m.expression());
    return misfit + structure(m, rows, columns) + constants * constant;
  }

  /** Nats that the tree of a formula costs. */
  static double structure(ParetoMember m, double rows, int columns) {
    return Math.min(1, rows / ROWS_PER_NODE) * m.complexity()
        + picks(m.expression().variables().size(), columns)
        + REPEATED * Trees.repeatedVariables(m.expression())
        + TIED * Trees.tiedUnits(m.expression())
        + NESTED * Trees.nestedFunctions(m.expression());
  }

  /**
   * Nats that say which columns were picked: of many that have nothing to do with the target one
   * explains something by chance, as in the extended BIC of Chen and Chen (2008).
   */
  private static double picks(int picked, int columns) {
    double nats = 0;
    for (int i = 0; i < Math.min(picked, columns); i++) {
      nats += ElementaryFunctions.log(columns - i);
    }
    return nats;
  }

  private double misfit(ParetoMember m) {
    double perRow = loss.isSquare() ? 0.5 : 1;
    return Double.isNaN(m.misfit())
        ? perRow * rows * ElementaryFunctions.log(Math.max(m.loss(), floor()))
        : m.misfit();
  }

  /**
   * What a user may try where the front has no knee: its last member still gains more than {@link
   * #KNEE_TOLERANCE} a node and leaves more than rounding.
   *
   * @return one line; empty where the front flattens or ends in an exact formula
   */
  public Optional<String> advice() {
    ParetoMember last = members.get(members.size() - 1);
    boolean flat = members.stream().limit(members.size() - 1L).anyMatch(this::isBeyondKnee);
    if (flat || last.loss() <= floor()) {
      return Optional.empty();
    }
    return Optional.of(
        "The loss still falls at complexity "
            + last.complexity()
            + ": try more operators (sin, exp, sqrt, ...), a larger max-complexity or more"
            + " rounds.");
  }

  /** The front as a table for the console, in lines, the chosen member marked. */
  public String toText() {
    return toText(e -> e.toText(4));
  }

  /** The same with formulas as they are to be written. */
  public String toText(Function<Expression, String> written) {
    StringBuilder out = new StringBuilder();
    out.append(String.format(Locale.ROOT, "  complexity  %13s   score  formula%n", loss.label()));
    ParetoMember chosen = chosen();
    boolean beside = rivals.contains(chosen);
    for (ParetoMember m : members) {
      out.append(line(m.equals(chosen), m, written));
      if (beside && m.complexity() == chosen.complexity()) {
        out.append(line(true, chosen, written));
      }
    }
    return out.toString();
  }

  private static String line(boolean chosen, ParetoMember m, Function<Expression, String> written) {
    return String.format(
        Locale.ROOT,
        "%s %10d  %13.4g  %6.3f  %s%s%n",
        chosen ? ">" : " ",
        m.complexity(),
        m.loss(),
        m.score(),
        written.apply(m.expression()),
        m.misfit() == Double.POSITIVE_INFINITY ? "  (a pole between rows)" : "");
  }
}
