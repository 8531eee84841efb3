package org.principia.jobs.cli;

import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.pipeline.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One command per stage. */
final class StageCommands {
  private StageCommands() {}

  /** Parses, opens Spark, runs one stage. */
  abstract static class StageCommand implements Callable<Integer> {
    @Mixin private CellOptions options = new CellOptions();
    private final String verb;

    StageCommand(String verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      // Before Spark starts, so that a mistake in the configuration is reported at once.
      Configuration configuration = options.configuration();
      Console console = options.console();
      try (SparkSession spark = Sessions.open(verb)) {
        Directory root = Directory.open(spark, "output", configuration.run().output());
        Pipeline cell = Pipeline.of(configuration, root, console, options.overwrite());
        work(cell, console);
        if (options.json()) {
          console.result(Summary.entries(verb, cell));
        }
      } finally {
        console.clear();
      }
      return 0;
    }

    void work(Pipeline cell, Console console) {
      cell.run(verb);
    }
  }

  /** All stages of one cell. */
  @Command(
      name = "run",
      description = "Runs all stages of one cell; skips those that are complete.",
      mixinStandardHelpOptions = true)
  static final class Run extends StageCommand {
    Run() {
      super("run");
    }

    @Override
    void work(Pipeline cell, Console console) {
      cell.runAll();
      console.print(Summary.of(cell));
    }
  }

  /** The first stage. */
  @Command(
      name = "simulate",
      description = "Simulates runs and writes their frames.",
      mixinStandardHelpOptions = true)
  static final class Simulate extends StageCommand {
    Simulate() {
      super("simulate");
    }
  }

  /** The second stage. */
  @Command(
      name = "train",
      description = "Trains the graph network on the frames.",
      mixinStandardHelpOptions = true)
  static final class Train extends StageCommand {
    Train() {
      super("train");
    }
  }

  /** The third stage. */
  @Command(
      name = "record",
      description = "Records messages and node outputs of the trained network.",
      mixinStandardHelpOptions = true)
  static final class RecordMessages extends StageCommand {
    RecordMessages() {
      super("record");
    }
  }

  /** The fourth stage. */
  @Command(
      name = "regress",
      description = "Searches for formulas of the message and node components.",
      mixinStandardHelpOptions = true)
  static final class Regress extends StageCommand {
    Regress() {
      super("regress");
    }
  }

  /** The fifth stage. */
  @Command(
      name = "compose",
      description = "Composes the law from the formulas and fits its constants.",
      mixinStandardHelpOptions = true)
  static final class Compose extends StageCommand {
    Compose() {
      super("compose");
    }
  }

  /** The sixth stage. */
  @Command(
      name = "evaluate",
      description = "Tests network and law, and judges whether the law was recovered.",
      mixinStandardHelpOptions = true)
  static final class Evaluate extends StageCommand {
    Evaluate() {
      super("evaluate");
    }
  }

  /** The last stage. */
  @Command(
      name = "report",
      description = "Writes the report, a page with figures.",
      mixinStandardHelpOptions = true)
  static final class Report extends StageCommand {
    Report() {
      super("report");
    }

    @Override
    void work(Pipeline cell, Console console) {
      super.work(cell, console);
      console.print(Summary.of(cell));
    }
  }
}
