package org.principia.jobs.artefact.cell;

import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.principia.jobs.artefact.Directory;

/**
 * The directories of one cell.
 *
 * <pre>
 * OUT/LAW-Dd/{frames,kernel}    OUT/LAW-Dd/STRATEGY/{model,messages,fronts,law,scorecard}
 * OUT/report/LAW-Dd-STRATEGY
 * OUT/TABLE/{observations,kernel}   OUT/report/TABLE
 * </pre>
 *
 * @param root where all results go
 * @param id the cell
 */
public record CellDirectories(Directory root, CellId id) {

  /** Frames, which all strategies of a law and dimension share. */
  public Directory frames() {
    return root.below(id.system() + "/frames");
  }

  /** Observed particles, of a cell that has no law. */
  public Directory observations() {
    return root.below(id.system() + "/observations");
  }

  /** The pair force of tracked particles, observed or simulated. */
  public Directory kernel() {
    return root.below(id.system() + "/kernel");
  }

  /** The directory of an output of the strategy, or of what a stopped stage goes on from. */
  public Directory of(String name) {
    return root.below(id.system() + "/" + id.strategy() + "/" + name);
  }

  /** The report of the cell. */
  public Directory report() {
    return root.below("report/" + id.label());
  }

  /**
   * Which cell: a law in a dimension, learned by a strategy from a seed.
   *
   * @param law name of the force law
   * @param dimension d
   * @param strategy name of the training strategy
   * @param seed the user's
   */
  public record CellId(String law, int dimension, String strategy, long seed) {

    /** The cell of a table of observed particles, called by the table's name. */
    public static CellId ofTable(String table, long seed) {
      String name = new Path(table).getName().replaceFirst("(?<=.)\\..*", "");
      return new CellId(name.replaceAll("[^\\w-]", "_"), 0, "", seed);
    }

    /** Law and dimension, {@code spring-2d} for example; of observed particles the table. */
    public String system() {
      return strategy.isEmpty() ? law : law + "-" + dimension + "d";
    }

    /** The cell for people, {@code spring-2d-bottleneck} for example. */
    public String label() {
      return strategy.isEmpty() ? law : system() + "-" + strategy;
    }

    /** The cell for operators, in metrics, logs and Spark's UI. */
    public String name() {
      return String.format(Locale.ROOT, "%s-seed-%d", label(), seed);
    }
  }
}
