package org.principia.jobs.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.principia.common.InputException;
import org.principia.common.Spelling;
import org.principia.jobs.artefact.Versions;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.console.Colours;
import org.principia.jobs.console.EventLog;
import org.principia.jobs.console.QuietEnd;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: one command a stage, and {@code run} for all of them. */
@Command(
    name = "principia",
    description = "Discovers the law inside a trained graph network.",
    synopsisSubcommandLabel = "VERB",
    footer = {
      "",
      "principia VERB --help tells the options of a verb, and examples.",
      "",
      "Options of the launcher, before VERB:",
      "  --master URL       Spark master: local[N] (embedded), yarn, spark://…, k8s://…",
      "  --conf KEY=VALUE   a Spark setting",
      "  --properties FILE  a file of Spark settings, for example conf/secure.conf",
      "  --memory SIZE      heap of the embedded Spark or of the driver, default 4g",
      "  --log json         what is done as one JSON object a line, on standard error",
      "  --deploy-mode MODE client, or with yarn cluster",
      "  --jar URI          principia.jar as the cluster's nodes see it",
      "  --gpu              train on GPUs",
      "  --dry-run          print the command that would run"
    },
    mixinStandardHelpOptions = true,
    versionProvider = PrincipiaCommand.Version.class,
    subcommands = {
      StageCommands.Run.class,
      StageCommands.Simulate.class,
      StageCommands.Train.class,
      StageCommands.RecordMessages.class,
      StageCommands.Regress.class,
      StageCommands.Compose.class,
      StageCommands.Evaluate.class,
      StageCommands.Report.class,
      SweepCommand.class,
      StatusCommand.class,
      FitCommand.class,
      ExampleCommand.class,
      LawsCommand.class,
      ConfigCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class PrincipiaCommand {
  /** What file systems say that have no room. */
  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded", "DiskSpace quota");

  /** Options of the launcher, which stand before the verb. */
  static final List<String> LAUNCHERS =
      List.of(
          "--master",
          "--deploy-mode",
          "--jar",
          "--memory",
          "--properties",
          "--conf",
          "--log",
          "--gpu",
          "--dry-run");

  /** Exit code of a mistake in what the user gave. */
  static final int MISTAKE = 2;

  /** Exit code of a sweep some of whose cells failed. */
  static final int FAILED = 1;

  /** Exit code of a defect of the program. */
  static final int DEFECT = 1;

  private static volatile boolean stopping;

  private PrincipiaCommand() {}

  /** What the command table begins with. */
  static PrincipiaCommand create() {
    return new PrincipiaCommand();
  }

  /**
   * Answers Ctrl-C with one line, and silences what every part of Spark has to say of its end.
   *
   * @param log whether it goes to the log and not to the terminal
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
   * Runs a command.
   *
   * @param arguments verb and options
   * @return 0, 1 for a defect, 2 for a mistake of the user, 130 or 143 if SIGINT or SIGTERM came
   */
  public static int execute(String... arguments) {
    if (!(System.err instanceof QuietEnd)) {
      System.setErr(new QuietEnd(System.err));
    }
    if (arguments.length == 0) {
      CommandTable.create().usage(System.out);
      return 0;
    }
    return CommandTable.create()
        .setParameterExceptionHandler(PrincipiaCommand::mistakeOnCommandLine)
        .setExecutionExceptionHandler((e, command, parsed) -> explain(e))
        .execute(arguments);
  }

  private static int mistakeOnCommandLine(ParameterException e, String[] arguments) {
    boolean launchers = List.of(arguments).stream().anyMatch(LAUNCHERS::contains);
    tell(
        unknownOption(e, arguments).orElse(firstLine(e))
            + (launchers ? " (options of the launcher go before the verb; " : " (")
            + "see principia "
            + verb(e)
            + "--help)");
    return MISTAKE;
  }

  /** A slip in a required option's name is no missing option. */
  private static Optional<String> unknownOption(ParameterException e, String... arguments) {
    boolean slip =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched.getUnmatched().get(0).startsWith("--")
            : e instanceof MissingParameterException;
    if (!slip) {
      return Optional.empty();
    }
    List<String> known = List.copyOf(e.getCommandLine().getCommandSpec().optionsMap().keySet());
    return Arrays.stream(arguments)
        .filter(word -> word.startsWith("--") && word.length() > 2)
        .map(word -> word.split("=", 2)[0])
        .filter(name -> !known.contains(name) && !LAUNCHERS.contains(name))
        .findFirst()
        .map(
            name ->
                "Unknown option: '" + name + "'; the nearest is " + Spelling.nearest(name, known));
  }

  private static String verb(ParameterException e) {
    String name = e.getCommandLine().getCommandName();
    return "principia".equals(name) ? "" : name + " ";
  }

  /** A full disk comes as an exception, or as an error of Hadoop's, by way of any part of Spark. */
  private static Optional<String> full(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      Optional<String> reason = FULL.stream().filter(message::contains).findFirst();
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private static int explain(Exception e) {
    if (stopping) {
      // It has been said; whatever comes now comes of the end of everything.
      return DEFECT;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputException) {
        tell(cause.getMessage());
        return MISTAKE;
      }
      if (cause instanceof SearchStopped stopped) {
        tell(stopped.getMessage());
        return stopped.exitCode();
      }
    }
    Optional<String> full = full(e);
    if (full.isPresent()) {
      tell("Cannot write: " + full.get() + "; with room the same command goes on where it was");
      return MISTAKE;
    }
    if (EventLog.isOn()) {
      EventLog.error("defect", e);
    } else {
      e.printStackTrace();
    }
    return DEFECT;
  }

  /** The one line on a mistake; who reads logs alone finds it there. */
  private static void tell(String mistake) {
    if (EventLog.isOn()) {
      EventLog.error(mistake);
    } else {
      System.err.println(Colours.RED.of(mistake));
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
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
