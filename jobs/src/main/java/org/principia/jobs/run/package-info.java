/**
 * The life cycle of an output: skipped if complete, else made under a lease in a temporary
 * directory and renamed into place.
 *
 * <p>Start at {@link org.principia.jobs.run.Runner}.
 */
package org.principia.jobs.run;
