package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Overwrite;
import org.principia.jobs.sweep.PlannedCell;
import org.principia.jobs.sweep.Sweep;
import org.principia.jobs.sweep.SweepPlan;
import org.principia.jobs.sweep.SweepState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a grid of cells. */
@Command(
    name = "sweep",
    description = {
      "Runs all stages of a grid of cells, some at a time; what is complete is skipped.",
      "The configuration's section sweep names the cells; exit code 1 if any of them failed."
    },
    mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "CONFIG",
      description = "Configuration file (HOCON) with a section sweep.")
  private String file;

  @Mixin private SweepOptions options = new SweepOptions();

  @Option(
      names = {"--list", "--dry-run"},
      description = "Prints the cells and what of them is complete, and runs nothing.")
  private boolean list;

  @Option(
      names = "--only",
      paramLabel = "CELLS",
      split = ",",
      description =
          "Works on these cells alone, as --list calls them, separated by commas; * stands for"
              + " anything. Any number of times.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--overwrite",
      description =
          "Replaces results that were made from other settings or inputs, or are damaged.")
  private boolean overwrite;

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    // Before Spark starts: a mistake in any cell's configuration is told at once.
    SweepPlan plan =
        SweepPlan.of(new SweepPlan.Source(ConfigSource.text(file), file, options.pairs()));
    if (list) {
      SweepState state = SweepState.of(plan, StatusCommand.hadoop());
      if (output.json()) {
        output.console().result(state.entries());
      } else {
        System.out.println(state.text());
      }
      return 0;
    }
    List<PlannedCell> work = plan.only(only);
    Sweep.requireFree(plan, StatusCommand.hadoop());
    Console console = output.console();
    try (SparkSession spark = Sessions.openFair("sweep")) {
      long failed =
          new Sweep(spark, console, plan, overwrite ? Overwrite.REPLACE : Overwrite.REFUSE)
              .run(work);
      return failed == 0 ? 0 : PrincipiaCommand.FAILED;
    } finally {
      console.clear();
    }
  }
}
