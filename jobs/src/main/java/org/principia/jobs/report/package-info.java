/**
 * What the reports show beyond the stages' tables: forces over the distance, motions, errors; and
 * the page of a sweep. Reads laws, samples and the network, writes pictures. Start at {@code
 * stages.ReportStage} for a cell and at {@code sweep.SweepReport} for a sweep.
 */
package org.principia.jobs.report;
