package org.principia.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.principia.common.InputException;
import org.principia.common.SettingsCopy;
import org.principia.dynamics.DynamicsSettings;
import org.principia.dynamics.Simulator;
import org.principia.dynamics.Trajectory;
import org.principia.dynamics.law.ForceLaw;
import org.principia.dynamics.law.ForceLaws;
import org.principia.visuals.Markup;
import org.principia.visuals.chart.TrajectoryPlot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the force laws, and draws what they do. */
@Command(
    name = "laws",
    description =
        "Lists the force laws, those that CONFIG defines among them, and what they conserve.",
    mixinStandardHelpOptions = true)
final class LawsCommand implements Callable<Integer> {
  private static final int WIDTH = 96;
  private static final int STEPS = 500;
  private static final long SEED = 0;

  @Option(
      names = "--pictures",
      paramLabel = "DIR",
      description =
          "Writes DIR/trajectories-LAW.svg for every law: 4 particles in the plane, 500 states.")
  private String pictures;

  @Mixin private Options.Source options = new Options.Source();

  @Override
  public Integer call() {
    DynamicsSettings given = options.configuration(List.of(), List.of()).dynamics();
    List<String> names = new ArrayList<>(ForceLaws.names());
    given.definitions().forEach(law -> names.add(law.name()));
    List<DynamicsSettings> laws = names.stream().map(name -> settings(name, given)).toList();
    List<Map<String, Object>> rows = laws.stream().map(s -> entries(s.forceLaw())).toList();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("laws", rows);
    if (pictures != null) {
      List<Path> files = draw(laws);
      result.put("pictures", files.stream().map(Path::toString).toList());
      files.forEach(file -> options.console().print(file.toString()));
    } else if (!options.json()) {
      System.out.print(table(rows));
    }
    options.console().result(result);
    return 0;
  }

  private static DynamicsSettings settings(String law, DynamicsSettings given) {
    return SettingsCopy.of(
        DynamicsSettings.defaults(),
        Map.of(
            "law",
            law,
            "dimension",
            2,
            "particles",
            4,
            "steps",
            STEPS,
            "softening",
            given.softening(),
            "definitions",
            given.definitions()));
  }

  /** What a line of the table says. */
  private static Map<String, Object> entries(ForceLaw law) {
    String conserved =
        law.conserved().stream()
            .sorted()
            .map(invariant -> invariant.name().substring(0, 1))
            .collect(Collectors.joining(" "));
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("name", law.name());
    entries.put("time-step", Double.toString(law.timeStep()));
    entries.put("conserved", conserved);
    entries.put("force", law.formula());
    return entries;
  }

  /** The laws as a table; a formula that is too long for its line goes on below. */
  static String table(List<Map<String, Object>> laws) {
    int names = laws.stream().mapToInt(law -> law.get("name").toString().length()).max().orElse(0);
    String format = "%-" + Math.max(names, 3) + "s  %-9s  %-9s  %s%n";
    int room = WIDTH - String.format(format, "", "", "", "").length();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            format, "law", "time step", "conserved", "force on particle 1 from particle 2"));
    for (Map<String, Object> law : laws) {
      List<String> lines = Markup.wrap(law.get("force").toString(), room);
      Object[] start = {law.get("name"), law.get("time-step"), law.get("conserved"), lines.get(0)};
      text.append(String.format(format, start));
      for (String line : lines.subList(1, lines.size())) {
        text.append(String.format(format, "", "", "", line));
      }
    }
    return text.append("conserved: E energy, M momentum, A angular momentum\n").toString();
  }

  private List<Path> draw(List<DynamicsSettings> laws) {
    List<Path> files = new ArrayList<>();
    try {
      Path directory = Files.createDirectories(Path.of(pictures));
      for (DynamicsSettings law : laws) {
        Path file = directory.resolve("trajectories-" + law.law() + ".svg");
        Files.writeString(file, picture(law).svg());
        files.add(file);
      }
      return files;
    } catch (IOException | InvalidPathException e) {
      throw InputException.cannot("write pictures to " + pictures, "not a writable directory", e);
    }
  }

  private static TrajectoryPlot picture(DynamicsSettings law) {
    Trajectory run = new Simulator(law, SEED).run(0);
    String title =
        String.format(
            Locale.ROOT, "%s: %d states, %s apart", law.law(), run.steps(), run.timeStep());
    List<TrajectoryPlot.Motion> motions = List.of(new TrajectoryPlot.Motion("", run.position()));
    return new TrajectoryPlot(title, run.particles(), run.dimension(), 1, "length", motions);
  }
}
