/**
 * A pair force of free form: splines of the distance, strengths of the particles and extra terms,
 * by sums of products over the rows. It reads prepared runs; begin with {@link
 * org.principia.observed.spline.KernelStructure}.
 */
package org.principia.observed.spline;
