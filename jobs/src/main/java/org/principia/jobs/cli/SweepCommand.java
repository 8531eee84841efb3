package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Runner.Overwrite;
import org.principia.jobs.sweep.PlannedCell;
import org.principia.jobs.sweep.Sweep;
import org.principia.jobs.sweep.SweepPlan;
import org.principia.jobs.sweep.SweepState;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a grid of cells. */
@Command(
    name = "sweep",
    description = {
      "Runs all stages of a grid of cells, several at a time; skips what is complete.",
      "The section sweep of the configuration lists the cells; exit code 1 if any failed."
    },
    mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "CONFIG",
      description = "Configuration file (HOCON) with a section sweep.")
  private String file;

  @Mixin private Options.Sweep options = new Options.Sweep();

  @Option(
      names = {"--list", "--dry-run"},
      description = "Prints the cells and their state, and runs nothing.")
  private boolean list;

  @Option(
      names = "--only",
      paramLabel = "CELLS",
      split = ",",
      description =
          "Runs only these cells, named as by --list, separated by commas, * matching anything;"
              + " repeatable.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--overwrite",
      description = "Replaces results of other settings or inputs, and damaged ones.")
  private boolean overwrite;

  @Mixin private Options.Output output = new Options.Output();

  @Override
  public Integer call() {
    // Before Spark starts, so that a mistake in the configuration of any cell is reported at once.
    SweepPlan plan = SweepPlan.of(new SweepPlan.Source(Options.text(file), file, options.pairs()));
    if (list) {
      StatusCommand.print(SweepState.of(plan, Sessions.hadoop()), output.json());
      return 0;
    }
    List<PlannedCell> work = plan.only(only);
    Sweep.requireFree(plan, Sessions.hadoop());
    Console console = output.console();
    try (SparkApplication spark = Sessions.openFair("sweep")) {
      long failed =
          new Sweep(spark, console, plan, overwrite ? Overwrite.REPLACE : Overwrite.REFUSE)
              .run(work);
      return failed == 0 ? 0 : ExitCode.SOFTWARE;
    } finally {
      console.clear();
    }
  }
}
