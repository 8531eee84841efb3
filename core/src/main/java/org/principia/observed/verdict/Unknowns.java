package org.principia.observed.verdict;

import java.io.Serializable;
import java.util.Map;

/**
 * What was fitted: which unknown each column of a law belongs to.
 *
 * @param shared number of those that all runs share
 * @param local number of those of each run alone
 * @param of by run and receiver, for each column but the law's value: the unknown, those of the run
 *     alone from {@code shared} on, or -1 where nothing was fitted
 */
public record Unknowns(int shared, Map<String, Integer> local, Map<String, int[][]> of)
    implements Serializable {}
