/**
 * Does this law explain what was seen? A scorecard of tests that need no truth, and an outcome.
 *
 * <p>Reads prepared runs and a fitted law; start at {@link
 * org.principia.observed.verdict.Judgement}.
 */
package org.principia.observed.verdict;
