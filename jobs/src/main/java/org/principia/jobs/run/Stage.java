package org.principia.jobs.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.principia.graphs.GraphSchema;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.cell.CellDirectories;
import org.principia.jobs.artefact.cell.CellDirectories.CellId;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Runner.Overwrite;

/**
 * One step of the pipeline: an output made from another, which knows those before it.
 *
 * @param <I> what it reads
 * @param <O> what it writes
 */
public interface Stage<I, O> {

  /**
   * What a stage is called and depends on.
   *
   * @param verb of the command line
   * @param directory the final one of its output
   * @param sections of the configuration that the settings are of
   * @param settings that its output depends on, in a fixed form
   * @param opening gives its output in a directory, to be written or read
   * @param <I> what it reads
   * @param <O> what it writes
   */
  record Definition<I, O>(
      String verb,
      Function<CellDirectories, Directory> directory,
      List<String> sections,
      Function<Configuration, String> settings,
      Opening<I, O> opening) {}

  /** Gives an output made from an input, in a directory; the work is what surrounds it. */
  @FunctionalInterface
  interface Opening<I, O> {
    /** Opens it. */
    O open(I input, Directory at, Work work);
  }

  /** What it is called and depends on. */
  Definition<I, O> definition();

  /** Its output in a directory, to be written or read. */
  default O output(I input, Directory at, Work work) {
    return definition().opening().open(input, at, work);
  }

  /** Does the work, and returns what the manifest is to say of the result, counts for example. */
  Map<String, Object> make(I input, O output, Work work);

  /** See {@link Output#staging}. */
  default Optional<Path> staging(Work work) {
    return Optional.empty();
  }

  /** See {@link Output#isWhole}. */
  default boolean isWhole(O output) {
    return true;
  }

  /** See {@link Output#damage}. */
  default Optional<String> damage(O output) {
    return Optional.empty();
  }

  /** See {@link Output#isHashed}. */
  default boolean isHashed(String name) {
    return true;
  }

  /** See {@link Output#committed}. */
  default void committed(Work work) {}

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
  record Work(
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

    /**
     * The directory where the stage keeps what it goes on from when it was stopped; its name begins
     * with an underscore.
     */
    public Directory state(String name) {
      return directories.of(name);
    }
  }
}
