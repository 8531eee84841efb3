/**
 * One job a stage: reads the outputs of earlier stages, calls core inside Spark tasks, writes a
 * complete output or none.
 *
 * <p>Start at {@link org.principia.jobs.pipeline.Pipeline}.
 */
package org.principia.jobs.stage;
