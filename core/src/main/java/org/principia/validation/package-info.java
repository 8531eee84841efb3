/**
 * Is it right? Errors of network and law, linearity of the messages in the true force, recovery.
 *
 * <p>Reads samples, frames and the composed law, writes a scorecard. Start at {@link
 * org.principia.validation.Scorecard}.
 */
package org.principia.validation;
