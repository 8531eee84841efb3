/**
 * The files of a run: what each holds as a type, with one reader and one writer.
 *
 * <p>Start at {@link org.principia.jobs.artefact.Storage}, where they lie.
 */
package org.principia.jobs.artefact;
