/**
 * One training example: nodes with named features, neighbours by a rule, named targets.
 *
 * <p>Instants of simulated particles are one kind. Reads trajectories, writes graphs. Start at
 * {@link org.principia.graphs.GraphSchema}.
 */
package org.principia.graphs;
