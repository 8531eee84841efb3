package org.principia.validation;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.principia.validation.error.ErrorStatistics;
import org.principia.validation.rollout.Extrapolation;
import org.principia.validation.rollout.Rollout;
import org.principia.validation.rollout.StateSet;

/**
 * Everything measured about one cell.
 *
 * @param format {@link #FORMAT}
 * @param law name of the true law
 * @param dimension d
 * @param strategy name of the training strategy
 * @param network errors of the network on the pruned test set
 * @param networkRaw errors of the network on the raw test set
 * @param fittedLaw errors of the composed law on the pruned test set
 * @param fittedLawRaw errors of the composed law on the raw test set
 * @param accelerationSize mean absolute value of the true accelerations of the pruned test set
 *     [length / time^2]
 * @param linearity of the kept message components
 * @param spread of the message over its components
 * @param recovery the verdict on the law
 * @param chosenRecovered whether the law of the members that the fronts' rule chose, its constants
 *     fitted, is the true one: the verdict without the comparison on accelerations
 * @param onFront whether the fronts of each kept component have a member that is an affine map of
 *     the true force, chosen or not (d)
 * @param extrapolation errors on fresh states, kind by kind
 * @param rollout systems followed under law and network
 * @param diagnosis why the law was not recovered
 */
public record Scorecard(
    int format,
    String law,
    int dimension,
    String strategy,
    ErrorStatistics network,
    ErrorStatistics networkRaw,
    ErrorStatistics fittedLaw,
    ErrorStatistics fittedLawRaw,
    double accelerationSize,
    Linearity linearity,
    MessageSpread spread,
    Recovery recovery,
    boolean chosenRecovered,
    boolean[] onFront,
    List<Extrapolation> extrapolation,
    Rollout rollout,
    Diagnosis diagnosis) {
  /**
   * The format of the scorecard: to be raised when its figures, or the tables beside it, change.
   */
  public static final int FORMAT = 4;

  /** A line: what was measured, its value as text, and its unit or how it was measured. */
  public record Line(String name, String value, String note) {}

  /** The scorecard for people. */
  public List<Line> lines() {
    return new ScorecardText(this).lines();
  }

  /** The scorecard as a table of text, a line each. */
  public List<String> table() {
    return lines().stream()
        .map(line -> String.format("  %-24s %-14s %s", line.name(), line.value(), line.note()))
        .toList();
  }

  /** The affine maps of the fitted edge formulas on the true force, one line each. */
  public List<String> maps() {
    return new ScorecardText(this).maps();
  }

  /** The network's mean error relative to the mean size of the accelerations, pruned test set. */
  public double relativeError() {
    return network.mean() / accelerationSize;
  }

  /**
   * How a recovered law was found: {@code choice}, with the members that the fronts' rule chose;
   * {@code fronts}, the fronts have the force of every message, other members than the chosen;
   * {@code accelerations}, they have not, and the comparison with accelerations of training frames
   * made up for it: the messages do not contain the law. Empty where it was not recovered.
   */
  public Optional<String> foundBy() {
    if (!recovery.recovered()) {
      return Optional.empty();
    }
    boolean onFronts = IntStream.range(0, onFront.length).allMatch(k -> onFront[k]);
    return Optional.of(chosenRecovered ? "choice" : onFronts ? "fronts" : "accelerations");
  }

  /**
   * The least advantage of the law outside the training range: the smallest ratio of the network's
   * mean error to the law's over the kinds of states outside; not a number without any.
   */
  public double leastAdvantage() {
    return extrapolation.stream()
        .filter(kind -> !kind.set().equals(StateSet.WITHIN.label()))
        .mapToDouble(Extrapolation::ratio)
        .min()
        .orElse(Double.NaN);
  }
}
