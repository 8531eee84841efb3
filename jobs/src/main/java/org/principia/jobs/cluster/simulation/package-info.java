/**
 * The body of the job {@code simulate}: runs in, files of frames out.
 *
 * <p>Every run is a function of the settings, the seed and its number, and simulating is cheaper
 * than keeping: each pass over the data simulates the runs anew. Two passes count for the exact
 * percentiles, the third writes. Work is cut into units of {@value
 * org.principia.jobs.cluster.simulation.SimulationWork.SimulationUnit#RUNS} runs, one file each and
 * split; what a unit writes does not depend on where, when or how often it is done. Start at {@link
 * org.principia.jobs.cluster.simulation.Simulation}.
 */
package org.principia.jobs.cluster.simulation;
