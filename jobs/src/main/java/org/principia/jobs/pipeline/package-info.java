/**
 * The stages of a cell in the order of the data, which follows from the types of what they read and
 * write.
 *
 * <p>Start at {@link org.principia.jobs.pipeline.Pipeline}.
 */
package org.principia.jobs.pipeline;
