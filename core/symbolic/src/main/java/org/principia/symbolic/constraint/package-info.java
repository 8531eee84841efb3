/**
 * What a formula may be: depth, nesting of operators, size of operands, physical units.
 *
 * <p>Reads the texts of settings. Start reading at {@link
 * org.principia.symbolic.constraint.Constraints}.
 */
package org.principia.symbolic.constraint;
