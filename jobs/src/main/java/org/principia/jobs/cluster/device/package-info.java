/**
 * The device of a training on the machines that compute.
 *
 * <p>Start at {@link org.principia.jobs.cluster.device.TrainingDevice}.
 */
package org.principia.jobs.cluster.device;
