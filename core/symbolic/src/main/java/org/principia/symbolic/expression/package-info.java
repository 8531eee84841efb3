/**
 * Formulas as immutable trees: operators, parsing, printing, simplification, identity.
 *
 * <p>Reads and writes text, JSON, LaTeX, Java and SQL. Start reading at {@link
 * org.principia.symbolic.expression.Expression}, then at {@link
 * org.principia.symbolic.expression.Operator}.
 */
package org.principia.symbolic.expression;
