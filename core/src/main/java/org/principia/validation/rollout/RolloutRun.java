package org.principia.validation.rollout;

import java.io.Serializable;

/**
 * One system under the true law, the found law and the network, from the same state.
 *
 * <p>Distances are means over the particles, one for each instant; not a number from the instant on
 * at which a method fails.
 *
 * @param moved how far the true system is from where it began [length]
 * @param law how far the system under the found law is from the true one [length]
 * @param network how far the system under the network is from the true one [length]
 * @param trueDrift drift of the energy under the true law, over the instants; not a number where it
 *     does not conserve one
 * @param lawDrift drift of the true law's energy under the found law
 * @param networkDrift drift of the true law's energy under the network
 */
public record RolloutRun(
    double[] moved,
    double[] law,
    double[] network,
    double trueDrift,
    double lawDrift,
    double networkDrift)
    implements Serializable {}
