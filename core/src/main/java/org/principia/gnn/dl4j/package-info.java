/**
 * The graph network as DL4J sees it: one vertex, its configuration, the loss and the optimiser.
 *
 * <p>Start at {@link org.principia.gnn.dl4j.MessagePassingVertex}.
 */
package org.principia.gnn.dl4j;
