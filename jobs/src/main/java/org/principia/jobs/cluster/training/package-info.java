/**
 * Training of a graph network on a cluster: DL4J's networks, their parameters averaged.
 *
 * <p>Reads frames; writes checkpoints, a network and its training curve. Start at {@link
 * org.principia.jobs.cluster.training.SparkTraining}.
 */
package org.principia.jobs.cluster.training;
