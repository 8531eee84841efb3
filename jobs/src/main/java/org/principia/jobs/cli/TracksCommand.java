package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.principia.common.InputException;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.InitialState;
import org.principia.dynamics.WorldSettings;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.cluster.simulation.TrackTable;
import org.principia.jobs.cluster.simulation.TrackTable.Existing;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.observed.Track;
import org.principia.observed.world.SimulatedWorld;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the table of positions that a user would have of a simulated world. */
@Command(
    name = "tracks",
    description =
        "Simulates a world and writes the positions of its particles as they are tracked: a row for"
            + " each run, particle and time.",
    footer = {
      "",
      "Keys of the section dynamics say what the particles move in (order, drag, quadratic-drag,",
      "trap, field) and how they are seen (position-noise, sampling-jitter, dropouts, hidden,"
          + " frame,",
      "known). What is printed is the truth, which the table does not tell."
    },
    mixinStandardHelpOptions = true)
final class TracksCommand implements Callable<Integer> {
  private static final int MAX_SHOWN = 20;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The table, FILE.parquet or FILE.csv, on any Hadoop file system; default:"
              + " observed.table.")
  private String out;

  @Option(names = "--overwrite", description = "Replaces a table that is there.")
  private boolean overwrite;

  @Mixin private Options.Run options = new Options.Run();

  @Override
  public Integer call() {
    Configuration all = options.configuration(List.of(), List.of());
    DynamicsSettings dynamics = all.dynamics();
    WorldSettings world = all.world();
    long seed = all.run().seed();
    String file = out == null ? all.observed().table() : out;
    if (file.isEmpty()) {
      throw InputException.invalid("--out", "nothing", "FILE.parquet or FILE.csv");
    }
    // Before Spark starts: of a world that does not work the first run tells.
    SimulatedWorld.Observation run = new SimulatedWorld(dynamics, world, seed).run(0);
    Console console = options.console();
    try (SparkApplication spark = Sessions.open("tracks")) {
      new TrackTable(dynamics, world, seed)
          .write(spark, file, overwrite ? Existing.REPLACE : Existing.REFUSE);
    } finally {
      console.clear();
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("table", file);
    result.put("runs", dynamics.runs());
    result.put("particles", run.particles().size() - world.hidden());
    result.put("hidden", world.hidden());
    result.put("law", dynamics.forceLaw().formula());
    result.put("sigma", run.sigma());
    boolean fixed = world.properties() == WorldSettings.Cast.FIXED;
    result.put("truth", fixed ? truth(run) : List.of());
    console.print(text(result));
    console.result(result);
    return 0;
  }

  /** The particles of all runs, hidden ones among them. */
  private static List<Map<String, Object>> truth(SimulatedWorld.Observation run) {
    List<String> tracked = run.tracks().tracks().stream().map(Track::particle).toList();
    InitialState start = run.truth().start();
    List<Map<String, Object>> truth = new ArrayList<>();
    for (int i = 0; i < start.particles(); i++) {
      String name = run.particles().get(i);
      Map<String, Object> particle = new LinkedHashMap<>();
      particle.put("particle", name);
      particle.put("mass", start.mass()[i]);
      particle.put("charge", start.charge()[i]);
      particle.put("tracked", tracked.contains(name));
      truth.add(particle);
    }
    return truth;
  }

  private static String text(Map<String, Object> result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s particles in %s runs, standard error %.4g%nlaw      %s%n",
            result.get("table"),
            result.get("particles"),
            result.get("runs"),
            (double) result.get("sigma"),
            result.get("law")));
    List<?> truth = (List<?>) result.get("truth");
    for (Object line : truth.subList(0, Math.min(truth.size(), MAX_SHOWN))) {
      Map<?, ?> particle = (Map<?, ?>) line;
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s mass %.6g, charge %+.0f%s%n",
              particle.get("particle"),
              (double) particle.get("mass"),
              (double) particle.get("charge"),
              Boolean.TRUE.equals(particle.get("tracked")) ? "" : ", hidden"));
    }
    return text.toString().stripTrailing();
  }
}
