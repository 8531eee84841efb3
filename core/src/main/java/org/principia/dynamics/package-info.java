/**
 * How do these particles move? Force laws, initial conditions, integrator, exactness.
 *
 * <p>Reads a law and a seed, writes trajectories. Units are those of the initial conditions: mass,
 * length and time of one, so that the spring constant, the gravitational constant and the Coulomb
 * constant are one as well. Start at {@link org.principia.dynamics.Simulator}; a new law is a
 * formula ({@link org.principia.dynamics.law.LawDefinition}) or a {@link
 * org.principia.dynamics.law.ForceLaw}, anything else that accelerates particles an {@link
 * org.principia.dynamics.law.AccelerationField}. {@link org.principia.dynamics.Drift} says how
 * exact a run is.
 */
package org.principia.dynamics;
