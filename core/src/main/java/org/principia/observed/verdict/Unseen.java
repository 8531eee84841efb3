package org.principia.observed.verdict;

import java.io.Serializable;
import java.util.Set;
import java.util.function.Function;
import org.principia.observed.weak.PreparedRun;
import org.principia.parallel.Distributed;

/**
 * What a law leaves of rows that it was neither found nor chosen by.
 *
 * @param rows their number, 0 where there are none
 * @param squares sum of their squares, in units of what the noise makes of a row
 */
public record Unseen(long rows, double squares) implements Serializable {

  /** No such rows. */
  public static Unseen none() {
    return new Unseen(0, 0);
  }

  /** All rows of some of the runs. */
  public static Unseen all(Distributed<PreparedRun> runs, EvidencePass pass, Set<String> counted) {
    return of(
        runs,
        pass,
        counted,
        r -> new Unseen(r.rows() + r.testRows(), r.squares() + r.testSquares()));
  }

  /** Those of the last part of some of the runs, whose strengths were fitted to the first. */
  public static Unseen last(Distributed<PreparedRun> runs, EvidencePass pass, Set<String> counted) {
    return of(runs, pass, counted, r -> new Unseen(r.testRows(), r.testSquares()));
  }

  private static Unseen of(
      Distributed<PreparedRun> runs,
      EvidencePass pass,
      Set<String> counted,
      Function<RunEvidence.Receiver, Unseen> part) {
    return pass.of(runs).stream()
        .filter(run -> counted.contains(run.run()))
        .flatMap(run -> run.receivers().stream())
        .map(part)
        .reduce(none(), (a, b) -> new Unseen(a.rows + b.rows, a.squares + b.squares));
  }
}
