package org.principia.jobs.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.config.Reference;
import org.principia.jobs.config.SweepSection;
import org.principia.theory.search.FormulaSearchPlan;

/**
 * Which cells a sweep has, each with its settings, in the order of the file.
 *
 * @param source what it was made from
 * @param output where all results go
 * @param atOnce how many cells are at work at a time; empty to leave it to the cluster
 * @param cells at least one, each once
 */
public record SweepPlan(Source source, String output, OptionalInt atOnce, List<PlannedCell> cells) {
  /** The plan in its output, so that whoever has the output alone knows what is missing. */
  static final String FILE = "sweep.json";

  private static final List<String> OF_FRAMES = List.of("dynamics", "frames", "laws");

  /** What a plan is made from: HOCON, where that comes from, and {@code key=value} pairs. */
  public record Source(String text, String name, List<String> overrides) {}

  /** A cell, and the number of the grid that it stands in. */
  private record Placed(PlannedCell cell, int grid) {}

  /**
   * Plans a sweep; every cell's configuration is read, so that a mistake in any is reported at
   * once, an {@link InputException}.
   */
  public static SweepPlan of(Source source) {
    SweepSection section = SweepSection.parse(source.text(), source.name());
    SweepSection.refuseAxes(source.overrides());
    String output =
        Configuration.parse(source.text(), source.name(), source.overrides()).run().output();
    Map<String, Placed> cells = new LinkedHashMap<>();
    for (int i = 0; i < section.grids().size(); i++) {
      for (PlannedCell cell : cells(source, section.grids().get(i), output)) {
        add(cells, new Placed(cell, i + 1));
      }
    }
    return new SweepPlan(
        source, output, section.atOnce(), cells.values().stream().map(Placed::cell).toList());
  }

  /** The plan of any configuration: of a single cell where it has no section {@code sweep}. */
  public static SweepPlan ofAny(Source source) {
    if (SweepSection.isIn(source.text(), source.name())) {
      return of(source);
    }
    Configuration single = Configuration.parse(source.text(), source.name(), source.overrides());
    return new SweepPlan(
        source, single.run().output(), OptionalInt.empty(), List.of(new PlannedCell("", single)));
  }

  private static List<PlannedCell> cells(Source source, SweepSection.Grid grid, String output) {
    List<PlannedCell> cells = new ArrayList<>();
    for (List<String> axes : grid.cells()) {
      List<String> pairs = new ArrayList<>(axes);
      pairs.addAll(source.overrides());
      Configuration first =
          Configuration.parse(source.text(), source.name(), grid.settings(), pairs);
      String root = "seed-" + first.run().seed();
      pairs.add("output=" + output + "/" + root);
      Configuration settings =
          Configuration.parse(source.text(), source.name(), grid.settings(), pairs);
      FormulaSearchPlan.requireNoColumns(settings.symbolic());
      cells.add(new PlannedCell(root, settings));
    }
    return cells;
  }

  private static void add(Map<String, Placed> cells, Placed added) {
    PlannedCell cell = added.cell();
    Placed same = cells.get(cell.label());
    if (same != null) {
      throw InputException.invalid(
          "sweep.grids",
          cell.label() + " in grid " + same.grid() + " and in grid " + added.grid(),
          "each cell once");
    }
    for (Placed other : cells.values()) {
      if (other.cell().frames().equals(cell.frames())) {
        String difference =
            Reference.difference(
                Reference.text(other.cell().settings()), cell.settings(), OF_FRAMES);
        if (!difference.isEmpty()) {
          throw InputException.invalid(
              "sweep.grids",
              cell.label() + " in grid " + added.grid(),
              "the frames of " + other.cell().label() + ", and " + difference);
        }
      }
    }
    cells.put(cell.label(), added);
  }

  /**
   * The cells that match one of some labels with {@code *} for anything in them, all for none; an
   * {@link InputException} for a pattern that no cell matches.
   */
  public List<PlannedCell> only(List<String> patterns) {
    if (patterns.isEmpty()) {
      return cells;
    }
    Set<PlannedCell> chosen = new LinkedHashSet<>();
    for (String pattern : patterns) {
      String label = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
      List<PlannedCell> matching =
          cells.stream().filter(cell -> cell.label().matches(label)).toList();
      if (matching.isEmpty()) {
        throw InputException.invalid(
            "--only", pattern, "a cell of the sweep, " + cells.get(0).label() + " for example");
      }
      chosen.addAll(matching);
    }
    return List.copyOf(chosen);
  }

  /** Leaves the plan in the output. */
  void save(Storage storage) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("config", source.text());
    entries.put("source", source.name());
    entries.put("overrides", source.overrides());
    storage.write(new Path(storage.root(), FILE), new Manifest(entries).json());
  }

  /**
   * The plan that an output was made from, under the name that it has by now; empty where no sweep
   * left one.
   */
  static Optional<SweepPlan> saved(Storage storage, String output) {
    Path file = new Path(storage.root(), FILE);
    if (!storage.isOccupied(file)) {
      return Optional.empty();
    }
    Map<String, Object> entries = Manifest.parse(storage.read(file)).entries();
    if (!(entries.get("config") instanceof String text)
        || !(entries.get("overrides") instanceof List<?> saved)) {
      throw InputException.cannot("read " + file, "it is no plan of a sweep");
    }
    List<String> overrides = new ArrayList<>(saved.stream().map(String::valueOf).toList());
    overrides.add("output=" + output);
    return Optional.of(of(new Source(text, String.valueOf(entries.get("source")), overrides)));
  }
}
