package org.principia.jobs;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.ForceLaws;
import picocli.CommandLine.Command;

/** Lists the force laws. */
@Command(
    name = "laws",
    description = "Lists the force laws and their time steps.",
    mixinStandardHelpOptions = true)
final class LawsCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    double softening = DynamicsSettings.defaults().softening();
    for (String name : ForceLaws.names()) {
      System.out.printf(
          Locale.ROOT,
          "%-18s f = %-28s time step %s%n",
          name,
          ForceLaws.of(name, softening).formula(),
          ForceLaws.of(name, softening).timeStep());
    }
    return 0;
  }
}
