package org.principia.symbolic.front;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.principia.symbolic.expression.Complexities;
import org.principia.symbolic.math.ElementaryFunctions;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.Loss;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * The formulas of which none is both simpler and better than another: complexity rises, loss falls.
 *
 * @param members the simplest first
 * @param loss which loss the members have
 * @param rows that the loss is over
 * @param columns that formulas could draw from
 * @param operators that formulas could draw from
 * @param choice which member {@link #chosen} gives
 */
public record ParetoFront(
    List<ParetoMember> members, Loss loss, int rows, int columns, int operators, Choice choice)
    implements Serializable {
  /**
   * A member is at or beyond the knee if no later one lies below it by more than this fraction of
   * the loss per added complexity (of the root, for the mean square). Measured on networks' noise:
   * a right formula that lacks a constant or a factor leaves 2.3 to 5 percent a node to gain, the
   * smooth error of a network less than 2.
   */
  public static final double KNEE_TOLERANCE = 0.02;

  /** Copies the list. */
  public ParetoFront {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a front has members");
    }
  }

  public static ParetoFront of(
      List<HallOfFame.Entry> entries, FrontScale scale, SymbolicSettings settings) {
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
      members.add(new ParetoMember(complexity, e.loss(), score, e.expression()));
    }
    return new ParetoFront(
        members,
        settings.loss(),
        scale.rows(),
        scale.columns(),
        settings.operators().size(),
        settings.choice());
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
    ParetoMember best = members.get(members.size() - 1);
    double most = Double.NEGATIVE_INFINITY;
    for (ParetoMember m : members) {
      double merit =
          switch (rule) {
            case ACCURACY -> -m.loss();
            case DESCRIPTION_LENGTH -> -descriptionLength(m);
            case FRACTIONAL_DROP -> isBeyondKnee(m) ? m.score() : Double.NEGATIVE_INFINITY;
          };
      if (merit > most) {
        most = merit;
        best = m;
      }
    }
    return best;
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
   * Length of the rows' description by a member, in nats up to a constant.
   *
   * <p>{@code n log(loss)} for Laplace errors or {@code n/2 log(loss)} for normal ones, {@code k
   * log s} for a structure of k nodes over s symbols, and for each constant its digits: it is
   * needed to that share of itself to which the rows can tell it, the error of a row over the
   * spread of the target and the root of n, {@code log(spread / error) + 1/2 log n}. So n constants
   * for n rows gain nothing, however well they fit.
   *
   * @param m a member
   * @return the length
   */
  public double descriptionLength(ParetoMember m) {
    double perRow = loss.isSquare() ? 0.5 : 1;
    double floor = floor();
    double misfit = perRow * rows * ElementaryFunctions.log(Math.max(m.loss(), floor));
    double structure = m.complexity() * ElementaryFunctions.log(operators + columns + 1.0);
    double spread = Math.max(members.get(0).loss(), floor);
    double digits = perRow * drop(spread, Math.max(m.loss(), floor));
    double constant = Math.max(0, digits) + 0.5 * ElementaryFunctions.log(rows);
    return misfit + structure + m.expression().constants().length * constant;
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
    StringBuilder out = new StringBuilder();
    out.append(String.format(Locale.ROOT, "  complexity  %13s   score  formula%n", loss.label()));
    ParetoMember chosen = chosen();
    for (ParetoMember m : members) {
      out.append(
          String.format(
              Locale.ROOT,
              "%s %10d  %13.4g  %6.3f  %s%n",
              m.equals(chosen) ? ">" : " ",
              m.complexity(),
              m.loss(),
              m.score(),
              m.expression().toText(4)));
    }
    return out.toString();
  }
}
