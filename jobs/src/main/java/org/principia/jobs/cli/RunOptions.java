package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that computes: configuration, seed, verbosity. */
final class RunOptions {
  @Mixin private ConfigSource source = new ConfigSource();

  @Option(names = "--seed", paramLabel = "N", description = "Short for --set seed=N.")
  private String seed;

  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * The configuration: options override the file, which overrides the defaults.
   *
   * @param pairs {@code key=value}, which override the file and are overridden by --set
   */
  Configuration configuration(List<String> pairs) {
    return configuration(pairs, List.of());
  }

  /**
   * The configuration of a command with its own defaults.
   *
   * @param pairs {@code key=value}, which override the file and are overridden by --set
   * @param defaults {@code key=value}, which the file overrides
   */
  Configuration configuration(List<String> pairs, List<String> defaults) {
    List<String> all = new ArrayList<>(pairs);
    if (seed != null) {
      all.add("seed=" + seed);
    }
    return source.read(all, defaults);
  }

  /** Whether to print the result as JSON. */
  boolean json() {
    return output.json();
  }

  Console console() {
    return output.console();
  }
}
