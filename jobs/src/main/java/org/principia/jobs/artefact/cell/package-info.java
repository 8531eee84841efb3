/**
 * What the stages of a cell leave behind, one type an output: each reads and writes its files, and
 * knows the output that it was made from.
 *
 * <p>Start at {@link org.principia.jobs.artefact.cell.FramesArtefact}, the first of them.
 */
package org.principia.jobs.artefact.cell;
