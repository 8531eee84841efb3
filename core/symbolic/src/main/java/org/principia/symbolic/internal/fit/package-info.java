/**
 * Fits of the constants of one formula to rows.
 *
 * <p>Start reading at {@link org.principia.symbolic.internal.fit.ConstantFit} for one target, at
 * {@link org.principia.symbolic.internal.fit.JointFit} for several. Not exported.
 */
package org.principia.symbolic.internal.fit;
