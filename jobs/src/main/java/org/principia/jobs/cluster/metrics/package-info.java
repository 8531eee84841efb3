/**
 * What an operator sees of the jobs while they run: metrics in Spark's metrics system, and labels
 * on its jobs and log lines. Start with {@link org.principia.jobs.cluster.metrics.JobMetrics}.
 */
package org.principia.jobs.cluster.metrics;
