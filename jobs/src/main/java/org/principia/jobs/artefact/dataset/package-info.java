/**
 * Frames as Parquet files: the border between {@link org.principia.graphs.Graph} and the files that
 * any tool reads. {@code notebooks-free-docs/data-format.md} is the specification.
 *
 * <p>Rows go straight from flat arrays into Parquet's columns and back, without Spark's rows in
 * between. Start at {@link org.principia.jobs.artefact.dataset.GraphTable}.
 */
package org.principia.jobs.artefact.dataset;
