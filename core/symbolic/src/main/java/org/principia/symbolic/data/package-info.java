/**
 * What a search explains: columns of numbers, targets, groups of rows and weights.
 *
 * <p>Reads arrays. Start reading at {@link org.principia.symbolic.data.Table}.
 */
package org.principia.symbolic.data;
