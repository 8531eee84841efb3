/**
 * Which formula is that? Symbolic regression on tables of numbers, with the JDK alone.
 *
 * <p>Reads a {@link org.principia.symbolic.data.Table} or a {@link
 * org.principia.symbolic.data.JointTable} and gives a {@link
 * org.principia.symbolic.front.ParetoFront} of formulas. Start reading at {@link
 * org.principia.symbolic.SymbolicRegression}.
 */
package org.principia.symbolic;
