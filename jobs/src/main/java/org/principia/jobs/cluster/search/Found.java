package org.principia.jobs.cluster.search;

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
}
