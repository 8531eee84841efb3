package org.principia.jobs.artefact.cell;

import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Directory;
import org.principia.visuals.page.ReportPage;

/**
 * The page on observed particles, each of its pictures as a file, and their data.
 *
 * @param at its directory
 */
public record ObservedReportArtefact(Directory at) {

  /** The page. */
  public Path page() {
    return at.file(ReportArtefact.PAGE);
  }

  /** Writes the page, its pictures and their data. */
  public void write(ReportPage page) {
    ReportArtefact.write(at, page);
  }
}
