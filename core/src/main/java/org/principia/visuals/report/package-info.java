/**
 * The report of a cell: what its page shows, a class for each section.
 *
 * <p>Reads what the stages found (law, scorecard, fronts, sampled edges, learning curve), gives
 * {@link org.principia.visuals.page.Block}s. Writes no file and knows no stage.
 */
package org.principia.visuals.report;
