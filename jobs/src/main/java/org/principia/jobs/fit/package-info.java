/**
 * Formulas for a table of the user's own.
 *
 * <p>Reads a user's table, searches a formula for its target, one for each group, and writes the
 * fronts. Start at {@link org.principia.jobs.fit.Fit}.
 */
package org.principia.jobs.fit;
