package org.principia.observed.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What all runs tell about a law. */
final class Evidence {
  private static final int MOST_SUSPECTS = 3;
  private static final double NEARLY = 0.98;

  final List<RunEvidence> runs;
  final List<Suspects.Group> groups;
  final int shared;
  final long rows;
  final long testRows;

  /** Numbers of unknowns that the parts determine: fitted, held out, both. */
  final int[] free;

  /** Sums of the parts, all unknowns eliminated. */
  final Elimination[] fitted;

  Evidence(List<RunEvidence> runs, int shared, List<Suspects.Group> groups) {
    this.runs = runs;
    this.shared = shared;
    this.groups = groups;
    rows = receivers().mapToLong(RunEvidence.Receiver::rows).sum();
    testRows = receivers().mapToLong(RunEvidence.Receiver::testRows).sum();
    int size = runs.get(0).train().size;
    fitted = new Elimination[3];
    free = new int[3];
    for (int part = 0; part < 3; part++) {
      fitted[part] = new Elimination(size);
      for (RunEvidence run : runs) {
        Elimination[] own = {run.train(), run.test(), run.both()};
        fitted[part].add(own[part], 0);
        free[part] += run.own()[part];
      }
      free[part] += fitted[part].eliminate(0, shared);
    }
  }

  Stream<RunEvidence.Receiver> receivers() {
    return runs.stream().flatMap(r -> r.receivers().stream());
  }

  /** Degrees of freedom of the rows that are fitted. */
  double freedom() {
    return Math.max(1, rows - free[0]);
  }

  /** A chi-squared number with its degrees of freedom. */
  record ChiSquared(double value, int freedom) {}

  /** Rao's score test of some columns. */
  ChiSquared score(Suspects.Group group) {
    Elimination more = fitted[0].copy();
    int count = more.eliminate(shared + group.from(), shared + group.to());
    return new ChiSquared(fitted[0].rest() - more.rest(), count);
  }

  /** By how much squares are larger than noise makes them. */
  double excess() {
    return Math.max(1e-300, fitted[0].rest() - freedom());
  }

  /** Suspects with what they explain of the excess together. */
  record Suspicion(List<Suspects.Group> groups, double share) {}

  /**
   * Forward selection: the group of the fewest columns among those that explain nearly as much as
   * the best, as long as that is a share of the excess.
   */
  Suspicion suspicion(double least, List<Suspects.Group> asked) {
    List<Suspects.Group> chosen = new ArrayList<>();
    Elimination now = fitted[0];
    while (chosen.size() < MOST_SUSPECTS) {
      Map<Suspects.Group, Double> gains = new LinkedHashMap<>();
      for (Suspects.Group group : asked) {
        Elimination more = now.copy();
        more.eliminate(shared + group.from(), shared + group.to());
        gains.put(group, now.rest() - more.rest());
      }
      double best = gains.values().stream().mapToDouble(x -> x).max().orElse(0);
      if (!(best > least * excess())) {
        break;
      }
      Suspects.Group group =
          gains.entrySet().stream()
              .filter(e -> e.getValue() >= NEARLY * best)
              .map(Map.Entry::getKey)
              .min(Comparator.comparingInt(Suspects.Group::width))
              .orElseThrow();
      chosen.add(group);
      now = now.copy();
      now.eliminate(shared + group.from(), shared + group.to());
    }
    return new Suspicion(chosen, (fitted[0].rest() - now.rest()) / excess());
  }

  /** Whether the held-out part alone gives the same unknowns. */
  ChiSquared halves() {
    return new ChiSquared(
        fitted[2].rest() - fitted[0].rest() - fitted[1].rest(),
        Math.max(0, free[0] + free[1] - free[2]));
  }

  /**
   * What errors of the positions do to the comparison of the halves: they add a to the mean square
   * B of the forces of a receiver, in units of the rows' variances, and take a from the sum of the
   * products of forces and errors. Strengths then seem too small, by a chi-squared of {@code n a^2
   * / B} for n rows (regression dilution).
   */
  double dilution() {
    return receivers().mapToDouble(RunEvidence.Receiver::dilution).sum();
  }

  /** Whether each receiver alone gives the same strengths of the senders. */
  ChiSquared agreement() {
    double raw = receivers().mapToDouble(RunEvidence.Receiver::squares).sum();
    double gain = receivers().mapToDouble(RunEvidence.Receiver::agreement).sum();
    int told = receivers().mapToInt(RunEvidence.Receiver::senders).sum();
    return new ChiSquared(
        Math.max(0, gain - (raw - fitted[0].rest())), Math.max(0, told - free[0]));
  }

  /** Correlation of neighbouring rows. */
  double correlation() {
    return receivers().mapToDouble(RunEvidence.Receiver::product).sum()
        / receivers().mapToDouble(RunEvidence.Receiver::squares).sum();
  }

  double testSquares() {
    return receivers().mapToDouble(RunEvidence.Receiver::testSquares).sum();
  }

  /** What some groups of suspects leave of what was seen. */
  double baseline(Predicate<String> chosen) {
    Elimination seen = new Elimination(runs.get(0).seen().size);
    runs.forEach(run -> seen.add(run.seen(), 0));
    for (Suspects.Group group : groups) {
      if (chosen.test(group.name())) {
        seen.eliminate(group.from(), group.to());
      }
    }
    return seen.rest();
  }

  /** Rows and squares by the receiver's name, over all runs; the largest excess first. */
  Map<String, double[]> byName() {
    Map<String, double[]> all = new LinkedHashMap<>();
    receivers()
        .forEach(
            r -> {
              double[] sum = all.computeIfAbsent(r.name(), name -> new double[2]);
              sum[0] += r.rows();
              sum[1] += r.squares();
            });
    Map<String, double[]> sorted = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(Comparator.comparingDouble(e -> e.getValue()[0] - e.getValue()[1]))
        .forEach(e -> sorted.put(e.getKey(), e.getValue()));
    return sorted;
  }

  /** Rms deviations of the rollouts, in order. */
  double[] deviations() {
    return stretches().mapToDouble(Rollout.Stretch::deviation).sorted().toArray();
  }

  Stream<Rollout.Stretch> stretches() {
    return runs.stream().flatMap(r -> r.stretches().stream());
  }
}
