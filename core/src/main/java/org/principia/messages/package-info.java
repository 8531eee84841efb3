/**
 * What did the edge function say, on which input? Samples of edges with their messages and of nodes
 * with their summed messages, from the test set.
 *
 * <p>Reads frames and a model, writes two tables. Start at {@link
 * org.principia.messages.EdgeSample}.
 */
package org.principia.messages;
