/**
 * Which functions explain the accelerations? The graph network and its training.
 *
 * <p>An example is one receiving node with its incoming edges: an edge model makes a message of
 * (receiver, sender), the messages are summed, a node model makes the acceleration of (node, sum).
 * Reads frames; writes a model and its training curve. Start at {@link
 * org.principia.gnn.GraphNetwork} for use, at {@link org.principia.gnn.Architecture} for the
 * network itself, at {@link org.principia.gnn.batch.GraphBatch} for the minibatches.
 */
package org.principia.gnn;
