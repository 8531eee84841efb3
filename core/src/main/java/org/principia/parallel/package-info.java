/**
 * Where does the work run? A cluster maps parts of data to results, in a fixed order and with one
 * value shared by all tasks; its result never depends on the number of threads or machines.
 *
 * <p>Reads and writes nothing. Start at {@link org.principia.parallel.Cluster}; {@link
 * org.principia.parallel.LocalCluster} runs in this process, Spark's implementation is in the
 * module of the jobs.
 */
package org.principia.parallel;
