/**
 * The main class of the Spark application.
 *
 * <p>Start at {@link org.principia.jobs.Main}.
 */
package org.principia.jobs;
