/**
 * A user's particles on the cluster: rows of a table come together by run, each run is checked,
 * surveyed and written with its split.
 *
 * <p>Reads a table, writes files of tracks. Start at {@link
 * org.principia.jobs.cluster.observation.Observation}.
 */
package org.principia.jobs.cluster.observation;
