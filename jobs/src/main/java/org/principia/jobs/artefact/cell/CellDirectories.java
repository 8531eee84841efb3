package org.principia.jobs.artefact.cell;

import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Directory;

/**
 * The directories of one cell.
 *
 * <pre>
 * OUT/LAW-Dd/frames             OUT/LAW-Dd/STRATEGY/{model,messages,fronts,law,scorecard}
 * OUT/report/LAW-Dd-STRATEGY
 * </pre>
 *
 * @param root where all results go
 * @param id the cell
 */
public record CellDirectories(Directory root, CellId id) {

  /** Frames, which all strategies of a law and dimension share. */
  public Directory frames() {
    return root.at(new Path(root.path(), id.system() + "/frames"));
  }

  /**
   * The directory of an output of the strategy, or of a state from which a stopped stage goes on.
   */
  public Directory of(String name) {
    return root.at(new Path(root.path(), id.system() + "/" + id.strategy() + "/" + name));
  }

  /** The report of the cell. */
  public Directory report() {
    return root.at(new Path(root.path(), "report/" + id.label()));
  }
}
