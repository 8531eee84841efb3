package org.principia.jobs.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.dynamics.Drift;
import org.principia.graphs.PruningBounds;
import org.principia.graphs.Split;
import org.principia.jobs.cluster.TaskProgress;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Versions;
import org.principia.jobs.artefact.dataset.GraphFiles;
import org.principia.jobs.cluster.simulation.DataSet;
import org.principia.jobs.cluster.simulation.Simulation;
import org.principia.jobs.cluster.simulation.SimulationWork;
import org.principia.jobs.config.Reference;
import org.principia.jobs.run.StageDirectory;

/** Simulates runs in parallel and writes pruned and raw frames. */
final class SimulateStage implements Stage {
  private static final int FINGERPRINT_DIGITS = 16;
  private static final String STAGING = "_simulation-";
  private static final String DATA = "data";
  private static final String BOUNDS = "bounds.json";
  private static final double TABLES = 0.95;
  private static final int RUNS_OF_A_FILE = 1_000_000;

  @Override
  public String verb() {
    return "simulate";
  }

  @Override
  public Path directory(Cell cell) {
    return cell.workspace().frames();
  }

  @Override
  public Optional<Stage> input() {
    return Optional.empty();
  }

  @Override
  public List<String> sections() {
    return List.of("dynamics", "frames", "laws");
  }

  @Override
  public String settings(Cell cell) {
    return Reference.dynamics(cell.settings().dynamics())
        + Reference.values(cell.settings().frames());
  }

  /** The settings and the program: what another version began is not mixed with this one's. */
  @Override
  public Optional<Path> staging(Cell cell) {
    return Optional.of(new Path(root(cell), DATA));
  }

  private Path root(Cell cell) {
    Map<String, String> versions = Versions.all();
    String fingerprint =
        Manifest.fingerprint(
            Pipeline.fingerprint(this, cell), versions.get("principia"), versions.get("commit"));
    return new Path(
        directory(cell).getParent(), STAGING + fingerprint.substring(0, FINGERPRINT_DIGITS));
  }

  @Override
  public boolean whole(Cell cell) {
    return Arrays.stream(Split.values())
        .allMatch(
            split ->
                GraphFiles.count(cell.context().hadoopConfiguration(), cell.framesPath(split))
                    == files(cell, split));
  }

  @Override
  public Optional<String> damage(Cell cell) {
    return Arrays.stream(Split.values())
        .map(split -> GraphFiles.damage(cell.context(), cell.framesPath(split), cell.origin(split)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Frames say of themselves what they were made from. */
  @Override
  public boolean hashed(String name) {
    return !name.startsWith("law=");
  }

  @Override
  @SuppressWarnings("try") // The progress is shown by events while it is open.
  public Map<String, Object> execute(Cell cell, Path data) {
    try (TaskProgress progress = new TaskProgress(cell.context(), cell.console(), verb())) {
      Simulation simulation =
          new Simulation(
              cell.context(),
              new SimulationWork(
                  cell.settings().dynamics(),
                  cell.settings().frames(),
                  cell.seed(),
                  fingerprint(cell)),
              data.getParent(),
              progress,
              cell.metrics());
      DataSet made = simulation.simulate();
      requireFrames(made);
      if (made.resumedUnits() > 0) {
        cell.console()
            .say("  " + made.resumedUnits() + " of " + made.units() + " units were there");
      }
      progress.phase("tables", 1, TABLES, TABLES);
      writeTables(cell, simulation, data, made);
      progress.phase("tables", 1, 1, 1);
      cell.console().print(summary(cell, made));
      return result(made);
    }
  }

  /** With the lease of the output, every half simulation beside it belongs to nobody. */
  @Override
  public void committed(Cell cell) {
    cell.workspace().deleteAll(directory(cell).getParent(), STAGING);
  }

  private static void requireFrames(DataSet made) {
    for (DataSet.OfSplit split : made.splits()) {
      if (split.frames() == 0) {
        throw InputException.cannot(
            "make split " + split.split().label(),
            "none of its "
                + split.dropped()
                + " frames lies within the pruning bounds; more runs or wider"
                + " frames.lower-percentile and frames.upper-percentile are needed");
      }
    }
  }

  /** An attempt that was killed here left some of them. */
  private static void writeTables(Cell cell, Simulation simulation, Path data, DataSet made) {
    Path runs = new Path(data, "runs");
    Path statistics = new Path(data, "statistics");
    Path percentiles = new Path(data, "percentiles");
    List.of(runs, statistics, percentiles).forEach(cell.workspace()::delete);
    long lines = (long) cell.settings().dynamics().runs() + cell.settings().dynamics().testRuns();
    cell.spark()
        .createDataFrame(simulation.runRows(), DataSet.RUNS)
        .coalesce((int) (1 + lines / RUNS_OF_A_FILE))
        .write()
        .parquet(runs.toString());
    SampleTable.write(cell.spark(), made.statisticsRows(), DataSet.STATISTICS, statistics);
    SampleTable.write(cell.spark(), made.percentileRows(), DataSet.PERCENTILES, percentiles);
    cell.workspace().write(new Path(data, BOUNDS), json(made.bounds(cell.settings().frames())));
  }

  private static Map<String, Object> result(DataSet made) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("redrawn-runs", made.redrawn());
    result.put("flagged-runs", made.flagged());
    for (DataSet.OfSplit split : made.splits()) {
      String label = split.split().label();
      result.put("frames-" + label, split.frames());
      result.put("dropped-" + label, split.dropped());
      result.put("files-" + label, split.files());
      result.put("bytes-" + label, split.bytes());
    }
    return result;
  }

  /** The table that the command ends with. */
  private static String summary(Cell cell, DataSet made) {
    List<String> lines = new ArrayList<>();
    lines.add("  split           runs       frames   dropped  files       size");
    for (DataSet.OfSplit split : made.splits()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-10s %9d %12d %7.2f %% %6d %7.1f MB",
              split.split().label(),
              split.runs(),
              split.frames(),
              100 * split.droppedFraction(),
              split.files(),
              split.bytes() * 1e-6));
    }
    lines.add("");
    lines.addAll(made.ranges());
    lines.add("");
    lines.add("  " + exactness(cell, made));
    return String.join("\n", lines);
  }

  private static String exactness(Cell cell, DataSet made) {
    String redrawn = made.redrawn() + " runs drawn again, ";
    return cell.settings().dynamics().forceLaw().conserved().isEmpty()
        ? redrawn + "none could be checked: this law conserves nothing"
        : redrawn
            + made.flagged()
            + " flagged (a conserved quantity drifts by more than "
            + Drift.LIMIT
            + "; table runs)";
  }

  private static String json(PruningBounds bounds) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("columns", "velocity by axis, then acceleration by axis");
    entries.put("lower", bounds.lower());
    entries.put("upper", bounds.upper());
    try {
      return new ObjectMapper().writeValueAsString(entries) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write bounds: " + e.getMessage(), e);
    }
  }

  /** The bounds of the pruned sets. */
  static PruningBounds bounds(Cell cell) {
    Path file = new Path(cell.workspace().frames(), BOUNDS);
    try {
      JsonNode tree = new ObjectMapper().readTree(cell.workspace().read(file));
      PruningBounds bounds =
          new PruningBounds(numbers(tree.path("lower")), numbers(tree.path("upper")));
      if (bounds.lower().length == 2 * cell.dimension()) {
        return bounds;
      }
      throw new IllegalArgumentException("Invalid bounds: not one pair a column");
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw InputException.cannot("read " + file, "it has no bounds of this program", e);
    }
  }

  private static float[] numbers(JsonNode array) {
    float[] numbers = new float[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).floatValue();
    }
    return numbers;
  }

  /** What a data set is made from, as every file of it says. */
  static String fingerprint(Cell cell) {
    return Pipeline.fingerprint(new SimulateStage(), cell);
  }

  /** Number of files of a split, as the manifest says. */
  static int files(Cell cell, Split split) {
    return (int) told(cell, "files-" + split.label());
  }

  /** Number of frames of a split, as the manifest says. */
  static long frames(Cell cell, Split split) {
    return told(cell, "frames-" + split.label());
  }

  private static long told(Cell cell, String key) {
    return new StageDirectory(cell.workspace().storage(), cell.workspace().frames())
        .manifest()
        .flatMap(manifest -> manifest.result(key))
        .filter(Number.class::isInstance)
        .map(number -> ((Number) number).longValue())
        .orElse(0L);
  }
}
