package org.principia.jobs.run;

import org.principia.graphs.GraphSchema;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Runner.Overwrite;

/**
 * What surrounds the work of a stage.
 *
 * @param settings of the cell
 * @param directories of the cell
 * @param fingerprint of the output that is made
 * @param before fingerprint of the output that it is made from
 * @param console where progress is shown
 * @param overwrite whether what other settings left may be removed
 * @param cancellation of the work when its lease is lost
 */
public record Work(
    Configuration settings,
    CellDirectories directories,
    String fingerprint,
    String before,
    Console console,
    Overwrite overwrite,
    Cancellation cancellation) {

  /** Says where edges and forces are in different spaces. */
  public void tellOfBox(GraphSchema schema) {
    if (!schema.box().isEmpty()) {
      console.info(
          "  warning: edges are those of the periodic box of graphs.box = "
              + schema.box().get(0)
              + ", simulated forces those of space without end: the simulator knows no box");
    }
  }

  /** The cell. */
  public CellId cell() {
    return directories.id();
  }
}
