package org.principia.jobs.fit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Manifest;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.artefact.table.UserTable.TableRequest;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.cluster.metrics.JobMetrics;
import org.principia.jobs.cluster.search.Found;
import org.principia.jobs.cluster.search.SearchJob;
import org.principia.jobs.cluster.search.SearchJob.SearchListener;
import org.principia.jobs.cluster.search.SearchStore;
import org.principia.jobs.cluster.search.SearchTable;
import org.principia.jobs.cluster.search.Signals;
import org.principia.jobs.console.Console;
import org.principia.jobs.run.Cancellation;
import org.principia.symbolic.data.JointTable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.settings.Choice;
import org.principia.symbolic.settings.SymbolicSettings;

/** The search for formulas of one table. */
record FitSearch(
    SparkApplication spark,
    Console console,
    Fit.Options options,
    TableRequest request,
    UserTable table) {
  /** With fewer rows for each node of the largest formula the user is warned. */
  private static final int ROWS_PER_NODE = 4;

  /** A table of so many columns takes some seconds to be read. */
  private static final int MANY_COLUMNS = 1000;

  /**
   * Reads the table and shows what may surprise in it.
   *
   * @throws InputException if the table does not allow a search
   */
  static FitSearch read(
      SparkApplication spark, Console console, Fit.Options options, TableRequest request) {
    UserTable table =
        UserTable.read(
            spark.session(),
            request,
            columns -> {
              if (columns >= MANY_COLUMNS) {
                console.info("fit: reading %s columns of %s".formatted(columns, request.path()));
              }
            });
    FitSearch search = new FitSearch(spark, console, options, request, table);
    search.show();
    return search;
  }

  private void show() {
    console.info(
        "fit: %s of %s; %s rows%s"
            .formatted(
                request.target(),
                UserTable.listed(table.variables()),
                table.rows() - table.invalidRows(),
                request.groups().isEmpty() ? "" : ", " + table.tables().size() + " groups"));
    table.notes().forEach(note -> console.info("  " + note));
    FitText.leftOut(table).forEach(line -> console.info("  " + line));
    if (table.invalidRows() > 0) {
      console.info("  " + table.invalidRows() + " rows left out for want of a finite number");
    }
    if (options.settings().choice() != Choice.DESCRIPTION_LENGTH
        && fewest() < (long) ROWS_PER_NODE * options.settings().maxComplexity()) {
      console.info(
          "  %s rows are few for formulas of up to symbolic.max-complexity = %s nodes: the choice may follow the noise"
              .formatted(fewest(), options.settings().maxComplexity()));
    }
    List<String> renamed =
        IntStream.range(0, table.features().size())
            .filter(i -> !table.features().get(i).equals(table.variables().get(i)))
            .mapToObj(i -> table.features().get(i) + " is " + table.variables().get(i))
            .toList();
    if (!renamed.isEmpty()) {
      console.info("  in formulas " + UserTable.listed(renamed));
    }
  }

  /** Rows of the smallest search: one structure over groups is found on the rows of all. */
  private long fewest() {
    LongStream rows = table.tables().values().stream().mapToLong(Table::rows);
    return options.joint().isEmpty() ? rows.min().orElse(Long.MAX_VALUE) : rows.sum();
  }

  /**
   * Searches until each search has ended, keeping states in the store; an {@link InputException} if
   * no formula has the unit of the target.
   */
  Fitted run(Optional<SearchStore> store, Cancellation cancellation, Signals signals) {
    console.start();
    Map<String, Problem> problems = new LinkedHashMap<>();
    if (options.joint().isEmpty()) {
      problems.putAll(table.tables());
    } else {
      JointTable joint = table.joint();
      options.joint().forEach(own -> problems.put(JointChoice.search(own), joint.with(own)));
    }
    SearchListener listener =
        JobMetrics.get()
            .cell("fit")
            .searching(
                new SearchTable(
                    console, "fit", options.settings(), List.copyOf(problems.keySet())));
    SymbolicSettings used = withUnits();
    Map<String, Found> found =
        new SearchJob(spark.java(), used, options.seed(), store, listener, SearchJob::island)
            .run(problems, cancellation, signals);
    console.clear();
    requireUnits(used, problems, found);
    return fitted(found);
  }

  /** A front always has a member, the best constant; its unit need not be the target's. */
  private void requireUnits(
      SymbolicSettings settings, Map<String, Problem> problems, Map<String, Found> found) {
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
          ("no formula of %s and at most %s nodes was found that has the unit of %s%s, and explains"
                  + " more than a constant")
              .formatted(
                  String.join(" ", settings.operators()),
                  settings.maxComplexity(),
                  request.target(),
                  unit(settings.units())));
    }
  }

  private static String unit(List<String> units) {
    return units.stream()
        .filter(text -> text.startsWith("target "))
        .findFirst()
        .map(text -> "," + text.substring(text.lastIndexOf('=') + 1))
        .orElse("");
  }

  Fitted fitted(Map<String, Found> found) {
    return Fitted.of(request.target(), table, options, found);
  }

  /** The settings with the units of columns under the names that formulas have for them. */
  private SymbolicSettings withUnits() {
    List<String> units = new ArrayList<>();
    for (String text : options.settings().units()) {
      int equals = text.lastIndexOf('=');
      String name = text.substring(0, equals).strip();
      int feature = table.features().indexOf(name);
      String known = feature < 0 ? name : table.variables().get(feature);
      units.add((name.equals(request.target()) ? "target" : known) + " " + text.substring(equals));
    }
    return options.settings().with(Map.of("units", units));
  }

  /** Hash of the rows, of what they are and of the settings. */
  String fingerprint(String values) {
    return Manifest.fingerprint(
        "fit",
        options.joint().toString(),
        request.target(),
        String.join("\n", table.features()),
        String.join("\n", request.groups()),
        table.problems().toString(),
        hash(table.tables()),
        String.valueOf(options.seed()),
        values);
  }

  /** Prints what was found until a signal came, and where its front was written. */
  void printSoFar(Fitted fitted, Optional<Path> front) {
    console.clear();
    if (!fitted.found().isEmpty()) {
      console.print(FitText.of(fitted));
    }
    Map<String, Object> entries = fitted.stopped();
    front.ifPresent(path -> entries.put("front", path.toString()));
    console.result(entries);
  }

  /** SHA-256 of the rows of all groups. */
  private static String hash(Map<String, Table> tables) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    tables.forEach(
        (group, table) -> {
          digest.update((group + "\n" + table.rows() + "\n").getBytes(StandardCharsets.UTF_8));
          for (double[] column : table.columns()) {
            update(digest, column);
          }
          update(digest, table.target());
          update(digest, table.weights());
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    bytes.asDoubleBuffer().put(values);
    digest.update(bytes);
  }
}
