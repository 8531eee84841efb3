/**
 * Searches for formulas on a cluster: several at once, stopped and resumed at will.
 *
 * <p>Reads tables of numbers, writes the state of each search after each of its rounds. Start at
 * {@link org.principia.jobs.cluster.search.SearchJob}.
 */
package org.principia.jobs.cluster.search;
