/**
 * Dense layers, the rectifier and the sums of messages over neighbours, with their derivatives.
 *
 * <p>Matrices are column-major, an example is a column. Reads and writes the vector of parameters
 * that {@link org.principia.gnn.layers.ParameterLayout} lays out. Start at {@link
 * org.principia.gnn.layers.MessageSum}.
 */
package org.principia.gnn.layers;
