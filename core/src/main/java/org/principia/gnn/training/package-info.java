/**
 * How is a network fitted? Parameter averaging over logical workers: rounds of minibatches from a
 * common state, an average, a validation and a checkpoint after each epoch.
 *
 * <p>Reads blocks of frames that are dealt out over a cluster, gives a network and its learning
 * curve. Start at {@link org.principia.gnn.training.NetworkTraining}.
 */
package org.principia.gnn.training;
