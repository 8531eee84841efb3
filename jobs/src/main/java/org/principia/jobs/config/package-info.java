/**
 * The configuration: HOCON text into the settings records of the stages.
 *
 * <p>Reads a file and {@code --set} pairs. Start at {@link
 * org.principia.jobs.config.Configuration}.
 */
package org.principia.jobs.config;
