/**
 * What a search found: formulas of falling loss and rising complexity, and the choice among them.
 *
 * <p>Start reading at {@link org.principia.symbolic.front.ParetoFront}.
 */
package org.principia.symbolic.front;
