package org.principia.jobs.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.gnn.layers.TrainingStrategy;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.console.Console;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.pipeline.Pipeline.StageState;
import org.principia.jobs.run.Lease;
import org.principia.jobs.sweep.CellState.Phase;
import org.principia.jobs.sweep.SweepPlan.Source;

/**
 * How far all cells of an output are, read from their small files: without Spark, and while others
 * work on it.
 *
 * @param output where they lie
 * @param cells each cell's state, in the plan's order
 */
public record SweepState(Storage output, List<CellState> cells) {
  private static final int BAR = Pipeline.verbs().size();

  /** The state of a plan. */
  public static SweepState of(SweepPlan plan, Configuration hadoop) {
    Storage output = Storage.look(hadoop, "output", plan.output());
    return new SweepState(
        output, plan.cells().stream().map(c -> CellState.of(c, output, c.states(output))).toList());
  }

  /**
   * The state of an output: of the plan that a sweep left there, else of the cells that are there.
   *
   * @throws InputException when there is neither
   */
  public static SweepState of(String output, Configuration hadoop) {
    Storage storage = Storage.look(hadoop, "CONFIG|OUT", output);
    Optional<SweepPlan> plan = SweepPlan.saved(storage, output);
    if (plan.isPresent()) {
      return of(plan.get(), hadoop);
    }
    List<CellState> found = new ArrayList<>();
    try {
      found.addAll(found(storage, ""));
      for (Path directory : directories(storage, storage.root())) {
        if (directory.getName().startsWith("seed-")) {
          found.addAll(found(storage, directory.getName()));
        }
      }
    } catch (IOException e) {
      throw InputException.cannot("read " + output, String.valueOf(e.getMessage()), e);
    }
    if (found.isEmpty()) {
      throw InputException.invalid(
          "CONFIG|OUT", output, "a configuration file, or the output of a sweep or a run");
    }
    return new SweepState(storage, found);
  }

  /** Cells below a root, by the manifests of their frames. */
  private static List<CellState> found(Storage output, String root) throws IOException {
    List<CellState> found = new ArrayList<>();
    Storage storage = root.isEmpty() ? output : output.below(root);
    for (Path system : directories(storage, storage.root())) {
      Path manifest = new Path(system, "frames/" + Manifest.FILE);
      if (storage.isOccupied(manifest)) {
        String config = Manifest.parse(storage.read(manifest)).config();
        for (Path strategy : directories(storage, system)) {
          if (TrainingStrategy.WORDS.contains(strategy.getName())) {
            found.add(found(output, root, config, strategy.getName()));
          }
        }
      }
    }
    return found;
  }

  /** Without a plan nobody knows of other settings: what is there counts. */
  private static CellState found(Storage output, String root, String config, String strategy) {
    Source source = new Source(config, Manifest.FILE, List.of("gnn.strategy=" + strategy));
    PlannedCell cell = new PlannedCell(root, SweepPlan.ofAny(source).cells().get(0).settings());
    List<StageState> states =
        cell.states(output).stream()
            .map(s -> new StageState(s.verb(), s.path(), s.manifest(), s.manifest().isPresent()))
            .toList();
    return CellState.of(cell, output, states);
  }

  private static List<Path> directories(Storage storage, Path directory) throws IOException {
    FileSystem files = storage.fileSystem();
    if (!files.exists(directory)) {
      return List.of();
    }
    return Arrays.stream(files.listStatus(directory))
        .filter(FileStatus::isDirectory)
        .map(FileStatus::getPath)
        .filter(path -> !path.getName().startsWith("_") && !path.getName().startsWith("."))
        .sorted()
        .toList();
  }

  /** Whether there is nothing left that is going to happen. */
  public boolean ended() {
    return sweeper().isEmpty() && cells.stream().noneMatch(cell -> cell.phase() == Phase.WORKING);
  }

  private Optional<String> sweeper() {
    return Lease.holding(output, new Path(output.root(), Results.DIRECTORY));
  }

  /** For people, a line a cell. */
  public String text() {
    int width = cells.stream().mapToInt(cell -> cell.cell().label().length()).max().orElse(0);
    return cells.stream()
        .map(cell -> "\n" + line(cell, width).stripTrailing())
        .collect(Collectors.joining("", head(), ""));
  }

  private String head() {
    String phases =
        cells.stream()
            .collect(Collectors.groupingBy(CellState::phase, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(phase -> phase.getValue() + " " + phase.getKey().label())
            .collect(Collectors.joining(", "));
    String what = cells.size() == 1 ? "cell" : "cells";
    String sweeper = sweeper().map(holder -> "; " + holder + " sweeps").orElse("");
    return "%s: %s %s: %s%s".formatted(output.root(), cells.size(), what, phases, sweeper);
  }

  private static String line(CellState cell, int width) {
    String now =
        switch (cell.phase()) {
          case COMPLETE -> cell.note();
          case WAITING -> cell.done().isEmpty() ? "" : "next: " + cell.stage();
          case WORKING, STOPPED ->
              cell.stage()
                  + (cell.share() > 0
                      ? String.format(Locale.ROOT, " %.0f %%", 100 * cell.share())
                      : "")
                  + (cell.note().isEmpty() ? "" : ", " + cell.note());
          case FAILED, OTHER_SETTINGS -> cell.stage() + ": " + cell.note();
        };
    return String.format(
        Locale.ROOT,
        "%-" + width + "s  [%s]  %-9s %14s  %s",
        cell.cell().label(),
        "#".repeat(cell.done().size()) + ".".repeat(BAR - cell.done().size()),
        cell.phase().label(),
        cell.seconds() > 0 ? Console.time(cell.seconds()) : "",
        now);
  }

  /** For other programs. */
  public Map<String, Object> entries() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("output", output.root().toString());
    entries.put("sweeping", sweeper().isPresent());
    entries.put("cells", cells.stream().map(CellState::entries).toList());
    return entries;
  }
}
