package org.principia.jobs.artefact.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.principia.common.InputException;
import org.principia.observed.ObservedSettings;
import org.principia.observed.TrackSchema;

/**
 * Which columns of a table of particles hold what: numbers in the order of the schema, then the
 * sender; texts in the order run, particle, type.
 *
 * @param numbers places of the columns of numbers
 * @param texts places of the columns of texts
 * @param names of the columns, numbers first
 * @param schema what there is
 * @param sender 1 where a column tells senders, else 0
 * @param run 1 where there is a column of runs, else 0
 * @param type 1 where there is a column of types, else 0
 */
record TrackColumns(
    List<Integer> numbers,
    List<Integer> texts,
    List<String> names,
    TrackSchema schema,
    int sender,
    int run,
    int type)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final List<String> RUN =
      List.of("run", "run_id", "simulation", "trajectory", "experiment", "replicate", "movie");
  private static final List<String> PARTICLE =
      List.of(
          "particle", "particle_id", "id", "body", "track", "track_id", "atom", "name", "object");
  private static final List<String> TIME = List.of("time", "t", "frame", "timestamp", "jd", "date");
  private static final List<String> TYPE = List.of("type", "species", "kind");
  private static final List<String> SIGMA =
      List.of("sigma", "position_error", "position_sigma", "sigma_position");
  private static final Map<String, List<String>> PROPERTIES =
      Map.of("mass", List.of("mass", "m"), "charge", List.of("charge", "q"));
  private static final List<String> AXES = List.of("x", "y", "z");

  /**
   * Finds the columns; an {@link InputException} names the key of one that is missing, is not
   * numeric, or serves twice.
   */
  static TrackColumns of(ObservedSettings settings, StoredTable table) {
    return new Finder(settings, table).find();
  }

  /** The dimension of what is mapped, and of what is not found by its usual names. */
  private record Finder(ObservedSettings settings, StoredTable table) {

    TrackColumns find() {
      String remedy =
          settings.invalidRows() == ObservedSettings.InvalidRows.DROP
              ? ""
              : "observed.invalid-rows = drop";
      List<String> position = position();
      int d = position.size();
      List<String> velocity = vector("velocity", settings.velocity(), "v", d);
      List<String> acceleration = vector("acceleration", settings.acceleration(), "a", d);
      Optional<String> sigma = optional(settings.sigma(), SIGMA);
      Optional<String> sender = optional(settings.senderColumn(), List.of());
      Map<String, String> properties = properties();
      Map<String, String> keys = new LinkedHashMap<>();
      put(keys, "time", List.of(required("time", settings.time(), TIME)));
      put(keys, "position", position);
      put(keys, "velocity", velocity);
      put(keys, "acceleration", acceleration);
      put(keys, "sigma", sigma.stream().toList());
      put(keys, "properties", List.copyOf(properties.values()));
      put(keys, "sender-column", sender.stream().toList());
      List<Integer> numbers = new ArrayList<>();
      keys.forEach((name, key) -> numbers.add(Columns.numeric(key, name, table, remedy)));
      Optional<String> run = optional(settings.run(), RUN);
      Optional<String> type = optional(settings.type(), TYPE);
      List<Integer> texts = new ArrayList<>();
      run.ifPresent(name -> texts.add(text(keys, "run", name)));
      texts.add(text(keys, "particle", required("particle", settings.particle(), PARTICLE)));
      type.ifPresent(name -> texts.add(text(keys, "type", name)));
      return new TrackColumns(
          numbers,
          texts,
          List.copyOf(keys.keySet()),
          new TrackSchema(
              d,
              !velocity.isEmpty(),
              !acceleration.isEmpty(),
              sigma.isPresent(),
              List.copyOf(properties.keySet())),
          sender.isPresent() ? 1 : 0,
          run.isPresent() ? 1 : 0,
          type.isPresent() ? 1 : 0);
    }

    private int text(Map<String, String> keys, String key, String name) {
      put(keys, key, List.of(name));
      return Columns.group("observed." + key, name, table);
    }

    private static void put(Map<String, String> keys, String key, List<String> names) {
      for (String name : names) {
        String other = keys.put(name, "observed." + key);
        if (other != null) {
          throw InputException.invalid(
              "observed." + key, name, "another column; this one is " + other);
        }
      }
    }

    /** The column of a usual name, in whatever case; the first of the list that there is. */
    private Optional<String> usual(List<String> usual) {
      return usual.stream()
          .flatMap(name -> table.names().stream().filter(name::equalsIgnoreCase))
          .findFirst();
    }

    private Optional<String> optional(String named, List<String> usual) {
      return named.isEmpty() ? usual(usual) : Optional.of(named);
    }

    private String required(String key, String named, List<String> usual) {
      return optional(named, usual).orElseThrow(() -> missing(key, String.join(", ", usual)));
    }

    private InputException missing(String key, String usual) {
      List<String> known = table.names().stream().filter(n -> !n.isEmpty()).toList();
      return InputException.cannot(
          "find the " + key + " in " + settings.table(),
          String.format(
              "it has no column %s; observed.%s names another; columns: %s",
              usual, key, UserTable.listed(known)));
    }

    private List<String> position() {
      List<String> named = settings.position();
      if (!named.isEmpty()) {
        return named;
      }
      List<String> usual = components("");
      if (usual.size() < 2) {
        throw missing("position", "x and y");
      }
      return usual;
    }

    private List<String> vector(String key, List<String> named, String prefix, int d) {
      List<String> found = named.isEmpty() ? components(prefix) : named;
      if (named.isEmpty() && found.size() != d) {
        return List.of();
      }
      if (found.size() != d) {
        throw InputException.invalid(
            "observed." + key, found, "as many columns as the position has, " + d);
      }
      return found;
    }

    /** The columns x, y and z of a quantity, as far as there are such. */
    private List<String> components(String prefix) {
      List<Optional<String>> found =
          AXES.stream().map(axis -> usual(List.of(prefix + axis, prefix + "_" + axis))).toList();
      return IntStream.range(0, AXES.size())
          .takeWhile(k -> found.get(k).isPresent())
          .mapToObj(k -> found.get(k).orElseThrow())
          .toList();
    }

    /** The known properties and their columns; what is said to be unknown is not looked for. */
    private Map<String, String> properties() {
      Map<String, String> columns = new LinkedHashMap<>(settings.propertyColumns());
      if (columns.isEmpty()) {
        PROPERTIES.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .filter(usual -> !settings.unknown().contains(usual.getKey()))
            .forEach(
                usual ->
                    usual(usual.getValue()).ifPresent(name -> columns.put(usual.getKey(), name)));
      }
      return columns;
    }
  }

  /** The run of a row; empty where all rows are one. */
  String run(Object[] row) {
    return run == 0 ? "" : (String) row[width()];
  }

  /** The particle of a row. */
  String particle(Object[] row) {
    return (String) row[width() + run];
  }

  /** The type of the particle of a row; empty where there are none. */
  String type(Object[] row) {
    return type == 0 ? "" : (String) row[width() + run + 1];
  }

  /** Numbers of a row. */
  int width() {
    return numbers.size();
  }

  /** Names of the columns of numbers. */
  List<String> numberNames() {
    return names.subList(0, width());
  }

  /** Names of the columns of texts. */
  List<String> textNames() {
    return names.subList(width(), names.size());
  }
}
