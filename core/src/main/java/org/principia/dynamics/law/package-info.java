/**
 * Force laws: what accelerates particles.
 *
 * <p>Reads names and formulas, writes acceleration fields. Start at {@link
 * org.principia.dynamics.law.ForceLaw}; {@link org.principia.dynamics.law.ForceLaws} finds a law by
 * its name.
 */
package org.principia.dynamics.law;
