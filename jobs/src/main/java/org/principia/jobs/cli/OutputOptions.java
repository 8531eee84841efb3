package org.principia.jobs.cli;

import org.principia.jobs.console.Console;
import picocli.CommandLine.Option;

/** The options for what a command prints, and how. */
class OutputOptions {
  @Option(names = "--quiet", description = "Prints results only, no progress.")
  private boolean quiet;

  @Option(
      names = "--json",
      description =
          "Prints the result as one JSON object on standard output, everything else on standard"
              + " error.")
  private boolean json;

  /** The console of the command. */
  final Console console() {
    return new Console(quiet ? Console.Detail.QUIET : Console.Detail.FULL, format());
  }

  /** Whether to print the result as JSON. */
  final boolean json() {
    return json;
  }

  private Console.Format format() {
    return json ? Console.Format.JSON : Console.Format.TEXT;
  }
}
