package org.principia.jobs.artefact.cell;

import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Directory;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.ReportPage;

/**
 * The page of a cell, each of its pictures as a file, and their data.
 *
 * @param at its directory
 * @param scorecard that it shows
 */
public record ReportArtefact(Directory at, ScorecardArtefact scorecard) {
  static final String PAGE = "index.html";

  /** The page. */
  public Path page() {
    return at.file(PAGE);
  }

  /** Writes the page, its pictures and their data. */
  public void write(ReportPage page) {
    write(at, page);
  }

  /** Writes a page, its pictures and their data into an output. */
  static void write(Directory at, ReportPage page) {
    at.write(PAGE, page.html());
    for (Block.Figure figure : page.named()) {
      at.write(figure.name() + ".svg", figure.plot().svg());
      at.write("data/" + figure.name() + ".csv", figure.plot().csv());
    }
  }
}
