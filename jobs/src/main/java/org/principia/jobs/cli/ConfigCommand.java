package org.principia.jobs.cli;

import java.util.concurrent.Callable;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the configuration. */
@Command(
    name = "config",
    description = "Prints every key with its description and resolved value.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  @Mixin private CellOptions options = new CellOptions();

  @Override
  public Integer call() {
    Configuration configuration = options.configuration();
    if (options.json()) {
      options.console().result(Reference.entries(configuration));
    } else {
      System.out.print(Reference.text(configuration));
    }
    return 0;
  }
}
