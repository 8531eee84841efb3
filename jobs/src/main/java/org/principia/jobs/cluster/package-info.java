/** The work that runs on Spark: simulation, training, search, and the metrics of its tasks. */
package org.principia.jobs.cluster;
