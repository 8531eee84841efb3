/**
 * Which formula is that? Expressions, their search and the Pareto front.
 *
 * <p>Reads named columns of doubles ({@link org.principia.symbolic.Table}) and writes a {@link
 * org.principia.symbolic.ParetoFront}. Depends on {@code common} and the JDK alone, so that it is a
 * library of its own. Start reading at {@link org.principia.symbolic.SymbolicRegression} for the
 * loop, at {@code Island} for the evolution, and at {@link org.principia.symbolic.Expression} for
 * what is evolved.
 */
package org.principia.symbolic;
