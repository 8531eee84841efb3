package org.principia.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.principia.common.InputException;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.example.SineExample;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs an example and draws it. */
@Command(
    name = "example",
    description =
        "Fits a network and a formula to samples of sin(x), extrapolates both, and draws them.",
    mixinStandardHelpOptions = true)
final class ExampleCommand implements Callable<Integer> {
  static final String NAME = "sin";
  private static final String OPERATORS =
      "symbolic.operators=[\"+\", \"-\", \"*\", \"/\", exp, log, sin]";

  @Parameters(index = "0", paramLabel = "NAME", description = "The example: sin.")
  private String name;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where NAME.svg is written, default ${DEFAULT-VALUE}.")
  private String output = "runs/example";

  @Mixin private Options.Run run = new Options.Run();

  @Override
  public Integer call() {
    if (!NAME.equals(name)) {
      throw InputException.invalid("example", name, "one of " + NAME);
    }
    Configuration configuration = run.configuration(List.of(OPERATORS), List.of());
    SineExample example = new SineExample(configuration.symbolic(), configuration.run().seed());
    try {
      Path file = Files.createDirectories(Path.of(output)).resolve(NAME + ".svg");
      Files.writeString(file, example.picture().svg());
      run.console().print(example.table());
      run.console().print(file.toString());
      run.console().result(Map.of("example", name, "picture", file.toString()));
    } catch (IOException | InvalidPathException e) {
      throw InputException.cannot("write a picture to " + output, "not a writable directory", e);
    }
    return 0;
  }
}
