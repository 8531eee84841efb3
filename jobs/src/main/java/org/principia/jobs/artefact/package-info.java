/**
 * The files of a run: one type, one reader and one writer each.
 */
package org.principia.jobs.artefact;
