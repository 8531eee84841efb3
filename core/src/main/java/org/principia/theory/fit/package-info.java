/**
 * How well does a law agree with true accelerations? Its constants fitted to some states, its error
 * and cost on others, and simple numbers for the constants.
 *
 * <p>Reads laws and states, writes laws with other constants. Start at {@link
 * org.principia.theory.fit.LawFit}.
 */
package org.principia.theory.fit;
