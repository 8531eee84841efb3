package org.principia.symbolic.search;

import java.io.Serializable;
import java.util.List;
import org.principia.symbolic.front.HallOfFame;

/**
 * The result of an island after a round.
 *
 * @param island from 0
 * @param round from 0
 * @param population after the round
 * @param best new formulas, fitted on all rows
 * @param bestLoss smallest loss within the population, on the round's rows
 * @param fits formulas fitted
 * @param rowsEvaluated formulas times rows: the effort
 */
public record IslandResult(
    int island,
    int round,
    List<Member> population,
    List<HallOfFame.Entry> best,
    double bestLoss,
    long fits,
    long rowsEvaluated)
    implements Serializable {}
