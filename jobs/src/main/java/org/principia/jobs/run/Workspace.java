package org.principia.jobs.run;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Storage;

/**
 * The directories of one cell.
 *
 * <pre>
 * OUT/LAW-Dd/frames             OUT/LAW-Dd/STRATEGY/{model,messages,fronts,law,scorecard}
 * OUT/report/LAW-Dd-STRATEGY
 * </pre>
 */
public final class Workspace {
  private final Storage storage;
  private final Path system;
  private final String cell;
  private final String strategy;

  private Workspace(Storage storage, String system, String strategy) {
    this.storage = storage;
    this.system = new Path(storage.root(), system);
    this.cell = system + "-" + strategy;
    this.strategy = strategy;
  }

  /**
   * Opens the directories of a cell; nothing is written but a probe, which is removed again.
   *
   * @param hadoop configuration of the file systems
   * @param output root of all results
   * @param law name of the force law
   * @param dimension d
   * @param strategy name of the training strategy
   * @return the directories
   * @throws InputException when the output cannot be written
   */
  public static Workspace open(
      Configuration hadoop, String output, String law, int dimension, String strategy) {
    return at(Storage.open(hadoop, "output", output), law, dimension, strategy);
  }

  /**
   * The directories of a cell of a storage.
   *
   * @param storage root of all results
   * @param law name of the force law
   * @param dimension d
   * @param strategy name of the training strategy
   * @return the directories
   */
  public static Workspace at(Storage storage, String law, int dimension, String strategy) {
    return new Workspace(storage, law + "-" + dimension + "d", strategy);
  }

  /** Where all results go. */
  public Storage storage() {
    return storage;
  }

  /** The file system of the output. */
  public FileSystem fileSystem() {
    return storage.fileSystem();
  }

  /** Name of the cell: law, dimension and strategy. */
  public String cell() {
    return cell;
  }

  /** Frames, which all strategies of a law and dimension share. */
  public Path frames() {
    return new Path(system, "frames");
  }

  /**
   * A directory of the strategy.
   *
   * @param name model, curve, messages, fronts, law or scorecard
   * @return its path
   */
  public Path stage(String name) {
    return new Path(new Path(system, strategy), name);
  }

  /** The report of the cell. */
  public Path report() {
    return new Path(new Path(storage.root(), "report"), cell);
  }

  /**
   * Reads a text file.
   *
   * @param path the file
   * @return its text, in UTF-8
   * @throws InputException when it cannot be read
   */
  public String read(Path path) {
    return storage.read(path);
  }

  /**
   * Writes a text file.
   *
   * @param path the file; it is replaced
   * @param text its text, in UTF-8
   * @throws InputException when it cannot be written
   */
  public void write(Path path, String text) {
    storage.write(path, text);
  }

  /**
   * Removes a directory with all that is in it, where there is one.
   *
   * @param path the directory
   * @throws java.io.UncheckedIOException if the file system fails
   */
  public void delete(Path path) {
    storage.delete(path);
  }

  /**
   * Removes what has a name with a beginning.
   *
   * @param directory where, which need not be there
   * @param prefix the beginning
   * @throws java.io.UncheckedIOException if the file system fails
   */
  public void deleteAll(Path directory, String prefix) {
    storage.deleteAll(directory, prefix);
  }
}
