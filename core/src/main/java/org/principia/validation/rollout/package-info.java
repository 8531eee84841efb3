/**
 * Do network and law hold outside the training range and over time? Fresh states of several kinds,
 * and trajectories beside the true ones.
 *
 * <p>Reads a law and a network, writes figures of the scorecard. Start at {@link
 * org.principia.validation.rollout.RolloutSimulator}.
 */
package org.principia.validation.rollout;
