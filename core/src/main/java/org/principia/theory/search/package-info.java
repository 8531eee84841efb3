/**
 * Which formulas does the network's behaviour suggest? The plan of the searches over recorded
 * samples, and their fronts.
 *
 * <p>Reads a recording, gives fronts. Start at {@link
 * org.principia.theory.search.FormulaSearchPlan}.
 */
package org.principia.theory.search;
