package org.principia.jobs.cluster.search;

import java.util.Locale;
import org.principia.symbolic.front.ParetoFront;
import org.principia.symbolic.search.Search;

/**
 * What a search came to.
 *
 * @param front its formulas
 * @param rounds rounds that it took
 * @param fits formulas fitted
 * @param rowsEvaluated formulas times rows
 * @param end why it ended
 */
public record Found(ParetoFront front, int rounds, long fits, long rowsEvaluated, End end) {

  static Found of(Search search, End end) {
    return new Found(search.front(), search.round(), search.fits(), search.rowsEvaluated(), end);
  }

  /** Why a search ended. */
  public enum End {
    /** By its own rules: rounds used up, no progress, or a loss that is small enough. */
    FINISHED,
    /** So many formulas were fitted; the front is the same on any machine. */
    EVALUATION_LIMIT,
    /** The time was over; with more cores the front would be of a later round. */
    TIME_LIMIT,
    /** Somebody stopped it; it can go on. */
    STOPPED;

    /** Its name in tables and texts. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
