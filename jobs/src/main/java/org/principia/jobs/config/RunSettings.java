package org.principia.jobs.config;

import org.principia.common.InputException;
import org.principia.common.Setting;

/**
 * The keys that belong to no stage.
 *
 * @param seed every random draw of a run derives from it
 * @param output where results go, a path of any Hadoop file system
 */
public record RunSettings(
    @Setting("Every random draw derives from it.") long seed,
    @Setting("Where results go: a path of any Hadoop file system.") String output) {

  /** Checks that there is an output. */
  public RunSettings {
    if (output.isBlank()) {
      throw InputException.invalid("output", "\"\"", "a path of any Hadoop file system");
    }
  }

  /** Seed 0, results under {@code runs}. */
  public static RunSettings defaults() {
    return new RunSettings(0, "runs/default");
  }
}
