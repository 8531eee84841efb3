/**
 * Tables of the user's own: which columns, which rows, and what is wrong with them.
 *
 * <p>Reads lines of text, Parquet, ORC and JSON through Spark, gives column-major tables of
 * numbers. Start at {@link org.principia.jobs.artefact.table.UserTable}.
 */
package org.principia.jobs.artefact.table;
