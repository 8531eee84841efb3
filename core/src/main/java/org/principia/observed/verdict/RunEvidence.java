package org.principia.observed.verdict;

import java.io.Serializable;
import java.util.List;

/**
 * What one pass over a run tells about a law.
 *
 * @param run its name
 * @param train sums over the windows that are fitted, the run's own unknowns eliminated
 * @param test over those that are held out
 * @param both over all
 * @param seen sums of the suspects and what was seen, over the windows that are fitted
 * @param own how many unknowns of the run were eliminated from each
 * @param receivers its receivers
 * @param stretches of rollouts
 * @param conserved quantities
 */
public record RunEvidence(
    String run,
    Elimination train,
    Elimination test,
    Elimination both,
    Elimination seen,
    int[] own,
    List<Receiver> receivers,
    List<Rollout.Stretch> stretches,
    Conserved conserved)
    implements Serializable {

  /**
   * Of a receiver.
   *
   * @param name its name
   * @param rows number of rows that are fitted
   * @param squares sum of their squares
   * @param testRows of those held out
   * @param testSquares sum of their squares
   * @param dilution chi-squared by which errors of the positions make the law look too large there
   * @param product sum of the products of neighbouring rows
   * @param agreement fall of the squares when it has strengths of all senders of its own
   * @param senders how many it can tell
   */
  record Receiver(
      String name,
      long rows,
      double squares,
      long testRows,
      double testSquares,
      double dilution,
      double product,
      double agreement,
      int senders)
      implements Serializable {}
}
