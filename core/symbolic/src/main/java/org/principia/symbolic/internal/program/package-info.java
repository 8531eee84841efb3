/**
 * Expressions as straight-line programs over blocks of rows, with derivatives by their constants.
 *
 * <p>Start reading at {@link org.principia.symbolic.internal.program.Program}. Not exported.
 */
package org.principia.symbolic.internal.program;
