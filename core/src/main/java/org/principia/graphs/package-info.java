/**
 * One training example: one instant of one run, the mass, charge, position, velocity and
 * acceleration of every particle.
 *
 * <p>Reads trajectories, writes frames. Start at {@link org.principia.graphs.Graph}.
 */
package org.principia.graphs;
