package org.principia.jobs.cli;

import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest.Versions;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.console.Colours;
import org.principia.jobs.console.EventLog;
import org.principia.jobs.console.ShutdownNoiseFilter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command line: one command per stage, and {@code run} for all of them. */
@Command(
    name = "principia",
    description = "Discovers the law inside a trained graph network.",
    synopsisSubcommandLabel = "VERB",
    footer = {
      "",
      "principia VERB --help shows the options of a verb, and examples.",
      "",
      "Options of the launcher, before VERB:",
      "  --master URL       Spark master: local[N] (embedded), yarn, spark://…, k8s://…",
      "  --conf KEY=VALUE   a Spark setting",
      "  --properties FILE  a file of Spark settings, for example conf/secure.conf",
      "  --memory SIZE      heap of the embedded Spark or of the driver (default 4g)",
      "  --log json         log events on standard error, one JSON object per line",
      "  --deploy-mode MODE client or, on YARN, cluster",
      "  --jar URI          principia.jar at an address that all nodes can read",
      "  --gpu              train on GPUs",
      "  --dry-run          print the command instead of running it"
    },
    mixinStandardHelpOptions = true,
    versionProvider = PrincipiaCommand.Version.class)
public final class PrincipiaCommand {
  /** Messages of file systems that are full. */
  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded", "DiskSpace quota");

  private static volatile boolean stopping;

  private PrincipiaCommand() {}

  /**
   * Answers Ctrl-C with one line, to the log or the terminal, and silences the log messages of
   * Spark's shutdown.
   */
  public static void interrupt(boolean log) {
    stopping = true;
    if (log) {
      EventLog.error("Stopped; the same command goes on where it was.");
    }
    Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
    if (!log) {
      System.err.println();
      System.err.println("Stopped; the same command goes on where it was.");
    }
  }

  /**
   * Runs a command, given by verb and options, and returns 0, 1 for a defect, 2 for invalid usage
   * or input, 130 or 143 after SIGINT or SIGTERM.
   */
  public static int execute(String... arguments) {
    if (!(System.err instanceof ShutdownNoiseFilter)) {
      System.setErr(new ShutdownNoiseFilter(System.err));
    }
    CommandLine table = CommandTable.create();
    if (arguments.length == 0) {
      table.usage(System.out);
      return 0;
    }
    Optional<String> unknown = CommandMistake.verb(table, List.of(arguments));
    if (unknown.isPresent()) {
      return mistake(unknown.get());
    }
    return table
        .setParameterExceptionHandler(
            (e, words) -> mistake(CommandMistake.explain(e, List.of(words))))
        .setExecutionExceptionHandler((e, command, parsed) -> explain(e))
        .execute(arguments);
  }

  /** A full disk is reported as an exception or a Hadoop error, from any part of Spark. */
  private static Optional<String> full(Throwable e) {
    return ExceptionUtils.getThrowableList(e).stream()
        .map(cause -> String.valueOf(cause.getMessage()))
        .flatMap(message -> FULL.stream().filter(message::contains))
        .findFirst();
  }

  private static int explain(Exception e) {
    if (stopping) {
      // Already reported; later exceptions are caused by the shutdown.
      return ExitCode.SOFTWARE;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputException) {
        return mistake(cause.getMessage());
      }
      if (cause instanceof SearchStopped stopped) {
        mistake(stopped.getMessage());
        return stopped.exitCode();
      }
    }
    Optional<String> full = full(e);
    if (full.isPresent()) {
      return mistake(
          "Cannot write: " + full.get() + "; with room the same command goes on where it was");
    }
    if (EventLog.isOn()) {
      EventLog.error("defect", e);
    } else {
      e.printStackTrace();
    }
    return ExitCode.SOFTWARE;
  }

  /** Reports a mistake in one line, on the terminal or in the log. */
  private static int mistake(String mistake) {
    if (EventLog.isOn()) {
      EventLog.error(mistake);
    } else {
      System.err.println(Colours.RED.of(mistake));
    }
    return ExitCode.USAGE;
  }

  /** The program's version and commit. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var versions = Versions.all();
      return new String[] {
        "principia " + versions.get("principia") + ", commit " + versions.get("commit"),
        "Java " + versions.get("java") + ", Spark " + versions.get("spark")
      };
    }
  }
}
