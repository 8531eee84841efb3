package org.principia.jobs.run;

import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.CellId;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;

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

  /** The cell. */
  public CellId cell() {
    return directories.id();
  }

  /**
   * The directory where the stage keeps what it goes on from when it was stopped; its name begins
   * with an underscore.
   */
  public Directory state(String name) {
    return directories.of(name);
  }
}
