/**
 * Spark behind the interfaces of {@code org.principia.parallel}. Start at {@link
 * org.principia.jobs.cluster.SparkCluster}.
 */
package org.principia.jobs.cluster;
