package org.principia.jobs.cluster.simulation;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.principia.graphs.ComponentStatistics;

/**
 * What a unit wrote.
 *
 * @param splits by the split's label
 * @param redrawn runs that were drawn again
 * @param flagged runs in which a conserved quantity drifts beyond the limit
 * @param runs one line a run; none where only the sums are wanted
 */
record UnitReport(Map<String, OfSplit> splits, int redrawn, int flagged, List<OfRun> runs) {
  /**
   * Frames of one split.
   *
   * @param runs runs that it has frames of, dropped ones among them
   * @param frames frames written
   * @param dropped frames outside the pruning bounds
   * @param bytes size of the file; 0 where there is none
   * @param sums statistics of the frames written
   */
  record OfSplit(int runs, long frames, long dropped, long bytes, ComponentStatistics.Sums sums) {
    /** Whether the length of a file, null where there is none, is this one's. */
    boolean hasSize(Long found) {
      return found != null && found == bytes;
    }
  }

  /**
   * One run: how it was simulated and how exactly.
   *
   * @param set run or test-run
   * @param simulation its number
   * @param split train, validation or test
   * @param attempts initial states drawn until it did not diverge
   * @param evaluations of the law
   * @param energyDrift largest relative deviation of the energy; not a number where the law does
   *     not conserve it
   * @param momentumDrift the same of the momentum
   * @param angularMomentumDrift the same of the angular momentum
   * @param closest smallest distance of two interacting particles at the stored states [length]
   * @param flagged whether a conserved quantity drifts beyond the limit
   */
  record OfRun(
      String set,
      int simulation,
      String split,
      int attempts,
      long evaluations,
      double energyDrift,
      double momentumDrift,
      double angularMomentumDrift,
      double closest,
      boolean flagged)
      implements Serializable {}

  static UnitReport of(Map<String, OfSplit> splits, List<OfRun> runs) {
    int redrawn = (int) runs.stream().filter(run -> run.attempts() > 1).count();
    int flagged = (int) runs.stream().filter(OfRun::flagged).count();
    return new UnitReport(splits, redrawn, flagged, runs);
  }

  /** Frames of all splits. */
  long frames() {
    return splits.values().stream().mapToLong(OfSplit::frames).sum();
  }

  /** The same without the lines of its runs, of which a driver would have too many. */
  UnitReport sums() {
    return new UnitReport(splits, redrawn, flagged, List.of());
  }
}
