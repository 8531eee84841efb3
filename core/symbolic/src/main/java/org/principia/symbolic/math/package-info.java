/**
 * Functions that give the same bits on every machine, and the linear algebra of a few unknowns.
 *
 * <p>Reads and writes nothing. Start reading at {@link
 * org.principia.symbolic.math.ElementaryFunctions}.
 */
package org.principia.symbolic.math;
