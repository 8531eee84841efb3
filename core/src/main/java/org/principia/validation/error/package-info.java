/**
 * How large are the errors of network and law? Sums that do not depend on the order of the frames.
 *
 * <p>Reads graphs with true accelerations, writes statistics. Start at {@link
 * org.principia.validation.error.ModelPair}.
 */
package org.principia.validation.error;
