/**
 * What steers a search: operators, effort, loss, choice.
 *
 * <p>Start reading at {@link org.principia.symbolic.settings.SymbolicSettings}.
 */
package org.principia.symbolic.settings;
