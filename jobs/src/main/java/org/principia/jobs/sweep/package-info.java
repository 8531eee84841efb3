/**
 * A grid of cells: planned, run together on one cluster, watched and laid out in one table.
 *
 * <p>Reads a configuration with a section {@code sweep}; writes the cells below {@code OUT/seed-S}
 * and {@code OUT/results}. Start at {@link org.principia.jobs.sweep.Sweep}.
 */
package org.principia.jobs.sweep;
