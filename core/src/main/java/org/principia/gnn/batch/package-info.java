/**
 * From graphs to minibatches: blocks of graphs in flat arrays, and what the network is fed with.
 *
 * <p>Reads graphs, writes DL4J's data sets. Start at {@link org.principia.gnn.batch.GraphBatch}.
 */
package org.principia.gnn.batch;
