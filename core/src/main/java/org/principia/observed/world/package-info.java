/**
 * What would be seen of these simulated particles? Tracks with noise, gaps and hidden bodies, and
 * the truth beside them.
 *
 * <p>Reads the settings {@code dynamics}, writes {@link org.principia.observed.TrackedRun}s; start
 * at {@link org.principia.observed.world.SimulatedWorld}.
 */
package org.principia.observed.world;
