package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that computes: configuration, seed, how much is told. */
final class RunOptions {
  @Mixin private ConfigSource source = new ConfigSource();

  @Option(names = "--seed", paramLabel = "N", description = "Short for --set seed=N.")
  private String seed;

  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * The configuration: options over the file over the defaults.
   *
   * @param pairs {@code key=value}, which win over the file and lose against --set
   */
  Configuration configuration(List<String> pairs) {
    return configuration(pairs, List.of());
  }

  /**
   * The configuration of a command with defaults of its own.
   *
   * @param pairs {@code key=value}, which win over the file and lose against --set
   * @param defaults the same, which lose against the file
   */
  Configuration configuration(List<String> pairs, List<String> defaults) {
    List<String> all = new ArrayList<>(pairs);
    if (seed != null) {
      all.add("seed=" + seed);
    }
    return source.read(all, defaults);
  }

  /** Whether the result is wanted as JSON. */
  boolean json() {
    return output.json();
  }

  Console console() {
    return output.console();
  }
}
