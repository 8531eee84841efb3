/**
 * Rows of a regression from tracked particles: what each instant of a receiver adds to the columns,
 * summed over windows, in units of the errors, and their sums of products.
 *
 * <p>Reads {@link org.principia.observed.TrackedRun}s; start at {@link
 * org.principia.observed.weak.WeakRows}.
 */
package org.principia.observed.weak;
