package org.principia.jobs.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.principia.common.InputException;
import org.principia.jobs.console.Console;
import org.principia.jobs.sweep.SweepPlan;
import org.principia.jobs.sweep.SweepState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the progress of a sweep or a cell from another process, without Spark. */
@Command(
    name = "status",
    description =
        "Shows which cells of a sweep are complete, running, failed or missing; starts nothing.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "CONFIG|OUT",
      description = "A configuration file, or the output of a sweep or run.")
  private String what;

  @Mixin private Options.Sweep options = new Options.Sweep();

  @Option(names = "--json", description = "Prints JSON, one object per line.")
  private boolean json;

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      description = "Repeats every SECONDS until everything is done.")
  private int watch;

  @Override
  public Integer call() throws InterruptedException {
    if (watch < 0) {
      throw InputException.invalid("--watch", watch, "seconds, 1 or more");
    }
    Configuration hadoop = Sessions.hadoop();
    SweepState state = state(hadoop);
    print(state, json);
    while (watch > 0 && !state.ended()) {
      Thread.sleep(1000L * watch);
      state = state(hadoop);
      if (!json) {
        System.out.println();
      }
      print(state, json);
    }
    return 0;
  }

  private SweepState state(Configuration hadoop) {
    if (Files.isRegularFile(Path.of(what))) {
      return SweepState.of(
          SweepPlan.ofAny(new SweepPlan.Source(Options.text(what), what, options.pairs())), hadoop);
    }
    if (!options.pairs().isEmpty()) {
      throw InputException.invalid("--set", options.pairs().get(0), "with a configuration file");
    }
    return SweepState.of(what, hadoop);
  }

  static void print(SweepState state, boolean json) {
    if (json) {
      new Console(Console.Detail.FULL, Console.Format.JSON).result(state.entries());
    } else {
      System.out.println(state.text());
    }
  }
}
