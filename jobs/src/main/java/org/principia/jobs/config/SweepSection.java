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
import org.principia.common.Checks;
import org.principia.common.InputException;
import org.principia.common.Spelling;

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

  /** Keys that a grid's settings may not contain: its axes, and the output of the whole sweep. */
  private static final List<String> RESERVED =
      List.of("dynamics.law", "dynamics.dimension", "gnn.strategy", "seed", "output");

  private static final int MAX_CELLS_AT_ONCE = 10_000;

  /**
   * A grid of cells: every law in every dimension with every strategy and every seed.
   *
   * @param laws names of laws; empty for the configuration's
   * @param dimensions of space; empty for the configuration's
   * @param strategies of training; empty for the configuration's
   * @param seeds each a number; empty for the configuration's
   * @param settings settings of these cells, which override the file
   */
  public record Grid(
      List<String> laws,
      List<String> dimensions,
      List<String> strategies,
      List<String> seeds,
      ConfigObject settings) {

    /**
     * The cells, by law, dimension, seed and strategy in this order: for each the {@code key=value}
     * pairs that define it.
     */
    public List<List<String>> cells() {
      List<List<String>> cells = List.of(List.of());
      cells = times(cells, "dynamics.law", laws);
      cells = times(cells, "dynamics.dimension", dimensions);
      cells = times(cells, "seed", seeds);
      return times(cells, "gnn.strategy", strategies);
    }

    private static List<List<String>> times(
        List<List<String>> cells, String key, List<String> values) {
      if (values.isEmpty()) {
        return cells;
      }
      List<List<String>> product = new ArrayList<>();
      for (List<String> cell : cells) {
        for (String value : values) {
          List<String> pairs = new ArrayList<>(cell);
          pairs.add(key + "=" + value);
          product.add(pairs);
        }
      }
      return product;
    }
  }

  /** Whether a configuration has the section; its text is HOCON, its source for messages. */
  public static boolean isIn(String text, String source) {
    return Configuration.resolved(text, source).hasPath(NAME);
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
    Config config = Configuration.resolved(text, source);
    if (!config.hasPath(NAME)) {
      throw InputException.cannot(
          "sweep " + source, "it has no section sweep { grids = [ … ] } with the cells");
    }
    if (!(config.getValue(NAME) instanceof ConfigObject section)) {
      throw InputException.invalid(NAME, config.getAnyRef(NAME), "a section with grids");
    }
    refuseUnknown(section, NAME, KEYS);
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
    refuseUnknown(grid, name, GRID_KEYS);
    ConfigValue settings = grid.getOrDefault("settings", ConfigValueFactory.fromMap(Map.of()));
    if (!(settings instanceof ConfigObject object)) {
      throw InputException.invalid(name + ".settings", settings.unwrapped(), "a section in braces");
    }
    for (String key : RESERVED) {
      if (object.toConfig().hasPath(key)) {
        throw InputException.invalid(
            name + ".settings." + key,
            object.toConfig().getAnyRef(key),
            "output".equals(key)
                ? "one output for all grids: set it outside the grids"
                : "set it by the grid's laws, dimensions, strategies and seeds");
      }
    }
    return new Grid(
        axis(grid, name, "laws"),
        axis(grid, name, "dimensions"),
        axis(grid, name, "strategies"),
        axis(grid, name, "seeds"),
        object);
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

  private static void refuseUnknown(ConfigObject section, String name, List<String> known) {
    for (String key : section.keySet()) {
      if (!known.contains(key)) {
        throw InputException.invalid(
            "key " + name + "." + key,
            section.get(key).unwrapped(),
            "no such key; the nearest is " + Spelling.nearest(key, known));
      }
    }
  }

  /** Refuses a {@code key=value} of the command line whose key the grids vary. */
  public static void refuseAxes(List<String> overrides) {
    for (String pair : overrides) {
      String key = pair.split("=", 2)[0].strip();
      if (RESERVED.contains(key) && !"output".equals(key)) {
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
