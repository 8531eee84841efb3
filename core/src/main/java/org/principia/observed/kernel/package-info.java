/**
 * Which pair force moves tracked particles? Separable kernel regression, then a formula for the
 * kernel.
 *
 * <p>Start at {@link org.principia.observed.kernel.KernelDiscovery}.
 */
package org.principia.observed.kernel;
