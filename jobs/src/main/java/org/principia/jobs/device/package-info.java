/**
 * GPUs for training: whether this ND4J can use the one at hand, asked before ND4J starts.
 *
 * <p>Reads what nvidia-smi prints, the environment and Spark's assignment; throws one line where a
 * GPU is wanted and would fail. Start at {@link org.principia.jobs.cluster.device.TrainingDevice}.
 */
package org.principia.jobs.device;
