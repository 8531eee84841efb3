/**
 * What is a law? Formulas composed as the network composes its functions, and the forms in which
 * they are read: a sum of forces, linear forms, LaTeX, SQL.
 *
 * <p>Reads formulas, writes laws. Start at {@link org.principia.theory.law.ComposedLaw}.
 */
package org.principia.theory.law;
