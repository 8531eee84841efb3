package org.principia.jobs.stage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** One step of the pipeline: a verb, an output directory and what that output depends on. */
interface Stage {

  /** The verb of the command line. */
  String verb();

  /** The final directory of its output. */
  Path directory(Cell cell);

  /** The stage whose output it reads; empty for the first. */
  Optional<Stage> input();

  /** The sections of the configuration that {@link #settings} is of. */
  List<String> sections();

  /** The settings that its output depends on, in a fixed form. */
  String settings(Cell cell);

  /**
   * Does the work.
   *
   * @param cell the cell
   * @param temporary where to write, {@link #staging} if there is one; it is renamed when this
   *     returns
   * @return what the manifest is to say of the result, counts for example
   */
  Map<String, Object> execute(Cell cell, Path temporary);

  /**
   * Where the output is made when a killed attempt goes on from what it has; it is renamed as a
   * whole. Empty for a stage that starts again in an empty directory.
   *
   * @param cell the cell
   */
  default Optional<Path> staging(Cell cell) {
    return Optional.empty();
  }

  /**
   * Whether a committed output still has all its files.
   *
   * @param cell the cell
   */
  default boolean whole(Cell cell) {
    return true;
  }

  /**
   * What is wrong with the content of a committed output that has no hashes; empty for one that the
   * next stage can read.
   *
   * @param cell the cell
   */
  default Optional<String> damage(Cell cell) {
    return Optional.empty();
  }

  /**
   * Whether the manifest has the hash of a file; not of a large one, which tells it itself.
   *
   * @param name path of the file or of a directory, below the output
   */
  default boolean hashed(String name) {
    return true;
  }

  /**
   * Told when the output lies under its final name, with its lease: what served to resume may go.
   *
   * @param cell the cell
   */
  default void committed(Cell cell) {}
}
