/**
 * Tables of the user's own: which columns, which rows, and what is wrong with them.
 *
 * <p>Reads Parquet and CSV through Spark SQL, gives column-major tables of numbers. Start at {@link
 * org.principia.jobs.artefact.table.TableFile}.
 */
package org.principia.jobs.artefact.table;
