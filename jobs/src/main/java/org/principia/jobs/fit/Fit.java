package org.principia.jobs.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.Storage;
import org.principia.jobs.artefact.Versions;
import org.principia.jobs.artefact.table.TableRequest;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.cluster.metrics.JobMetrics;
import org.principia.jobs.cluster.search.Found;
import org.principia.jobs.cluster.search.SearchJob;
import org.principia.jobs.cluster.search.SearchListener;
import org.principia.jobs.cluster.search.SearchStopped;
import org.principia.jobs.cluster.search.SearchStore;
import org.principia.jobs.cluster.search.SearchTable;
import org.principia.jobs.config.Reference;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Lease;
import org.principia.jobs.run.Overwrite;
import org.principia.jobs.run.StageDirectory;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.SymbolicSettings;

/**
 * Symbolic regression on a table of the user's own.
 *
 * <p>Prints the front with the formula chosen, of several groups a line each. With an output
 * directory that has {@code front/} (Parquet), the formulas in several languages, {@code fit.txt}
 * and {@code manifest.json}; it is complete or not there, and until then {@code _search-NAME}
 * beside it has the state from which the same command goes on.
 */
public final class Fit {
  private static final String STAGE = "fit";
  private static final String FRONT = "front";
  private static final String TEXT = "fit.txt";

  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d*\\.?\\d+([eE][-+]?\\d+)?");

  /** With fewer rows for each node of the largest formula the user is warned. */
  private static final int ROWS_PER_NODE = 4;

  private final SparkSession spark;
  private final Console console;
  private final SymbolicSettings settings;
  private final long seed;
  private final Grouping grouping;
  private final Choices choices;
  private final String command;

  /**
   * Fits of the same settings.
   *
   * @param spark the application
   * @param console where progress and results are shown
   * @param settings of the search
   * @param seed the user's
   * @param grouping what groups have in common
   * @param choices who says by which rule a formula is chosen
   * @param command as it was given, for the manifest
   */
  public Fit(
      SparkApplication spark,
      Console console,
      SymbolicSettings settings,
      long seed,
      Grouping grouping,
      Choices choices,
      String command) {
    this.spark = spark.session();
    this.console = console;
    this.settings = settings;
    this.seed = seed;
    this.grouping = grouping;
    this.choices = choices;
    this.command = command;
  }

  /**
   * Fits a table and prints what comes out.
   *
   * @param request which columns of which table
   * @return the result for programs
   * @throws InputException if the table does not allow it
   * @throws SearchStopped if a signal came; the front so far is printed
   */
  public Map<String, Object> print(TableRequest request) {
    UserTable table = read(request);
    try {
      Fitted fitted = search(request, table, Optional.empty());
      console.print(FitText.of(fitted));
      // Simple numbers take fits; who reads the text has those of one formula in it.
      return console.json()
          ? FitEntries.of(request, fitted, FrontRows.snapped(spark, console, fitted))
          : Map.of();
    } catch (SearchStopped e) {
      printSoFar(request, table, e, Optional.empty());
      throw e.saying("Stopped; with --out DIR the same command would go on where it was.");
    }
  }

  /**
   * Fits a table, prints what comes out and writes it.
   *
   * @param request which columns of which table
   * @param output the directory to make
   * @param overwrite whether results of other settings or rows may be replaced
   * @return the result for programs
   * @throws InputException if the table does not allow it, or the output
   * @throws SearchStopped if a signal came; the same call goes on
   */
  public Map<String, Object> write(TableRequest request, String output, Overwrite overwrite) {
    UserTable table = read(request);
    Path path = new Path(output);
    if (path.getParent() == null && path.isAbsolute()) {
      throw InputException.invalid("--out", output, "a directory below the root");
    }
    Storage storage = Storage.open(spark.sparkContext().hadoopConfiguration(), "--out", output);
    StageDirectory directory = new StageDirectory(storage, storage.root());
    requireOurs(directory, storage, output);
    String fingerprint = fingerprint(request, table, SearchStore.outcome(settings));
    if (!complete(directory, storage, fingerprint, overwrite)) {
      try (Lease lease = Lease.take(storage, directory.path())) {
        if (!complete(directory, storage, fingerprint, overwrite)) {
          make(request, table, storage, directory, fingerprint, lease);
        }
      }
    }
    return FitEntries.written(
        request.target(), directory.manifest().map(Manifest::entries).orElse(Map.of()));
  }

  /** The user names the directory: what is replaced must be a fit, whatever was asked for. */
  private static void requireOurs(StageDirectory directory, Storage storage, String output) {
    boolean ours =
        directory.manifest().map(m -> STAGE.equals(m.entries().get("stage"))).orElse(false);
    if (!ours && storage.isOccupied(directory.path())) {
      throw InputException.invalid(
          "--out", output, "a directory that is empty, not there, or holds a fit");
    }
  }

  private boolean complete(
      StageDirectory directory, Storage storage, String fingerprint, Overwrite overwrite) {
    if (!directory.complete(fingerprint, overwrite)) {
      return false;
    }
    console.say("fit: complete, skipped (" + directory.path() + ")");
    console.print(storage.read(new Path(directory.path(), TEXT)));
    return true;
  }

  private void make(
      TableRequest request,
      UserTable table,
      Storage storage,
      StageDirectory directory,
      String fingerprint,
      Lease lease) {
    long started = System.nanoTime();
    Path state = new Path(directory.path().getParent(), "_search-" + directory.path().getName());
    SearchStore store =
        new SearchStore(
            storage.fileSystem(),
            state,
            fingerprint(request, table, SearchStore.settings(settings)));
    if (store.isOfOthers()) {
      console.say(
          "  the stopped search in " + state + " is of other settings or rows: begins anew");
    }
    Path made = directory.begin();
    try {
      Fitted fitted = search(request, table, Optional.of(store));
      String text = FitText.of(fitted);
      Map<String, String> snapped = writeAll(request, fitted, storage, made);
      storage.write(new Path(made, TEXT), text);
      double seconds = (System.nanoTime() - started) * 1e-9;
      directory.commit(made, manifest(request, fitted, snapped, fingerprint, seconds), lease);
      storage.delete(state);
      console.print(text);
      console.say("fit: done in " + Console.time(seconds) + " (" + directory.path() + ")");
    } catch (SearchStopped e) {
      Path front = new Path(state, FRONT);
      storage.delete(front);
      FrontRows.write(spark, console, Fitted.of(request.target(), table, e.found()), front);
      printSoFar(request, table, e, Optional.of(front));
      throw e.saying("Stopped; the same command goes on where it was. The front so far: " + front);
    } finally {
      storage.delete(made);
    }
  }

  private void printSoFar(
      TableRequest request, UserTable table, SearchStopped stopped, Optional<Path> front) {
    console.clear();
    Fitted fitted = Fitted.of(request.target(), table, stopped.found());
    if (!stopped.found().isEmpty()) {
      console.print(FitText.of(fitted));
    }
    Map<String, Object> entries = FitEntries.stopped(request, fitted);
    front.ifPresent(path -> entries.put("front", path.toString()));
    console.result(entries);
  }

  private UserTable read(TableRequest request) {
    UserTable table = UserTable.read(spark, request);
    console.say(
        "fit: "
            + request.target()
            + " of "
            + String.join(", ", table.variables())
            + "; "
            + (table.rows() - table.invalidRows())
            + " rows"
            + (request.groups().isEmpty() ? "" : ", " + table.tables().size() + " groups"));
    if (Stream.concat(Stream.of(request.target()), table.features().stream())
        .allMatch(NUMBER.asMatchPredicate())) {
      console.say("  all names are numbers: is the first line a header?");
    }
    FitText.leftOut(table).forEach(line -> console.say("  " + line));
    if (table.invalidRows() > 0) {
      console.say("  " + table.invalidRows() + " rows left out for want of a finite number");
    }
    if (areFew(table)) {
      console.say(
          "  "
              + fewest(table)
              + " rows are few for formulas of up to symbolic.max-complexity = "
              + settings.maxComplexity()
              + " nodes: "
              + (choices == Choices.BY_ROWS
                  ? "the choice is by the length of the description"
                  : "the choice may follow the noise"));
    }
    for (int i = 0; i < table.features().size(); i++) {
      if (!table.features().get(i).equals(table.variables().get(i))) {
        console.say(
            "  " + table.features().get(i) + " is " + table.variables().get(i) + " in formulas");
      }
    }
    return table;
  }

  /** Rows of the smallest search: one structure over groups is found on the rows of all. */
  private long fewest(UserTable table) {
    LongStream rows = table.tables().values().stream().mapToLong(Table::rows);
    return grouping == Grouping.JOINT ? rows.sum() : rows.min().orElse(Long.MAX_VALUE);
  }

  private boolean areFew(UserTable table) {
    return fewest(table) < (long) ROWS_PER_NODE * settings.maxComplexity();
  }

  private Fitted search(TableRequest request, UserTable table, Optional<SearchStore> store) {
    console.start();
    Map<String, Problem> problems = new LinkedHashMap<>();
    if (grouping == Grouping.JOINT) {
      problems.put(Fitted.JOINT, table.joint());
    } else {
      problems.putAll(table.tables());
    }
    SearchListener listener =
        JobMetrics.get()
            .cell(STAGE)
            .searching(new SearchTable(console, "fit", settings, List.copyOf(problems.keySet())));
    SymbolicSettings used = withUnits(request, table).with(Map.of("choice", choice(table)));
    Map<String, Found> found =
        new SearchJob(
                JavaSparkContext.fromSparkContext(spark.sparkContext()),
                used,
                seed,
                store,
                listener)
            .run(problems);
    console.clear();
    requireUnits(request, used, problems, found);
    return Fitted.of(request.target(), table, found);
  }

  /** A front always has a member, the best constant; its unit need not be the target's. */
  private static void requireUnits(
      TableRequest request,
      SymbolicSettings settings,
      Map<String, Problem> problems,
      Map<String, Found> found) {
    if (settings.units().isEmpty() || found.isEmpty()) {
      return;
    }
    boolean none =
        found.entrySet().stream()
            .allMatch(
                f ->
                    f.getValue().front().members().stream()
                        .noneMatch(
                            m ->
                                settings
                                    .constraintsOn(problems.get(f.getKey()))
                                    .allow(m.expression())));
    if (none) {
      throw InputException.cannot(
          "fit to " + request.path(),
          "no formula of "
              + String.join(" ", settings.operators())
              + " and at most "
              + settings.maxComplexity()
              + " nodes was found that has the unit of "
              + request.target()
              + unit(settings.units())
              + ", and explains more than a constant");
    }
  }

  private static String unit(List<String> units) {
    return units.stream()
        .filter(text -> text.startsWith("target "))
        .findFirst()
        .map(text -> "," + text.substring(text.lastIndexOf('=') + 1))
        .orElse("");
  }

  private Choice choice(UserTable table) {
    return choices == Choices.BY_ROWS && areFew(table)
        ? Choice.DESCRIPTION_LENGTH
        : settings.choice();
  }

  /** The settings with the units of columns under the names that formulas have for them. */
  private SymbolicSettings withUnits(TableRequest request, UserTable table) {
    List<String> units = new ArrayList<>();
    for (String text : settings.units()) {
      int equals = text.lastIndexOf('=');
      String name = text.substring(0, equals).strip();
      int feature = table.features().indexOf(name);
      String known = feature < 0 ? name : table.variables().get(feature);
      units.add((name.equals(request.target()) ? "target" : known) + " " + text.substring(equals));
    }
    return settings.with(Map.of("units", units));
  }

  /** Writes the front and the formulas; the formulas with simple numbers by group. */
  private Map<String, String> writeAll(
      TableRequest request, Fitted fitted, Storage storage, Path made) {
    Map<String, String> snapped = FrontRows.write(spark, console, fitted, new Path(made, FRONT));
    for (FormulaFormat format : FormulaFormat.values()) {
      Map<String, String> texts = new LinkedHashMap<>();
      fitted
          .chosen()
          .forEach(
              line ->
                  texts.put(
                      line.group(),
                      format.print(new Formula(line.formula(), fitted.table().features()))));
      if (request.groups().isEmpty()) {
        storage.write(new Path(made, format.file()), texts.get("").stripTrailing() + "\n");
      } else if (texts.values().stream().noneMatch(text -> text.contains("\n"))) {
        // A language of several lines has its place in the front alone.
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        texts.forEach((group, text) -> lines.add(group + "\t" + text));
        storage.write(new Path(made, format.file()), lines.toString());
      }
    }
    return snapped;
  }

  private Manifest manifest(
      TableRequest request,
      Fitted fitted,
      Map<String, String> snapped,
      String fingerprint,
      double seconds) {
    UserTable table = fitted.table();
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < table.features().size(); i++) {
      variables.put(table.variables().get(i), table.features().get(i));
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("stage", STAGE);
    entries.put("fingerprint", fingerprint);
    entries.put("command", command);
    entries.put("input", request.path());
    entries.put("target", request.target());
    entries.put("variables", variables);
    entries.put("group-by", request.groups());
    entries.put("grouping", grouping.name().toLowerCase(Locale.ROOT));
    request.weight().ifPresent(weight -> entries.put("weight", weight));
    FitEntries.counts(table, entries);
    entries.put("seed", seed);
    entries.put("choice", choice(table).name().toLowerCase(Locale.ROOT).replace('_', '-'));
    entries.put("symbolic", Reference.values(settings).lines().toList());
    entries.put("result", FitEntries.formulas(request, fitted, snapped));
    entries.put("seconds", Math.round(seconds * 10) / 10.0);
    entries.put("versions", Versions.all());
    return new Manifest(entries);
  }

  /** Hash of the rows, of what they are and of the settings. */
  private String fingerprint(TableRequest request, UserTable table, String values) {
    return Manifest.fingerprint(
        "fit",
        grouping.name() + " " + choices,
        request.target(),
        String.join("\n", table.features()),
        String.join("\n", request.groups()),
        table.problems().toString(),
        TableHash.of(table.tables()),
        String.valueOf(seed),
        values);
  }
}
