package org.principia.jobs.config;

import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.common.Setting;

/**
 * The settings that belong to no stage.
 *
 * @param seed every random draw of a run derives from it
 * @param output where results go, a path of any Hadoop file system
 * @param checkpoints how many checkpoints of a training are kept, 1 to 1000
 */
public record RunSettings(
    @Setting("Every random draw derives from it.") long seed,
    @Setting("Where results go: a path of any Hadoop file system.") String output,
    @Setting(
            "Checkpoints of a training that are kept while it runs, 1 to 1000; older ones are"
                + " deleted.")
        int checkpoints) {

  /** Checks every component. */
  public RunSettings {
    if (output.isBlank()) {
      throw InputException.invalid("output", "\"\"", "a path of any Hadoop file system");
    }
    Checks.between("checkpoints", checkpoints, 1, 1000);
  }

  /** Seed 0, results under {@code runs}. */
  public static RunSettings defaults() {
    return new RunSettings(0, "runs/default", 2);
  }
}
