package org.principia.jobs.stages;

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

  /** The settings that its output depends on, in a fixed form. */
  String settings(Cell cell);

  /**
   * Does the work.
   *
   * @param cell the cell
   * @param temporary where to write; it is renamed when this returns
   * @return what the manifest is to say of the result, counts for example
   */
  Map<String, Object> execute(Cell cell, Path temporary);

  /**
   * Told when the output lies under its final name: what served to resume may go.
   *
   * @param cell the cell
   */
  default void committed(Cell cell) {}
}
