/**
 * What is the whole law? The formulas of edges and nodes composed into an acceleration field,
 * chosen among the members of the fronts and fitted end to end.
 *
 * <p>Reads formulas and training graphs, writes the composed law. Start at {@link
 * org.principia.theory.LawSelection}, then {@link org.principia.theory.law.ComposedLaw}.
 */
package org.principia.theory;
