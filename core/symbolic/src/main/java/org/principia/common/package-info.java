/**
 * What every stage uses and no stage owns: random streams, checks of input, documented settings.
 *
 * <p>Reads and writes nothing. Start at {@link org.principia.common.RandomStream}.
 */
package org.principia.common;
