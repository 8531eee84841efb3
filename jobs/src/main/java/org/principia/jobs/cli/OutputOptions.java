package org.principia.jobs.cli;

import org.principia.jobs.console.Console;
import picocli.CommandLine.Option;

/** How much a command tells, and in which form. */
final class OutputOptions {
  @Option(names = "--quiet", description = "Results alone, no progress.")
  private boolean quiet;

  @Option(
      names = "--json",
      description =
          "The result as one JSON object on standard output; everything else goes to standard"
              + " error.")
  private boolean json;

  /** The console of the command. */
  Console console() {
    return new Console(quiet ? Console.Detail.QUIET : Console.Detail.FULL, format());
  }

  /** Whether the result is wanted as JSON. */
  boolean json() {
    return json;
  }

  private Console.Format format() {
    return json ? Console.Format.JSON : Console.Format.TEXT;
  }
}
