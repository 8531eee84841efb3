package org.principia.jobs.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.principia.common.Checks;
import org.principia.common.InputException;

/**
 * The section of a configuration that lists the cells of a sweep.
 *
 * <pre>
 * sweep {
 *   at-once = 2
 *   grids = [
 *     { laws = [spring], dimensions = [2], strategies = [bottleneck, l1], seeds = [1],
 *       settings { gnn.epochs = 8 } }
 *   ]
 * }
 * </pre>
 *
 * @param atOnce how many cells run concurrently; empty to derive it from the cluster
 * @param grids at least one
 */
public record SweepSection(OptionalInt atOnce, List<Grid> grids) {
  /** Name of the section. */
  public static final String NAME = "sweep";

  private static final List<String> KEYS = List.of("at-once", "grids");
  private static final List<String> GRID_KEYS =
      List.of("laws", "dimensions", "strategies", "seeds", "settings");

  /** Axes of a grid in the order of the cells, each with the key that it varies. */
  private static final List<Map.Entry<String, String>> AXES =
      List.of(
          Map.entry("laws", "dynamics.law"),
          Map.entry("dimensions", "dynamics.dimension"),
          Map.entry("seeds", "seed"),
          Map.entry("strategies", "gnn.strategy"));

  private static final int MAX_CELLS_AT_ONCE = 10_000;

  /**
   * A grid of cells: every law in every dimension with every strategy and every seed; what it does
   * not list is the configuration's.
   *
   * @param cells by law, dimension, seed and strategy in this order: for each the {@code key=value}
   *     pairs that define it
   * @param settings settings of these cells, which override the file
   */
  public record Grid(List<List<String>> cells, ConfigObject settings) {}

  /** Whether a configuration has the section; its text is HOCON, its source for messages. */
  public static boolean isIn(String text, String source) {
    return Configuration.resolved(Configuration.hocon(text, source), source).hasPath(NAME);
  }

  /**
   * Reads the section.
   *
   * @param text HOCON
   * @param source where the text comes from, for messages
   * @return the section
   * @throws InputException if the section is missing or invalid
   */
  public static SweepSection parse(String text, String source) {
    Config config = Configuration.resolved(Configuration.hocon(text, source), source);
    if (!config.hasPath(NAME)) {
      throw InputException.cannot(
          "sweep " + source, "it has no section sweep { grids = [ … ] } with the cells");
    }
    if (!(config.getValue(NAME) instanceof ConfigObject section)) {
      throw InputException.invalid(NAME, config.getAnyRef(NAME), "a section with grids");
    }
    Configuration.refuseUnknown(section, NAME, KEYS, "");
    OptionalInt atOnce = OptionalInt.empty();
    if (config.hasPath("sweep.at-once")) {
      int cells = (Integer) Configuration.value(config, "sweep.at-once", int.class);
      Checks.between("sweep.at-once", cells, 1, MAX_CELLS_AT_ONCE);
      atOnce = OptionalInt.of(cells);
    }
    if (!(section.get("grids") instanceof ConfigList list) || list.isEmpty()) {
      throw InputException.invalid(
          "sweep.grids",
          section.get("grids") == null ? "nothing" : section.get("grids").unwrapped(),
          "a list of at least one grid, { laws = […], dimensions = […], … }");
    }
    List<Grid> grids = new ArrayList<>();
    for (ConfigValue value : list) {
      grids.add(grid(value, grids.size() + 1));
    }
    return new SweepSection(atOnce, List.copyOf(grids));
  }

  private static Grid grid(ConfigValue value, int number) {
    String name = "sweep.grids[" + number + "]";
    if (!(value instanceof ConfigObject grid)) {
      throw InputException.invalid(name, value.unwrapped(), "a grid in braces");
    }
    Configuration.refuseUnknown(grid, name, GRID_KEYS, "");
    ConfigValue settings = grid.getOrDefault("settings", ConfigValueFactory.fromMap(Map.of()));
    if (!(settings instanceof ConfigObject object)) {
      throw InputException.invalid(name + ".settings", settings.unwrapped(), "a section in braces");
    }
    Config own = object.toConfig();
    List<List<String>> cells = List.of(List.of());
    for (Map.Entry<String, String> axis : AXES) {
      refuse(
          own,
          axis.getValue(),
          name,
          "set it by the grid's laws, dimensions, strategies and seeds");
      cells = times(cells, axis.getValue(), axis(grid, name, axis.getKey()));
    }
    refuse(own, "output", name, "one output for all grids: set it outside the grids");
    return new Grid(cells, object);
  }

  private static void refuse(Config settings, String key, String grid, String instead) {
    if (settings.hasPath(key)) {
      throw InputException.invalid(grid + ".settings." + key, settings.getAnyRef(key), instead);
    }
  }

  /** Each cell with each value of a key; the cells themselves where there is none. */
  private static List<List<String>> times(
      List<List<String>> cells, String key, List<String> values) {
    return values.isEmpty()
        ? cells
        : cells.stream()
            .flatMap(
                cell ->
                    values.stream()
                        .map(v -> Stream.concat(cell.stream(), Stream.of(key + "=" + v)).toList()))
            .toList();
  }

  private static List<String> axis(ConfigObject grid, String name, String key) {
    if (!grid.containsKey(key)) {
      return List.of();
    }
    if (!(grid.get(key) instanceof ConfigList list) || list.isEmpty()) {
      throw InputException.invalid(
          name + "." + key, grid.get(key).unwrapped(), "a list of at least one, in brackets");
    }
    return list.stream().map(ConfigValue::unwrapped).map(String::valueOf).toList();
  }

  /** Refuses a {@code key=value} of the command line whose key the grids vary. */
  public static void refuseAxes(List<String> overrides) {
    for (String pair : overrides) {
      String key = pair.split("=", 2)[0].strip();
      if (AXES.stream().anyMatch(axis -> axis.getValue().equals(key))) {
        throw InputException.invalid(
            "--set",
            pair,
            "laws, dimensions, strategies and seeds of a sweep are set in its grids");
      }
      if (key.equals(NAME) || key.startsWith(NAME + ".")) {
        throw InputException.invalid(
            "--set", pair, "the section sweep can be set in the file only");
      }
    }
  }
}
