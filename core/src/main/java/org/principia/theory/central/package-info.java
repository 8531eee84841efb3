/**
 * Which central law, one function for all axes, agrees best with the accelerations?
 *
 * <p>Reads the formulas of the fronts, writes a law. Start at {@link
 * org.principia.theory.central.CentralSearch}.
 */
package org.principia.theory.central;
