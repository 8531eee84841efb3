package org.principia.observed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.principia.common.InputException;
import org.principia.common.Setting;

/**
 * A table of tracked particles, one row a particle and time, and what is known about it.
 *
 * <p>A column that is not named is found by the usual names of what it holds. Lists whose texts are
 * {@code name = value} may be written as sections: {@code properties { mass = m }}.
 */
public record ObservedSettings(
    @Setting(
            "Table of observed particles, a row for each particle and time: a file or directory of"
                + " any Hadoop file system; empty for none.")
        String table,
    @Setting("Column of the run; empty: found by its usual name, or all rows are one run.")
        String run,
    @Setting("Column of the particle; empty: found by its usual name.") String particle,
    @Setting("Column of the time; empty: found by its usual name.") String time,
    @Setting("Columns of the position, 2 or 3; empty: x, y and, where there is one, z.")
        List<String> position,
    @Setting("Columns of the velocity; empty: vx, vy, vz where there are such.")
        List<String> velocity,
    @Setting("Columns of the acceleration; empty: ax, ay, az where there are such.")
        List<String> acceleration,
    @Setting("Column of the standard error of each coordinate; empty: sigma where there is one.")
        String sigma,
    @Setting("Column of the particle's type; empty: found by its usual name, or all are alike.")
        String type,
    @Setting(
            "Known properties of a particle and their columns, \"mass = m\" for example; empty:"
                + " mass and charge where there are such.")
        List<String> properties,
    @Setting(
            "Properties that are not known, \"mass\" for example: a column of that name is not"
                + " read.")
        List<String> unknown,
    @Setting("Units for people, \"length = km\", \"time = d\" or \"mass = kg\" for example.")
        List<String> units,
    @Setting("Particles that act on others and whose own motion is not explained.")
        List<String> senders,
    @Setting("Column that is true, or 1, for such particles; empty for none.") String senderColumn,
    @Setting(
            "A longer step is a gap, across which nothing is derived, more than 1 [median steps of"
                + " the particle].")
        double maxGap,
    @Setting("What becomes of rows without a finite number: refuse the table, or drop the rows.")
        InvalidRows invalidRows)
    implements Serializable {

  /** What becomes of rows that lack a finite number. */
  public enum InvalidRows {
    /** They are refused, with their number. */
    REFUSE,
    /** They are left out. */
    DROP
  }

  private static final Pattern PAIR = Pattern.compile("\\s*([^=]*[^=\\s])\\s*=\\s*(.*\\S)\\s*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /** Names that formulas and tables of results have for something else. */
  private static final Set<String> TAKEN =
      Set.of(
          "run",
          "particle",
          "time",
          "type",
          "sigma",
          "receiver",
          "split",
          "r",
          "x",
          "y",
          "z",
          "vx",
          "vy",
          "vz",
          "ax",
          "ay",
          "az");

  /** Checks every component, and that no column serves twice. */
  public ObservedSettings {
    position = List.copyOf(position);
    velocity = List.copyOf(velocity);
    acceleration = List.copyOf(acceleration);
    properties = List.copyOf(properties);
    unknown = List.copyOf(unknown);
    units = List.copyOf(units);
    senders = List.copyOf(senders);
    if (!position.isEmpty() && (position.size() < 2 || position.size() > 3)) {
      throw InputException.invalid("position", position, "2 or 3 columns");
    }
    requireWidth("velocity", velocity, position);
    requireWidth("acceleration", acceleration, position);
    Map<String, String> known = pairs("properties", properties);
    for (String name : known.keySet()) {
      requireName("properties", name);
    }
    requireOnce("unknown", unknown);
    for (String name : unknown) {
      requireName("unknown", name);
      if (known.containsKey(name)) {
        throw InputException.invalid(
            "unknown", name, "a property without a column; observed.properties has " + name);
      }
    }
    pairs("units", units);
    requireOnce("senders", senders);
    if (!(maxGap > 1 && maxGap < Double.POSITIVE_INFINITY)) {
      throw InputException.invalid("max-gap", maxGap, "a number greater than 1");
    }
    requireColumnsOnce(
        List.of(run, particle, time, sigma, type, senderColumn),
        List.of(position, velocity, acceleration, List.copyOf(known.values())));
  }

  /** No table; columns by their usual names, everything that can be tested is tested. */
  public static ObservedSettings defaults() {
    List<String> none = List.of();
    return new ObservedSettings(
        "",
        "",
        "",
        "",
        none,
        none,
        none,
        "",
        "",
        none,
        none,
        none,
        none,
        "",
        5,
        InvalidRows.REFUSE);
  }

  /** Whether there is a table. */
  public boolean isGiven() {
    return !table.isEmpty();
  }

  /** Columns of the known properties that are named, by property. */
  public Map<String, String> propertyColumns() {
    return pairs("observed.properties", properties);
  }

  /** The units that are stated, by what they are of. */
  public Map<String, String> unitNames() {
    return pairs("observed.units", units);
  }

  private static Map<String, String> pairs(String key, List<String> texts) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts) {
      var pair = PAIR.matcher(text);
      if (!pair.matches()) {
        throw InputException.invalid(key, text, "name = value");
      }
      if (pairs.put(pair.group(1), pair.group(2)) != null) {
        throw InputException.invalid(key, pair.group(1), "each name once");
      }
    }
    return pairs;
  }

  private static void requireName(String key, String name) {
    if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
      throw InputException.invalid(
          key,
          name,
          "a name of letters, digits and _, none of " + String.join(", ", sortedTaken()));
    }
  }

  private static List<String> sortedTaken() {
    return TAKEN.stream().sorted().toList();
  }

  private static void requireWidth(String key, List<String> columns, List<String> position) {
    if (!columns.isEmpty() && columns.size() != position.size()) {
      throw InputException.invalid(
          key, columns, "as many columns as observed.position names, " + position.size());
    }
  }

  private static void requireOnce(String key, List<String> names) {
    Set<String> seen = new LinkedHashSet<>();
    for (String name : names) {
      if (name.isBlank() || !seen.add(name)) {
        throw InputException.invalid(key, "\"" + name + "\"", "each name once, none empty");
      }
    }
  }

  private static void requireColumnsOnce(List<String> single, List<List<String>> several) {
    List<String> all = new ArrayList<>(single);
    several.forEach(all::addAll);
    Set<String> seen = new LinkedHashSet<>();
    for (String column : all) {
      if (!column.isEmpty() && !seen.add(column)) {
        throw InputException.invalid("columns", column, "each column for one purpose");
      }
    }
  }
}
