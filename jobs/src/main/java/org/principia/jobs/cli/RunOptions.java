package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import org.principia.jobs.config.Configuration;
import picocli.CommandLine.Option;

/** The options of every command that computes: configuration, seed, verbosity. */
class RunOptions extends ConfigSource {
  @Option(names = "--seed", paramLabel = "N", description = "Short for --set seed=N.")
  private String seed;

  @Override
  Configuration configuration(List<String> pairs, List<String> defaults) {
    List<String> all = new ArrayList<>(pairs);
    if (seed != null) {
      all.add("seed=" + seed);
    }
    return super.configuration(all, defaults);
  }
}
