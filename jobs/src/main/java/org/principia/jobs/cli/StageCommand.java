package org.principia.jobs.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.pipeline.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command of a stage, or of all stages of a cell. */
@Command(mixinStandardHelpOptions = true)
final class StageCommand implements Callable<Integer> {
  /** Descriptions by verb, in the order of the pipeline. */
  static final Map<String, String> VERBS =
      UsageMessageSpec.keyValuesMap(
          "run:Runs all stages of one cell; skips those that are complete.",
          "simulate:Simulates runs and writes their frames.",
          "observe:Reads a table of your own particles, looks at it, and writes their tracks.",
          "kernel:Looks for the pair force of tracked particles, and for its formula.",
          "train:Trains the graph network on the frames.",
          "record:Records messages and node outputs of the trained network.",
          "regress:Searches for formulas of the message and node components.",
          "compose:Composes the law from the formulas and fits its constants.",
          "evaluate:Tests network and law, and judges whether the law was recovered.",
          "report:Writes the report, a page with figures.");

  @Mixin private Options.Cell options = new Options.Cell();
  private final String verb;

  StageCommand(String verb) {
    this.verb = verb;
  }

  @Override
  public Integer call() {
    // Before Spark starts, so that a mistake in the configuration is reported at once.
    Configuration configuration = options.configuration();
    Console console = options.console();
    try (SparkApplication spark = Sessions.open(verb)) {
      Directory root = spark.directory("output", configuration.run().output());
      Pipeline cell = new Pipeline(configuration, root, console, options.overwrite());
      if ("run".equals(verb)) {
        cell.runAll();
      } else {
        cell.run(verb);
      }
      if ("kernel".equals(verb)) {
        console.print(cell.kernel().text());
      } else if (List.of("run", "report").contains(verb)) {
        console.print(cell.isObserved() ? Summary.ofObserved(cell) : Summary.of(cell));
      } else if ("evaluate".equals(verb)) {
        console.print(Summary.scorecard(cell));
      }
      if (options.json()) {
        console.result(Summary.entries(verb, cell));
      }
    } finally {
      console.clear();
    }
    return 0;
  }
}
