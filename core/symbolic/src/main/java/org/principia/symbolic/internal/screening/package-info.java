/**
 * What is tried before evolution: powers, polynomials, products, sums and ratios by linear algebra.
 *
 * <p>Start reading at {@link org.principia.symbolic.internal.screening.FirstPass}. Not exported.
 */
package org.principia.symbolic.internal.screening;
