/**
 * Evolution of formulas on islands, in rounds that can run anywhere.
 *
 * <p>Reads a problem and settings, writes a front. Start reading at {@link
 * org.principia.symbolic.search.Search} for the rounds, at {@code Island} for the evolution.
 */
package org.principia.symbolic.search;
