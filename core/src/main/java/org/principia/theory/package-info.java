/**
 * What is the whole law? The formulas of edges and nodes composed into an acceleration field, its
 * constants fitted end to end.
 *
 * <p>Reads formulas and training frames, writes the composed law. Start at {@link
 * org.principia.theory.ComposedLaw}.
 */
package org.principia.theory;
